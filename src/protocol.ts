// Every message between the extension (host) and the webview (page), and the state they carry.
// The page would be right if it only ever got `labels` and `state`; `delta` is speed.

/** A stretch of one message. Text and thinking grow while they stream; a reference is a chip that stands for code. */
export type Part =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "thinking"; readonly text: string; readonly seconds?: number; readonly tokens?: number }
  | { readonly type: "reference"; readonly id: string; readonly label: string; readonly detail: string };

/**
 * waiting: sent, nothing has come yet. interrupted: the connection or the editor ended before the answer did.
 * failed: an error with no text at all. A message with text and an error is interrupted.
 */
export type MessageStatus = "waiting" | "streaming" | "done" | "stopped" | "interrupted" | "failed";

/** Tokens of one answer; a number that the service did not send is absent, never 0. */
export interface UsageView {
  readonly input?: number;
  readonly cached?: number;
  readonly output?: number;
  readonly thinking?: number;
  /** Estimated from the price table, formatted with its currency: "$0.0012", "¥0.01". */
  readonly money?: string;
}

/** What a button of an error card, a notice or the welcome page may ask the host to do. A closed list. */
export type Action =
  | "setApiKey"
  | "getApiKey"
  | "selectEndpoint"
  | "selectModel"
  | "openProxySettings"
  | "openAccount"
  | "newChat"
  | "history"
  | "showLog"
  | "trustWorkspace"
  | "saveAgain";

export interface ErrorView {
  /** What happened, in the reader's words; one sentence. */
  readonly cause: string;
  /** What the provider said, at most 2 KB, plain text. */
  readonly detail?: string;
  readonly code?: string;
  readonly httpStatus?: number;
  readonly requestId?: string;
  readonly host: string;
  readonly model: string;
  /** The next step. `retry` asks the question again, `shorten` puts the prompt back for editing. */
  readonly button: { readonly label: string; readonly run: Action | "retry" | "shorten" };
}

export interface MessageView {
  readonly id: string;
  readonly role: "user" | "assistant";
  readonly parts: readonly Part[];
  readonly status: MessageStatus;
  readonly model?: string;
  readonly usage?: UsageView;
  readonly error?: ErrorView;
  /** length: cut at the model's limit. filtered: the provider withheld it. empty: the model said nothing. */
  readonly note?: "length" | "filtered" | "empty";
  /** Seconds until the request is tried again, at the time of posting. */
  readonly retry?: { readonly attempt: number; readonly seconds: number; readonly reason: string };
  /** Seconds since the service was last heard of, at the time of posting; only while waiting or streaming. */
  readonly silentFor?: number;
  /** Where this message stands among its siblings, counted from 0. */
  readonly sibling: { readonly index: number; readonly count: number };
}

export interface Notice {
  readonly id: string;
  readonly text: string;
  readonly button?: { readonly label: string; readonly run: Action };
}

export interface State {
  readonly conversation: { readonly id: string; readonly title: string };
  /** The end of the open branch; `older` earlier messages are not in it. */
  readonly messages: readonly MessageView[];
  readonly older: number;
  /** Written while an answer streamed; sent in order when it is done. */
  readonly queue: readonly { readonly id: string; readonly text: string; readonly reference?: string }[];
  /** The page takes the text over whenever `revision` is one it has not seen. */
  readonly draft: { readonly text: string; readonly revision: number };
  readonly model: {
    readonly id: string;
    readonly label: string;
    readonly thinking: "never" | "always" | "off" | "on";
  };
  readonly connection: {
    /** A key is known for this host, or none is needed. */
    readonly ready: boolean;
    /** The name of the endpoint for people: "Singapore", "Ollama", a host. */
    readonly label: string;
    readonly host: string;
    readonly key: "stored" | "environment" | "none needed" | "missing";
    /** The built-in stand-in of `npm start` answers, not Qwen. */
    readonly rehearsal: boolean;
  };
  readonly notices: readonly Notice[];
  /** Seconds of silence after which a request is given up. */
  readonly silenceLimit: number;
}

/** Words of the page; `{0}` stands for a value. Made by `chat/labels.ts`, in the language of VS Code. */
export type Labels = Readonly<Record<Label, string>>;

export type Label =
  | "composerPlaceholder"
  | "composerLabel"
  | "send"
  | "queueMessage"
  | "stop"
  | "retry"
  | "edit"
  | "resend"
  | "cancel"
  | "copyAnswer"
  | "copied"
  | "copyCode"
  | "insertAtCursor"
  | "wrapLines"
  | "newChat"
  | "selectModel"
  | "thinkingOn"
  | "thinkingOff"
  | "thinkingAlways"
  | "thinkingNever"
  | "thinking"
  | "thoughtFor"
  | "thoughtForTokens"
  | "you"
  | "assistant"
  | "tooLongToSend"
  | "waiting"
  | "waitingLong"
  | "retrying"
  | "stopped"
  | "interrupted"
  | "cutAtLimit"
  | "continue"
  | "filtered"
  | "empty"
  | "usage"
  | "usageCached"
  | "usageThinking"
  | "usageUnknown"
  | "estimate"
  | "errorCode"
  | "errorRequest"
  | "errorSource"
  | "showOlder"
  | "newBelow"
  | "queued"
  | "sendNow"
  | "removeQueued"
  | "dismiss"
  | "rehearsal"
  | "keyFromEnvironment"
  | "welcomeTitle"
  | "welcomeText"
  | "welcomeSetKey"
  | "welcomeGetKey"
  | "welcomeLocal"
  | "suggestionsTitle"
  | "suggestion1"
  | "suggestion2"
  | "suggestion3"
  | "imageNotLoaded"
  | "linkTo"
  | "hiddenCharacters"
  | "copyAnyway"
  | "showAll"
  | "branchOf"
  | "previousBranch"
  | "nextBranch"
  | "answerDone"
  | "answerFailed"
  | "taskDone"
  | "taskOpen"
  | "conversationLabel"
  | "codeBlock";

/** From the page. Everything in it is data: ids are looked up, nothing is obeyed as a path or a command. */
export type ToHost =
  /** The page is loaded, or has lost track: it wants labels and state. */
  | { readonly type: "ready" }
  | { readonly type: "send"; readonly text: string }
  | { readonly type: "stop" }
  /** Asks again for another answer to the same prompt. */
  | { readonly type: "retry"; readonly messageId: string }
  /** Continues an answer that was cut. */
  | { readonly type: "continue"; readonly messageId: string }
  /** A changed prompt, sent as a sibling of the old one. */
  | { readonly type: "edit"; readonly messageId: string; readonly text: string }
  | { readonly type: "branch"; readonly messageId: string; readonly index: number }
  | { readonly type: "draft"; readonly text: string }
  | { readonly type: "older" }
  | { readonly type: "thinking"; readonly on: boolean }
  | { readonly type: "sendQueued"; readonly id: string }
  | { readonly type: "removeQueued"; readonly id: string }
  | { readonly type: "copyAnswer"; readonly messageId: string }
  | { readonly type: "code"; readonly do: "copy" | "insert"; readonly messageId: string; readonly text: string }
  /** A link of an answer was clicked. The host opens it only if it occurs in that message. */
  | { readonly type: "open"; readonly messageId: string; readonly href: string }
  | { readonly type: "openReference"; readonly messageId: string; readonly id: string }
  | { readonly type: "dismiss"; readonly id: string }
  | { readonly type: "run"; readonly action: Action };

export type ToPage =
  | { readonly type: "labels"; readonly labels: Labels; readonly locale: string }
  | { readonly type: "state"; readonly state: State }
  /** `text` is appended to a part that is `at` characters (UTF-16) long; else the page asks for state again. */
  | {
      readonly type: "delta";
      readonly messageId: string;
      readonly part: number;
      readonly at: number;
      readonly text: string;
    }
  | { readonly type: "focus" };
