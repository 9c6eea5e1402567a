// What the page knows, and how a message from the host changes it. No DOM here.
import type {
  HistoryRow,
  HistoryView,
  Labels,
  MessageView,
  State,
  ToPage,
  WireHistory,
  WireState,
} from "../src/protocol.ts";

export interface PageState {
  readonly words?: { readonly labels: Labels; readonly locale: string };
  readonly state?: State;
  /** The list of conversations, while it is open. */
  readonly history?: HistoryView & { readonly number: number };
  /** Counts the host's requests to put the cursor into the composer. */
  readonly focus: number;
  /** Counts the host's requests for the find bar. */
  readonly find: number;
  /** The message to be shown, with the text to be marked in it; `count` tells one request from the next. */
  readonly reveal?: { readonly messageId: string; readonly text: string; readonly count: number };
  /** What is offered behind the @ that was typed. */
  readonly mentions?: Mentions;
  /** A delta did not fit: the page is behind and waits for a whole state. */
  readonly isBehind: boolean;
}

export type Mentions = Pick<Extract<ToPage, { type: "mentions" }>, "query" | "items" | "isComplete">;

export const nothingYet: PageState = { focus: 0, find: 0, isBehind: false };

export function reduce(page: PageState, message: ToPage): PageState {
  switch (message.type) {
    case "labels":
      return { ...page, words: keepWords(page.words, { labels: message.labels, locale: message.locale }) };
    case "state":
      return take(page, message.state);
    case "delta":
      return grow(page, message);
    case "history": {
      const { history: _, ...rest } = page;
      return message.history ? takeList(page, message.history) : rest;
    }
    case "reveal": {
      const { messageId, text } = message;
      return { ...page, reveal: { messageId, text, count: (page.reveal?.count ?? 0) + 1 } };
    }
    case "find":
      return { ...page, find: page.find + 1 };
    case "mentions":
      return { ...page, mentions: message };
    case "askAccessibleView":
    case "askMarkdown":
    case "image":
    case "shrinkImage":
      return page; // Answered by main.tsx; nothing is drawn.
    case "focus":
      return { ...page, focus: page.focus + 1 };
    default:
      message satisfies never;
      return page;
  }
}

/** The same words again, as after `ready`, are no reason to draw everything anew. */
const keepWords = (
  before: PageState["words"],
  after: NonNullable<PageState["words"]>,
): NonNullable<PageState["words"]> => (before && isEqual(before, after) ? before : after);

/** What came as an id only is as the page has it. If the page does not have it, it has lost track. */
function take(page: PageState, wire: WireState): PageState {
  const known = new Map(page.state?.messages.map((message) => [message.id, message]));
  const messages: MessageView[] = [];
  for (const message of wire.messages) {
    const whole = typeof message === "string" ? known.get(message) : message;
    if (!whole) return { ...page, isBehind: true };
    messages.push(whole);
  }
  return { ...page, state: keepUnchanged(page.state, { ...wire, messages }), isBehind: false };
}

/** Stretches are of the list before this one. If the page does not have that, it has lost track. */
function takeList(page: PageState, wire: WireHistory): PageState {
  const before = page.history?.number === wire.number - 1 ? page.history.rows : [];
  const rows: HistoryRow[] = [];
  for (const part of wire.rows) {
    if ("id" in part) rows.push(part);
    else if (part.from + part.count > before.length) return { ...page, isBehind: true };
    else for (let index = 0; index < part.count; index++) rows.push(before[part.from + index]!);
  }
  return { ...page, history: { ...wire, rows } };
}

function grow(page: PageState, delta: Extract<ToPage, { type: "delta" }>): PageState {
  const { state } = page;
  // The growing message is nearly always the last one.
  const index = state ? state.messages.findLastIndex((message) => message.id === delta.messageId) : -1;
  const message = state?.messages[index];
  const part = message?.parts[delta.part];
  if (!state || !message || !part || part.type === "reference" || part.text.length !== delta.at) {
    return { ...page, isBehind: true };
  }
  const { silentFor: _, ...heard } = message;
  const grown: MessageView = {
    ...heard,
    status: message.status === "waiting" ? "streaming" : message.status,
    parts: message.parts.with(delta.part, { ...part, text: part.text + delta.text }),
  };
  return { ...page, state: { ...state, messages: state.messages.with(index, grown) } };
}

/** A state comes as a fresh copy; messages that did not change stay the same objects, so they are not drawn again. */
function keepUnchanged(before: State | undefined, after: State): State {
  if (!before) return after;
  const old = new Map(before.messages.map((message) => [message.id, message]));
  return {
    ...after,
    messages: after.messages.map((message) => {
      const known = old.get(message.id);
      return known && isEqual(known, message) ? known : message;
    }),
    queue: isEqual(before.queue, after.queue) ? before.queue : after.queue,
    notices: isEqual(before.notices, after.notices) ? before.notices : after.notices,
    outgoing: isEqual(before.outgoing, after.outgoing) ? before.outgoing : after.outgoing,
    model: isEqual(before.model, after.model) ? before.model : after.model,
    connection: isEqual(before.connection, after.connection) ? before.connection : after.connection,
    look: isEqual(before.look, after.look) ? before.look : after.look,
  };
}

/** Equality of plain data, as it comes through `postMessage`. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [left, right] = [Object.entries(a), b as Readonly<Record<string, unknown>>]; // An object, just checked.
  return (
    left.length === Object.keys(right).length &&
    left.every(([name, value]) => Object.hasOwn(right, name) && isEqual(value, right[name]))
  );
}
