// What the page knows, and how a message from the host changes it. No DOM here.
import type { Labels, MessageView, State, ToPage } from "../src/protocol.ts";

export interface PageState {
  readonly words?: { readonly labels: Labels; readonly locale: string };
  readonly state?: State;
  /** Counts the host's requests to put the cursor into the composer. */
  readonly focus: number;
  /** A delta did not fit: the page is behind and waits for a whole state. */
  readonly isBehind: boolean;
}

export const nothingYet: PageState = { focus: 0, isBehind: false };

export function reduce(page: PageState, message: ToPage): PageState {
  switch (message.type) {
    case "labels":
      return { ...page, words: keepWords(page.words, { labels: message.labels, locale: message.locale }) };
    case "state":
      return { ...page, state: keepUnchanged(page.state, message.state), isBehind: false };
    case "delta":
      return grow(page, message);
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
    model: isEqual(before.model, after.model) ? before.model : after.model,
    connection: isEqual(before.connection, after.connection) ? before.connection : after.connection,
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
