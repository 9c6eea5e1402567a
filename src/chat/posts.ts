// Posts to the page at most one message a frame. Growth of parts is merged; a new state swallows it, and names what the page has by id.
import { isDeepStrictEqual } from "node:util";
import type { HistoryRow, HistoryView, MessageView, State, ToPage } from "../protocol.ts";
import { inStretches } from "./stretches.ts";

export interface Posts {
  /** The state is another one than the page has. */
  changed(): void;
  grew(messageId: string, part: number, at: number, text: string): void;
  /** Anything else, in its turn and after the state that it may refer to. A later list of conversations takes the place of an earlier one. */
  send(message: Other): void;
  /** Drops what is waiting, and what is known of the page: it is gone, or has lost track. */
  clear(): void;
}

type Delta = Extract<ToPage, { type: "delta" }>;
type Other =
  | Exclude<ToPage, { type: "state" | "delta" | "history" }>
  | { readonly type: "history"; readonly history?: HistoryView };

const FRAME_MS = 16;

export function createPosts(state: () => State, post: (message: ToPage) => void): Posts {
  let isStale = false;
  /** One for each message that grows: two of them when answers are compared. */
  let deltas: Delta[] = [];
  let others: Other[] = [];
  /** The messages of the last state, as the page got them whole. */
  let posted = new Map<string, MessageView>();
  /** The rows of the last list, and how many lists there were. */
  let rows: readonly HistoryRow[] = [];
  let lists = 0;
  let timer: NodeJS.Timeout | undefined;
  let postedAt = Number.NEGATIVE_INFINITY;

  return {
    changed() {
      isStale = true;
      schedule();
    },
    grew(messageId, part, at, text) {
      if (isStale) return; // The state to come has it.
      const before = deltas.find((delta) => delta.messageId === messageId);
      if (!before) deltas.push({ type: "delta", messageId, part, at, text });
      else if (before.part === part && before.at + before.text.length === at) {
        deltas = deltas.with(deltas.indexOf(before), { ...before, text: before.text + text });
      } else isStale = true;
      schedule();
    },
    send(message) {
      if (message.type === "history") others = others.filter(({ type }) => type !== "history");
      others.push(message);
      schedule();
    },
    clear() {
      clearTimeout(timer);
      timer = undefined;
      isStale = false;
      deltas = [];
      others = [];
      posted = new Map();
      rows = [];
    },
  };

  function schedule(): void {
    timer ??= setTimeout(flush, Math.max(0, postedAt + FRAME_MS - performance.now()));
  }

  function flush(): void {
    timer = undefined;
    postedAt = performance.now();
    const message = next();
    if (message) post(message);
    if (isStale || deltas.length > 0 || others.length > 0) schedule();
  }

  function next(): ToPage | undefined {
    if (isStale) {
      isStale = false;
      deltas = [];
      return { type: "state", state: withoutKnown(state()) };
    }
    const other = others.shift();
    if (other?.type === "history") return list(other.history);
    if (other) return other;
    return deltas.shift();
  }

  function list(history: HistoryView | undefined): ToPage {
    const before = rows;
    rows = history?.rows ?? [];
    if (!history) return { type: "history" };
    return { type: "history", history: { ...history, number: ++lists, rows: inStretches(before, rows) } };
  }

  // Texts that did not change are the same strings, so comparing a long answer costs nothing; posting it again would.
  function withoutKnown(whole: State) {
    const before = posted;
    posted = new Map(whole.messages.map((message) => [message.id, message]));
    const messages = whole.messages.map((message) =>
      isDeepStrictEqual(before.get(message.id), message) ? message.id : message,
    );
    return { ...whole, messages };
  }
}
