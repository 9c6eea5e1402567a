// What was written in a conversation and not sent yet: the draft in the composer, and the prompts that wait behind a running answer.
import type { Reference } from "../reference.ts";
import type { History } from "./history/history.ts";
import { inOrder, withQueued } from "./history/journal.ts";
import type { Draft, Meaning, QueuedPrompt } from "./message.ts";

export interface Unsent {
  readonly draft: Draft;
  /** Counts the times that the draft's text was set by us, not typed. */
  readonly revision: number;
  readonly queue: readonly QueuedPrompt[];
  readonly hasDraft: boolean;
  /** The text as it is typed, by someone who had seen that revision; the present one if it is not told. */
  typed(text: string, seen?: number): void;
  /** A text that was typed while something else was put there: it is added, unless it is there already. */
  add(text: string): void;
  /** That text was sent, with everything attached; `isHere`: by the page that has it in its composer. */
  sent(text: string, isHere: boolean): void;
  /** Adds to what stands in the composer. */
  offer(draft: Draft): void;
  /** A text that was sent and can not go: it stands in the composer again, with what is to be looked at. */
  giveBack(text: string, references: readonly Reference[]): void;
  detach(referenceId: string): void;
  clearDraft(): void;
  enqueue(prompt: QueuedPrompt): void;
  /** Of the queue; undefined if another window has taken it meanwhile. */
  waiting(id: string): QueuedPrompt | undefined;
  /** Takes it out of the queue. */
  dequeue(prompt: QueuedPrompt): void;
  /** Another text for one that waits, with what it takes along. If its turn has come meanwhile, both are added to the composer, unless that was asked. */
  changeQueued(id: string, text: string, meaning?: Meaning, references?: readonly Reference[]): void;
  /** So many places later, or earlier. */
  moveQueued(id: string, by: number): void;
  /** Another window may have added to the queue, or taken from it. What `isAsked` is in the queue no longer. */
  refresh(isAsked: (id: string) => boolean): void;
  /** Back into the composer: what was written is not thrown away. */
  takeBack(id: string): void;
}

export interface UnsentDeps {
  readonly history: Pick<History, "saveDraft" | "queue" | "setQueued" | "setQueueOrder" | "canTell">;
  /** Makes sure that the conversation has a row, if `isNeeded`. False if it has none. */
  store(isNeeded: boolean): boolean;
  /** The text with which the prompt of that id was asked, once its turn has come. */
  asked(id: string): string | undefined;
  changed(): void;
}

const nothing: Draft = { text: "", references: [] };

export function createUnsent(
  conversation: string,
  deps: UnsentDeps,
  stored?: { readonly draft: Draft; readonly queue: readonly QueuedPrompt[] },
): Unsent {
  let draft = stored?.draft ?? nothing;
  let revision = draft.text ? 1 : 0;
  let queue = stored?.queue ?? [];
  const hasDraft = (): boolean => draft.text !== "" || draft.references.length > 0;

  function setDraft(next: Draft): void {
    draft = next;
    if (deps.store(hasDraft())) deps.history.saveDraft(conversation, draft);
  }

  function setQueued(prompt: QueuedPrompt, isWaiting: boolean): void {
    queue = withQueued(queue, { prompt, isWaiting });
    if (deps.store(true)) deps.history.setQueued(conversation, prompt, isWaiting);
    deps.changed();
  }

  /** Undefined if another window has taken it meanwhile. */
  function waiting(id: string): QueuedPrompt | undefined {
    const prompt = queue.find((one) => one.id === id);
    const isThere = deps.history.queue(conversation).some((one) => one.id === id);
    if (!isThere && !deps.history.canTell()) return prompt;
    if (prompt && !isThere) setQueued(prompt, false);
    return isThere ? prompt : undefined;
  }

  function offer({ text, references }: Draft): void {
    const known = new Set(draft.references.map(({ id }) => id));
    setDraft({
      text: [draft.text.trimEnd(), text].filter(Boolean).join("\n\n"),
      references: [...draft.references, ...references.filter(({ id }) => !known.has(id))],
    });
    if (text !== "") revision++;
    deps.changed();
  }

  function add(text: string): void {
    if (draft.text.includes(text)) return;
    if (!text.startsWith(draft.text)) return offer({ text, references: [] });
    setDraft({ ...draft, text });
    revision++;
    deps.changed();
  }

  return {
    get draft() {
      return draft;
    },
    get revision() {
      return revision;
    },
    get queue() {
      return queue;
    },
    get hasDraft() {
      return hasDraft();
    },
    typed(text, seen = revision) {
      if (seen < revision) add(text);
      else if (text !== draft.text) setDraft({ ...draft, text });
    },
    add,
    sent(text, isHere) {
      const rest = without(draft.text.trimEnd(), text.trimEnd());
      if (hasDraft()) setDraft({ text: rest, references: [] });
      if (rest !== "" || !isHere) revision++;
    },
    offer,
    giveBack(text, references) {
      const rest = without(draft.text, text);
      setDraft({ text: [text, rest].filter(Boolean).join("\n\n"), references: [...draft.references, ...references] });
      revision++;
      deps.changed();
    },
    detach(id) {
      setDraft({ ...draft, references: draft.references.filter((reference) => reference.id !== id) });
      deps.changed();
    },
    clearDraft() {
      if (hasDraft()) setDraft(nothing);
    },
    enqueue: (prompt) => setQueued(prompt, true),
    waiting,
    dequeue: (prompt) => setQueued(prompt, false),
    changeQueued(id, text, { sent, model } = {}, added = []) {
      const prompt = waiting(id);
      // A page that comes back after a crash may remember an edit that was saved, and has been asked by now.
      if (!prompt && deps.asked(id) === text && added.length === 0) return;
      if (!prompt) return offer({ text, references: added });
      const references = [...prompt.references, ...added];
      if (text.trim() !== "" || references.length > 0) setQueued({ ...prompt, text, references, sent, model }, true);
    },
    moveQueued(id, by) {
      const from = queue.findIndex((one) => one.id === id);
      const to = from + Math.sign(by);
      if (from < 0 || to < 0 || to >= queue.length) return;
      const ids = queue.map((one) => one.id);
      ids.splice(from, 1);
      ids.splice(to, 0, id);
      queue = inOrder(queue, ids);
      deps.history.setQueueOrder(conversation, ids);
      deps.changed();
    },
    refresh(isAsked) {
      const stored = deps.history.queue(conversation);
      const known = deps.history.canTell() ? stored : queue;
      queue = known.filter(({ id }) => !isAsked(id));
    },
    takeBack(id) {
      const prompt = waiting(id);
      if (!prompt) return;
      offer(prompt);
      setQueued(prompt, false);
    },
  };
}

/** What was put into the draft and not seen by who sent that text; the last keys of the text may not have come before. */
function without(draft: string, sent: string): string {
  if (sent.startsWith(draft)) return "";
  return sent !== "" && draft.endsWith(sent) ? draft.slice(0, -sent.length).trimEnd() : draft;
}
