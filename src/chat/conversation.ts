// One conversation: a tree of messages, the open branch, the request in flight, and what waits behind it.
import type { Event } from "../qwen/types.ts";
import type { CodeReference } from "../reference.ts";
import type { StoredError } from "../report.ts";
import { type Answer, startAnswer } from "./answer.ts";
import type { History } from "./history/history.ts";
import type { QueuedPrompt, StoredMessage, StoredPart } from "./message.ts";

export interface ConversationDeps {
  readonly history: Pick<History, "create" | "load" | "saveMessage" | "setLeaf" | "saveDraft" | "saveQueue" | "rename">;
  /** Asks the model for the next message of this branch. Throws on failure, ends silently when aborted. */
  ask(branch: readonly StoredMessage[], signal: AbortSignal): AsyncIterable<Event>;
  /** Which model and endpoint the next answer comes from. */
  chosen(): { readonly model: string; readonly endpoint: string };
  toStoredError(thrown: unknown): StoredError;
  newId(): string;
  /** Where the conversation begins, for the list of conversations. */
  readonly workspace: string;
}

export interface Listener {
  /** Anything but the growth of one part. */
  changed(): void;
  /** `text` was appended to a part that was `at` long. */
  grew(messageId: string, part: number, at: number, text: string): void;
}

export class Conversation {
  readonly id: string;
  title = "";
  draft = "";
  /** Counts the times that the draft was set by us, not typed. */
  draftRevision = 0;
  queue: readonly QueuedPrompt[] = [];
  private readonly messages = new Map<string, StoredMessage>();
  /** Ids in the order of writing, by parent; roots under "". */
  private readonly children = new Map<string, string[]>();
  private leaf: string | undefined;
  private answer: Answer | undefined;
  private isStored = false;
  /** The title that the history has. Written with the answer, so that it does not hold up the request. */
  private storedTitle = "";
  private readonly deps: ConversationDeps;
  private readonly listener: Listener;

  constructor(id: string, deps: ConversationDeps, listener: Listener) {
    this.id = id;
    this.deps = deps;
    this.listener = listener;
    const stored = deps.history.load(id);
    if (!stored) return;
    this.isStored = true;
    this.title = this.storedTitle = stored.title;
    this.draft = stored.draft;
    this.draftRevision = stored.draft ? 1 : 0;
    this.queue = stored.queue;
    for (const message of stored.messages) this.remember(whole(message));
    this.leaf = stored.leaf !== undefined && this.messages.has(stored.leaf) ? stored.leaf : stored.messages.at(-1)?.id;
  }

  get isBusy(): boolean {
    return this.answer !== undefined;
  }

  get isEmpty(): boolean {
    return this.messages.size === 0;
  }

  /** Milliseconds since the service was last heard of; undefined when nothing is in flight. */
  get silentFor(): number | undefined {
    return this.answer?.silentFor();
  }

  /** The answer in flight, and when its request will be made again. */
  get inFlight(): Pick<Answer, "message" | "retry"> | undefined {
    return this.answer;
  }

  message(id: string): StoredMessage | undefined {
    return this.messages.get(id);
  }

  /** The open branch, oldest first. */
  branch(leaf = this.leaf): StoredMessage[] {
    const branch: StoredMessage[] = [];
    const seen = new Set<string>();
    for (let at = leaf; at !== undefined && !seen.has(at); ) {
      seen.add(at);
      const message = this.messages.get(at);
      if (!message) break;
      branch.push(message);
      at = message.parent;
    }
    return branch.reverse();
  }

  siblings(message: StoredMessage): StoredMessage[] {
    return (this.children.get(message.parent ?? "") ?? []).flatMap((id) => this.messages.get(id) ?? []);
  }

  /** Sends a prompt at the end of the open branch, or puts it behind the answer that is running. */
  send(text: string, reference?: CodeReference): void {
    if (text.trim() === "" && !reference) return;
    if (this.draft.trim() === text.trim()) this.setDraft("");
    if (this.answer) {
      this.setQueue([...this.queue, { id: this.deps.newId(), text, ...(reference && { reference }) }]);
      return;
    }
    this.prompt(this.leaf, text, reference ? [reference] : []);
  }

  /** A changed prompt becomes a sibling of the old one, with the same references. */
  edit(messageId: string, text: string): void {
    const old = this.messages.get(messageId);
    if (old?.role !== "user" || text.trim() === "") return;
    this.stop();
    this.prompt(
      old.parent,
      text,
      old.parts.filter((part) => part.type === "reference"),
    );
  }

  /** Another answer to the same prompt. */
  retry(messageId: string): void {
    const old = this.messages.get(messageId);
    if (old?.role !== "assistant" || old.parent === undefined) return;
    this.stop();
    this.ask(old.parent);
  }

  /** Opens the sibling with that index, and the newest branch below it. */
  openBranch(messageId: string, index: number): void {
    const message = this.messages.get(messageId);
    const sibling = message && this.siblings(message)[index];
    if (!sibling || this.answer) return;
    let leaf = sibling.id;
    for (let child = this.children.get(leaf)?.at(-1); child; child = this.children.get(leaf)?.at(-1)) leaf = child;
    this.setLeaf(leaf);
    this.listener.changed();
  }

  /** Ends the answer at once and keeps what has come. What waits behind it stays waiting. */
  stop(): void {
    this.answer?.stop("stopped");
  }

  /** The editor closes: the answer ends here, and is marked as not complete. */
  close(): void {
    this.answer?.stop("interrupted");
  }

  setDraft(text: string): void {
    this.draft = text;
    if (text !== "") this.store();
    if (this.isStored) this.deps.history.saveDraft(this.id, text);
  }

  /** Puts a text into the composer. */
  offerDraft(text: string): void {
    this.setDraft(text);
    this.draftRevision++;
    this.listener.changed();
  }

  rename(title: string): void {
    this.title = this.storedTitle = title;
    this.listener.changed();
  }

  removeQueued(id: string): void {
    this.setQueue(this.queue.filter((entry) => entry.id !== id));
  }

  sendQueued(id: string): void {
    const entry = this.queue.find((queued) => queued.id === id);
    if (!entry) return;
    this.removeQueued(id);
    this.stop();
    this.prompt(this.leaf, entry.text, entry.reference ? [entry.reference] : []);
  }

  private prompt(parent: string | undefined, text: string, references: readonly StoredPart[]): void {
    if (this.title === "") this.setTitle(text || this.referenceLabel(references));
    this.store();
    const id = this.deps.newId();
    const parts: StoredPart[] = [...references, ...(text === "" ? [] : [{ type: "text", text } as const])];
    this.save({
      id,
      ...(parent !== undefined && { parent }),
      role: "user",
      parts,
      status: "done",
      createdAt: Date.now(),
    });
    // A child of the open branch's end becomes its end by itself.
    if (parent !== this.leaf) this.deps.history.setLeaf(this.id, id);
    this.leaf = id;
    this.ask(id);
  }

  private ask(parent: string): void {
    const isSibling = parent !== this.leaf;
    let isWritten = false;
    const answer = startAnswer({
      message: {
        id: this.deps.newId(),
        parent,
        role: "assistant",
        parts: [],
        status: "waiting",
        createdAt: Date.now(),
        ...this.deps.chosen(),
      },
      ask: (signal) => this.deps.ask(this.branch(parent), signal),
      toStoredError: this.deps.toStoredError,
      save: (message) => {
        this.save(message);
        if (isWritten) return;
        isWritten = true;
        if (isSibling) this.deps.history.setLeaf(this.id, message.id);
        if (this.title !== this.storedTitle) this.deps.history.rename(this.id, (this.storedTitle = this.title));
      },
      changed: () => this.listener.changed(),
      grew: (part, at, text) => this.listener.grew(answer.message.id, part, at, text),
      ended: (message) => {
        this.answer = undefined;
        this.listener.changed();
        if (message.status === "done") this.sendNext();
      },
    });
    this.answer = answer;
    this.remember(answer.message);
    this.leaf = answer.message.id;
    this.listener.changed();
  }

  private sendNext(): void {
    const next = this.queue[0];
    if (next && !this.answer) this.sendQueued(next.id);
  }

  private save(message: StoredMessage): void {
    this.remember(message);
    this.deps.history.saveMessage(this.id, message);
  }

  private remember(message: StoredMessage): void {
    if (!this.messages.has(message.id)) {
      const siblings = this.children.get(message.parent ?? "");
      if (siblings) siblings.push(message.id);
      else this.children.set(message.parent ?? "", [message.id]);
    }
    this.messages.set(message.id, message);
  }

  private setLeaf(leaf: string): void {
    this.leaf = leaf;
    this.deps.history.setLeaf(this.id, leaf);
  }

  private setQueue(queue: readonly QueuedPrompt[]): void {
    this.queue = queue;
    this.store();
    this.deps.history.saveQueue(this.id, queue);
    this.listener.changed();
  }

  private setTitle(text: string): void {
    const words = text.replace(/\s+/g, " ").trim();
    this.title = words.length > 60 ? `${words.slice(0, 59).replace(/[\ud800-\udbff]$/, "")}…` : words;
  }

  private referenceLabel(references: readonly StoredPart[]): string {
    return references.map((part) => (part.type === "reference" ? part.label : "")).join(" ");
  }

  private store(): void {
    if (this.isStored) return;
    this.isStored = true;
    this.deps.history.create({ id: this.id, workspace: this.deps.workspace });
  }
}

/** A message that was running when the editor ended did not reach its end. */
function whole(message: StoredMessage): StoredMessage {
  return message.status === "waiting" || message.status === "streaming"
    ? { ...message, status: "interrupted" }
    : message;
}
