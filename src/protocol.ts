// Every message between the extension (host) and the webview (page); the state that they carry is in `state.ts` and `historyView.ts`.
// The page would be right if it only ever got `labels`, `state` and `history`; `delta` is speed.

import type { HistoryScope, WireHistory } from "./historyView.ts";
import type { Labels } from "./label.ts";
import type { Action, Mend, MentionView, WireState } from "./state.ts";

export type * from "./historyView.ts";
export type * from "./state.ts";
export type { Labels };

/** What the buttons of a code block do. */
export type CodeAction = "copy" | "insert" | "replace" | "apply" | "create" | "run" | "diagram";

/** noneCopied: there is none in the clipboard, or it may not be read. */
export type ImageRefusal = "format" | "animated" | "heic" | "tooLarge" | "tooNarrow" | "broken" | "noneCopied";

/** From the page. Everything in it is data: ids are looked up, nothing is obeyed as a path or a command. */
export type ToHost =
  /** The page has lost track, or heard nothing for a while: it wants labels and state. */
  | { readonly type: "ready" }
  /** The page is loaded. Labels and state come to it by themselves. */
  | { readonly type: "loaded" }
  /** `conversation` is the one that the page showed: the host may have opened another one since. */
  | { readonly type: "send"; readonly conversation: string; readonly text: string }
  | { readonly type: "stop" }
  /** Asks again for another answer to the same prompt. */
  | { readonly type: "retry"; readonly messageId: string }
  /** Does something about an answer that failed. */
  | { readonly type: "mend"; readonly messageId: string; readonly how: Mend }
  /** Asks another model the same, to stand beside that answer. */
  | { readonly type: "compare"; readonly messageId: string }
  /** Sends to two models at once. */
  | { readonly type: "sendCompared"; readonly conversation: string; readonly text: string }
  /** Of two answers side by side this one goes on. */
  | { readonly type: "keep"; readonly messageId: string }
  /** Continues an answer that was cut. */
  | { readonly type: "continue"; readonly messageId: string }
  /** A changed prompt, sent as a sibling of the old one. */
  | { readonly type: "edit"; readonly messageId: string; readonly text: string }
  | { readonly type: "branch"; readonly messageId: string; readonly index: number }
  /** `revision` is the one that the page had taken over when this was typed. */
  | { readonly type: "draft"; readonly conversation: string; readonly revision: number; readonly text: string }
  /** The draft to come, at each key: it counts if the page goes away before. */
  | { readonly type: "typing"; readonly conversation: string; readonly revision: number; readonly text: string }
  /** What stands behind an @ that is being typed; the answer is `mentions`. */
  | { readonly type: "mention"; readonly query: string }
  /** What stands behind the slash that the text begins with; the answer is `mentions`, with the slash in its query. */
  | { readonly type: "commands"; readonly query: string }
  /** The list behind the @ or the slash is closed. */
  | { readonly type: "endMention" }
  /** Something that the list offered goes into the draft. */
  | { readonly type: "attach"; readonly conversation: string; readonly id: string }
  /** Files and folders that were dropped; each is looked at as if somebody had typed it. */
  | { readonly type: "attachUris"; readonly conversation: string; readonly uris: readonly string[] }
  /** The text of a file from outside of VS Code. */
  | { readonly type: "attachText"; readonly conversation: string; readonly name: string; readonly text: string }
  /** An image that the page has made small enough, in base64; without a name if it has none. */
  | { readonly type: "attachImage"; readonly conversation: string; readonly name: string; readonly data: string }
  /** An image that can not be sent. */
  | {
      readonly type: "imageRefused";
      readonly conversation: string;
      readonly name: string;
      readonly why: ImageRefusal;
    }
  /** The page wants to show an image; the answer is `image`. */
  | { readonly type: "loadImage"; readonly messageId: string; readonly id: string }
  /** Lets the user choose files. */
  | { readonly type: "attachFiles"; readonly conversation: string }
  /** Takes a chip out of the draft. */
  | { readonly type: "detach"; readonly id: string }
  /** The conversation is summed up; the summary goes with the next message in place of it, or begins a new one. */
  | { readonly type: "summarize"; readonly conversation: string; readonly to: "here" | "newChat" }
  /** Asks a prompt again with the turns that its summary stands for. */
  | { readonly type: "sendInFull"; readonly messageId: string }
  /** What is selected goes with the messages from now on, or does not. */
  | { readonly type: "sendSelection"; readonly on: boolean }
  /** So many more of the earlier messages. */
  | { readonly type: "older"; readonly count: number }
  /** A question beside the conversation: the open branch ends at this answer, until `back`. */
  | { readonly type: "side"; readonly messageId: string }
  | { readonly type: "back" }
  | { readonly type: "thinking"; readonly on: boolean }
  /** Thinks, for at most so many tokens; 0 leaves it to the model. */
  | { readonly type: "thinkingBudget"; readonly tokens: number }
  /** The questions from now on look in the web first, or do not. */
  | { readonly type: "search"; readonly on: boolean }
  | { readonly type: "sendQueued"; readonly id: string }
  | { readonly type: "editQueued"; readonly conversation: string; readonly id: string; readonly text: string }
  /** One place earlier (-1) or later (1). */
  | { readonly type: "moveQueued"; readonly id: string; readonly by: number }
  /** Takes it back into the draft. */
  | { readonly type: "removeQueued"; readonly id: string }
  /** Shows the request that would be sent with the draft as it is, to the byte. */
  | { readonly type: "showRequest"; readonly conversation: string }
  /** Shows what was sent for this answer. */
  | { readonly type: "showSent"; readonly messageId: string }
  | { readonly type: "copyAnswer"; readonly messageId: string }
  /** A button of a code block. `block` counts the blocks of the message from 0; the host looks it up by its text first. */
  | {
      readonly type: "code";
      readonly do: CodeAction;
      readonly messageId: string;
      readonly block: number;
      readonly text: string;
    }
  /** A table as CSV or Markdown, or a selection as Markdown. */
  | { readonly type: "copyText"; readonly text: string }
  /** A link of an answer was clicked. The host opens it only if it occurs in that message. */
  | { readonly type: "open"; readonly messageId: string; readonly href: string }
  /** A source of an answer was clicked. */
  | { readonly type: "openSource"; readonly messageId: string; readonly number: number }
  | { readonly type: "openReference"; readonly messageId: string; readonly id: string }
  | { readonly type: "accessibleView"; readonly messageId: string }
  /** The focus has come into the page, or left it. */
  | { readonly type: "focused"; readonly on: boolean }
  | { readonly type: "dismiss"; readonly id: string }
  | { readonly type: "run"; readonly action: Action }
  /** Opens the list of conversations, or asks for another part of it. `count` is the number of rows that are wanted. */
  | {
      readonly type: "history";
      readonly query: string;
      readonly scope: HistoryScope;
      readonly archived: boolean;
      readonly count: number;
    }
  | { readonly type: "closeHistory" }
  | { readonly type: "openConversation"; readonly id: string }
  /** Opens it on the branch of that message, and shows the message. */
  | { readonly type: "openHit"; readonly id: string; readonly messageId: string }
  | { readonly type: "pin"; readonly id: string; readonly on: boolean }
  | { readonly type: "archive"; readonly id: string; readonly on: boolean }
  | { readonly type: "rename"; readonly id: string; readonly title: string }
  | { readonly type: "remove"; readonly id: string }
  | { readonly type: "undoRemove"; readonly id: string }
  | { readonly type: "export"; readonly id: string };

export type ToPage =
  | { readonly type: "labels"; readonly labels: Labels; readonly locale: string }
  | { readonly type: "state"; readonly state: WireState }
  /** `text` is appended to a part that is `at` characters (UTF-16) long; else the page asks for state again. */
  | {
      readonly type: "delta";
      readonly messageId: string;
      readonly part: number;
      readonly at: number;
      readonly text: string;
    }
  /** The list of conversations; without `history` it is closed. */
  | { readonly type: "history"; readonly history?: WireHistory }
  /** What is offered for that query; more may follow until it is complete. */
  | {
      readonly type: "mentions";
      readonly query: string;
      readonly items: readonly MentionView[];
      readonly isComplete: boolean;
    }
  /** The image of that reference, in base64. */
  | { readonly type: "image"; readonly id: string; readonly mediaType: string; readonly data: string }
  /** An image file that was chosen or dropped: the page makes it small enough and attaches it. */
  | { readonly type: "shrinkImage"; readonly conversation: string; readonly name: string; readonly data: string }
  /** Shows a message that the state has, and marks the text in it. */
  | { readonly type: "reveal"; readonly messageId: string; readonly text: string }
  /** Opens the find bar, or goes into it. */
  | { readonly type: "find" }
  /** The page names the message that has the focus, or the last answer, with `accessibleView`. */
  | { readonly type: "askAccessibleView" }
  /** The page answers with what is selected in it, as Markdown, or names an answer to copy. */
  | { readonly type: "askMarkdown" }
  | { readonly type: "focus" };
