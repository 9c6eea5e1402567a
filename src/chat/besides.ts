// What goes with a message without having been attached: the project's instructions with the first one, and what is selected.
import type { CodeReference, Reference, TextReference } from "../reference.ts";
import type { Conversation } from "./conversation.ts";
import { referencesOf, type StoredMessage } from "./message.ts";

/** What there is now. */
export interface Found {
  readonly instructions?: TextReference | undefined;
  readonly selection?: CodeReference | undefined;
}

export interface Beside {
  readonly what: "instructions" | "selection";
  readonly reference: Reference;
  /** It goes with the next message. */
  readonly isOn: boolean;
}

type Shown = Pick<Conversation, "isEmpty" | "branch" | "message" | "unsent">;

/** Of one conversation. `isOff`: its reader has taken the instructions away. */
export function besidesOf(
  conversation: Shown,
  { instructions, selection }: Found,
  { isOff, sendsSelection }: { readonly isOff: boolean; readonly sendsSelection: boolean },
): readonly Beside[] {
  const besides: Beside[] = [];
  // Later messages go on from it: what was said first stays as it is, for the reader and for the cache.
  if (instructions && conversation.isEmpty && !isOff && !isAttached(instructions, conversation)) {
    besides.push({ what: "instructions", reference: instructions, isOn: true });
  }
  if (selection && !isAttached(selection, conversation)) {
    besides.push({ what: "selection", reference: selection, isOn: sendsSelection });
  }
  return besides;
}

export const goingOf = (besides: readonly Beside[]): readonly Reference[] =>
  besides.flatMap(({ isOn, reference }) => (isOn ? [reference] : []));

/** In the draft, or in one of the last messages: it need not go twice. */
export function isAttached(reference: Reference, conversation: Shown): boolean {
  const last = conversation.branch().slice(-LOOKED_AT);
  const said = last.flatMap((id) => referencesIn(conversation.message(id)));
  return [...said, ...conversation.unsent.draft.references].some((one) => isSame(one, reference));
}

const LOOKED_AT = 10;

const referencesIn = (message: StoredMessage | undefined): readonly Reference[] =>
  message ? referencesOf(message) : [];

/** The same words of the same place; ids are given anew each time something is read. */
export function isSame(a: Reference | undefined, b: Reference | undefined): boolean {
  if (a === undefined || b === undefined || a.kind === "image" || b.kind === "image") return a === b;
  const place = (one: Exclude<Reference, { kind: "image" }>) =>
    one.kind === "code" ? [one.uri, one.startLine, one.endLine, one.code] : [one.uri, one.title, one.text];
  return a.kind === b.kind && place(a).every((part, at) => part === place(b)[at]);
}
