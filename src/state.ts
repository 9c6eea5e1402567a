// What the page draws of a conversation. The host makes it, the page only shows it.

/** A stretch of one message. Text and thinking grow while they stream; a reference is a chip that stands for code. */
export type Part =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "thinking"; readonly text: string; readonly seconds?: number; readonly tokens?: number }
  | ({ readonly type: "reference" } & ReferenceView);

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
  /** Part of `input`; there, though 0, only where marks for the cache were sent. */
  readonly cacheWritten?: number;
  /** Estimated from the price table, formatted with its currency: "$0.0012", "¥0.01". */
  readonly money?: string;
  /** What the cache took off, in the same way. */
  readonly saved?: string;
  /** Until when the marked part is in the cache at least, in milliseconds since the epoch; of the newest answer only. */
  readonly cacheUntil?: number;
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
  | "checkConnection"
  | "showUsage"
  | "trustWorkspace"
  | "saveAgain"
  | "selectSeeingModel"
  | "import";

/** What a button of an error card may ask the host to do about that very answer. */
export type Mend =
  /** Asks the question again without what was attached to it. */
  | "withoutAttachments"
  /** Looks for the attachment that the content check refuses. */
  | "findAttachment"
  /** Asks the question again without the exchange before it. */
  | "leaveOut"
  /** Asks another model the same. */
  | "otherModel"
  /** Asks a model that can search. */
  | "searchElsewhere"
  /** Asks again without a search. */
  | "withoutSearch"
  /** Has the turns before it summed up, and asks again. */
  | "summarize"
  /** The same, in a new chat. */
  | "summarizeInNewChat";

export interface ErrorButton {
  readonly label: string;
  /** `retry` asks the question again, `shorten` opens the prompt for editing. */
  readonly run: Action | Mend | "retry" | "shorten";
}

export interface ErrorView {
  /** What happened, in the reader's words; one sentence. */
  readonly cause: string;
  /** What more there is to know of it. */
  readonly about?: string;
  /** What the provider said, at most 2 KB, plain text. */
  readonly detail?: string;
  readonly code?: string;
  readonly httpStatus?: number;
  readonly requestId?: string;
  readonly host: string;
  readonly model: string;
  /** The next step, then what else may help. */
  readonly buttons: readonly [ErrorButton, ...(readonly ErrorButton[])];
}

export interface MessageView {
  readonly id: string;
  readonly role: "user" | "assistant";
  readonly parts: readonly Part[];
  readonly status: MessageStatus;
  readonly model?: string;
  readonly usage?: UsageView;
  /** It was asked to look in the web first. */
  readonly search?: boolean;
  /** What that found; the text cites them by their numbers. */
  readonly sources?: readonly SourceView[];
  readonly error?: ErrorView;
  /** length: cut at the model's limit. filtered: the provider withheld it. empty: the model said nothing. */
  readonly note?: "length" | "filtered" | "empty";
  /** It stands beside another answer to the same prompt, the next message or the one before. A next question goes on from the open one. */
  readonly compared?: "open" | "other";
  /** From the question to the end. */
  readonly seconds?: number;
  /** Of a prompt: later questions are sent without it and its answer. */
  readonly isLeftOut?: true;
  /** Seconds until the request is tried again, at the time of posting. */
  readonly retry?: { readonly attempt: number; readonly seconds: number; readonly reason: string };
  /** Seconds since the service was last heard of, at the time of posting; only while waiting or streaming. */
  readonly silentFor?: number;
  /** Where this message stands among its siblings, counted from 0. */
  readonly sibling: { readonly index: number; readonly count: number };
}

/** A page of the web. `place` is its host. */
export interface SourceView {
  readonly number: number;
  readonly title: string;
  readonly place: string;
}

export interface Notice {
  readonly id: string;
  readonly text: string;
  readonly button?: { readonly label: string; readonly run: Action };
}

/** An attachment as a chip. */
export interface ReferenceView {
  readonly id: string;
  readonly kind: ReferenceKind;
  readonly label: string;
  readonly detail: string;
  /** An estimate. */
  readonly tokens: number;
  /** Lines that look like they hold a key or a password. */
  readonly secretLines: readonly number[];
  /** Characters in it that can not be seen. */
  readonly hidden: number;
}

export interface BesideView extends ReferenceView {
  /** instructions: taken away for good. selection: switched off and on. */
  readonly what: "instructions" | "selection";
  readonly isOn: boolean;
}

export type ReferenceKind =
  | "code"
  | "folder"
  | "problems"
  | "terminal"
  | "changes"
  | "commit"
  | "instructions"
  | "summary"
  | "image";

/** Something that the list behind an @ or a slash offers. */
export interface MentionView {
  readonly id: string;
  readonly kind: MentionKind;
  readonly label: string;
  readonly detail: string;
}

export type MentionKind =
  | "file"
  | "folder"
  | "symbol"
  | "selection"
  | "editors"
  | "problems"
  | "terminal"
  | "changes"
  | "commit"
  | "command";

export interface State {
  readonly conversation: { readonly id: string; readonly title: string };
  /** The end of the open branch; `older` earlier messages are not in it. */
  readonly messages: readonly MessageView[];
  readonly older: number;
  /** The branch is a side question that began at this answer; `back` leads to where the reader came from. */
  readonly side?: { readonly from: string };
  /** Written while an answer streamed; sent in order when it is done. */
  readonly queue: readonly {
    readonly id: string;
    readonly text: string;
    readonly references: readonly ReferenceView[];
  }[];
  /** The page takes the text over whenever `revision` is one it has not seen. What goes with the text is the host's alone. */
  readonly draft: { readonly text: string; readonly revision: number; readonly references: readonly ReferenceView[] };
  /** Of what this page asked to be attached, in any chat: how much has been looked at, and how much of that came to nothing. */
  readonly attaching: { readonly done: number; readonly refused: number };
  /** What goes with the next message by itself, unless it is switched off. */
  readonly beside?: readonly BesideView[];
  readonly model: {
    readonly id: string;
    readonly label: string;
    readonly thinking: "never" | "always" | "off" | "on";
    /** There if it takes no images; with the name of one at the same endpoint that does, if one is known. */
    readonly blind?: { readonly instead?: string };
    /** How much it may think; absent where that can not be said. */
    readonly budget?: ThinkingBudget;
  };
  /** Whether the next question looks in the web first; `why` it can not. */
  readonly search?: { readonly isOn: boolean; readonly why?: "model" | "endpoint" };
  readonly outgoing: Outgoing;
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
  readonly look: Look;
}

/** A model with levels takes the one that the number stands for. */
export interface ThinkingBudget {
  readonly by: "tokens" | "level";
  /** 0 is as long as the model likes. */
  readonly tokens: number;
  readonly most: number;
}

/** What goes along with the next message, before its attachments and its own text. */
export interface Outgoing {
  /** Tokens of the instructions and the earlier turns. */
  readonly before: number;
  /** The service has counted them, but for what came after its last answer; else they are estimated. */
  readonly isMeasured: boolean;
  /** Tokens that the model takes; absent when that is not known. */
  readonly window?: number;
  /** Money for a token of input at this size; absent where nothing is paid by the token or no price is known. */
  readonly price?: { readonly perToken: number; readonly currency: "USD" | "CNY" };
}

/** How the conversation is set, from the settings. */
export interface Look {
  /** Pixels; 0 is the size of VS Code's own texts. */
  readonly fontSize: number;
  /** The longest line, in characters; 0 is as wide as the panel. */
  readonly lineWidth: number;
  readonly density: "comfortable" | "compact";
}

/** A state on its way: a message that the page has as it is comes as its id only. */
export type WireState = Omit<State, "messages"> & { readonly messages: readonly (MessageView | string)[] };
