// One conversation: a tree of messages, the open branch, and the request in flight.
import type { Reference } from "../reference.ts";
import type { Answer } from "./answer.ts";
import { type Answers, type AnswersDeps, createAnswers, type Wish } from "./answers.ts";
import { askWhole } from "./askWhole.ts";
import { type Bodies, createBodies } from "./bodies.ts";
import { type Branches, createBranches } from "./branches.ts";
import type { Expansion } from "./expanding.ts";
import type { History } from "./history/history.ts";
import type { Listener } from "./listener.ts";
import type { StoredMessage } from "./message.ts";
import { changedPrompt, type Meaning, type PromptChange, promptOf, type QueuedPrompt, textOf } from "./message.ts";
import { firstWords, labelsOf } from "./title.ts";
import type { Tree } from "./tree.ts";
import { createUnsent, type Unsent, type UnsentDeps } from "./unsent.ts";

export interface ConversationDeps extends AnswersDeps {
  readonly history: UnsentDeps["history"] &
    Pick<History, "create" | "head" | "heads" | "message" | "saveMessage" | "setLeaf" | "setBack" | "rename" | "whole">;
  /** Where the conversation begins, for the list of conversations. */
  readonly workspace: string;
}

type Prompt = PromptChange & Pick<QueuedPrompt, "text" | "references" | "search">;

export class Conversation {
  readonly id: string;
  title = "";
  /** Whether the next question is to look in the web first: a conversation goes on as it was with its last answer. */
  search = false;
  readonly unsent: Unsent;
  private readonly branches: Branches;
  private readonly bodies: Bodies;
  private readonly answers: Answers;
  /** Answers that are no child of the open branch's end: the first save of one opens its branch. */
  private readonly opening = new Set<string>();
  private isStored = false;
  private isDiscarded = false;
  /** The title that the history has. Written with the answer, so that it does not hold up the request. */
  private storedTitle = "";
  private readonly deps: ConversationDeps;
  private readonly listener: Listener;

  constructor(id: string, deps: ConversationDeps, listener: Listener) {
    this.id = id;
    this.deps = deps;
    this.listener = listener;
    const stored = deps.history.head(id);
    this.bodies = createBodies(id, deps.history);
    this.branches = createBranches(id, deps.history, stored);
    this.answers = createAnswers(deps, {
      save: (message, isFirst) => this.saveAnswer(message, isFirst),
      changed: () => listener.changed(),
      grew: (...growth) => listener.grew(...growth),
      ended: (message) => this.ended(message),
    });
    this.unsent = createUnsent(
      id,
      {
        history: deps.history,
        store: (isNeeded) => this.store(isNeeded),
        asked: (prompt) => {
          const message = this.message(prompt);
          return message && textOf(message);
        },
        changed: () => listener.changed(),
      },
      // A prompt keeps its id when its turn comes: one that was stored and not yet taken out of the queue is not asked twice.
      stored && { draft: stored.draft, queue: stored.queue.filter((prompt) => !this.tree.head(prompt.id)) },
    );
    if (!stored) return;
    this.isStored = true;
    this.title = this.storedTitle = stored.title;
    this.search = this.message(this.branch().at(-1) ?? "")?.search ?? false;
  }

  get isBusy(): boolean {
    return this.answers.isAny;
  }

  get isEmpty(): boolean {
    return this.tree.isEmpty;
  }

  /** The answer of that id, while it is being written. */
  inFlight(id: string): Omit<Answer, "stop"> | undefined {
    return this.answers.get(id);
  }

  message(id: string): StoredMessage | undefined {
    return this.answers.get(id)?.message ?? (this.tree.head(id) && this.bodies.get(id));
  }

  /** Ids of the open branch, oldest first. */
  branch(): readonly string[] {
    return this.branches.open();
  }

  /** From the first message of a branch to that one. */
  messagesTo(id: string): readonly StoredMessage[] {
    return this.tree.branch(id).flatMap((one) => this.message(one) ?? []);
  }

  siblings(id: string): readonly string[] {
    return this.tree.siblings(id);
  }

  /** The answer at which the open side question began; undefined without one. */
  get sideFrom(): string | undefined {
    return this.branches.sideFrom;
  }

  /** Sends a prompt at the end of the open branch, or puts it behind the answer that is running. */
  send(text: string, references: readonly Reference[] = [], meaning: Meaning = {}): void {
    if (text.trim() === "" && references.length === 0) return;
    const prompt = { id: this.deps.newId(), text, references, search: this.search, ...meaning };
    if (this.isBusy) this.unsent.enqueue(prompt);
    else this.prompt(this.branches.leaf, prompt, prompt.id);
  }

  /** Sends what stands in the composer, with what is attached to it. */
  sendDraft(text: string, isHere = true, { references = [], ...meaning }: Expansion = {}): void {
    this.send(text, [...this.unsent.draft.references, ...references], meaning);
    this.unsent.sent(text, isHere); // After it is stored as a message: between the two it would be nowhere.
  }

  /** A changed prompt becomes a sibling of the old one. What is not named stays as it was. */
  edit(messageId: string, change: PromptChange): void {
    const old = this.message(messageId);
    if (old?.role !== "user") return;
    const prompt = changedPrompt(old, change);
    if (prompt.text.trim() === "" && (prompt.references.length === 0 || change.text !== undefined)) return;
    this.stop();
    this.prompt(old.parent, { ...prompt, search: this.search });
  }

  /** Another answer to the same prompt, asked for as the old one was where nothing else is wished. */
  retry(messageId: string, { model, search = this.message(messageId)?.search }: Wish = {}): void {
    const old = this.tree.head(messageId);
    if (old?.role !== "assistant" || old.parent === undefined) return;
    this.stop();
    this.ask(old.parent, { model, search });
  }

  setSearch(on: boolean): void {
    this.search = on;
    this.listener.changed();
  }

  /** Another model's answer to the same prompt, to stand beside that one until one of the two is kept. */
  compare(messageId: string, model: string): void {
    const { role, parent } = this.tree.head(messageId) ?? {};
    if (role !== "assistant" || parent === undefined) return;
    // If that one is still being written, it goes on: then both are, at the same time.
    this.answers.stop("stopped", messageId);
    const wish = { model, search: this.message(messageId)?.search };
    const other = this.ask(parent, wish, this.branches.leaf === messageId);
    this.branches.setPair([messageId, other]);
    this.listener.changed();
  }

  /** Of the two answers that stand side by side, this one goes on. The other stays as a version of it. */
  keep(messageId: string): void {
    if (!this.pair.includes(messageId)) return;
    this.answers.stop("stopped", messageId);
    const running = this.answers.get(messageId);
    if (running) this.save(running.message); // The history is not told to open what it does not have.
    this.branches.goTo(this.tree.newestLeaf(messageId));
    this.listener.changed();
    if (this.message(messageId)?.status === "done") this.sendWaiting();
  }

  /** The answers that are compared; empty without. */
  get pair(): readonly string[] {
    return this.branches.pair;
  }

  /** Opens the sibling with that index, and the newest branch below it. */
  openBranch(messageId: string, index: number): void {
    const sibling = this.siblings(messageId)[index];
    if (sibling !== undefined) this.open(this.tree.newestLeaf(sibling));
  }

  /** Opens a branch that has this message, unless the open one has it. False if there is no such message. */
  show(messageId: string): boolean {
    if (!this.tree.head(messageId)) return false;
    if (!this.branch().includes(messageId)) this.open(this.tree.newestLeaf(messageId));
    return this.branch().includes(messageId);
  }

  /** The open branch ends at this answer: what is asked next is beside what followed it. `back` leads to the branch that was open. */
  side(messageId: string): void {
    if (!this.isBusy && this.branches.side(messageId)) this.listener.changed();
  }

  back(): void {
    if (!this.isBusy && this.branches.back()) this.listener.changed();
  }

  /** Ends what is being written at once and keeps what has come. What waits behind it stays waiting. */
  stop(): void {
    this.answers.stop("stopped");
  }

  /** The editor closes: the answer ends here, and is marked as not complete. */
  close(): void {
    this.answers.stop("interrupted");
  }

  /** It is deleted: from here on nothing of it is written. */
  discard(): void {
    this.isDiscarded = true;
    this.stop();
    this.unsent.clearDraft();
  }

  rename(title: string): void {
    this.title = this.storedTitle = title;
    if (this.store(false)) this.deps.history.rename(this.id, title);
    this.listener.changed();
  }

  /** Stops the running answer for it. */
  sendQueued(id: string): void {
    const queued = this.unsent.waiting(id);
    if (!queued) return;
    this.stop();
    this.prompt(this.branches.leaf, queued, id);
    this.unsent.dequeue(queued);
  }

  /** Another window has written: its branches appear beside ours, and the queue is the one of both. */
  refresh(): void {
    for (const head of this.deps.history.heads(this.id)) this.tree.add(head);
    this.unsent.refresh((id) => this.tree.head(id) !== undefined);
    this.listener.changed();
  }

  private get tree(): Tree {
    return this.branches.tree;
  }

  private prompt(parent: string | undefined, prompt: Prompt, id = this.deps.newId()): void {
    if (this.title === "") this.title = firstWords(prompt.text || labelsOf(prompt.references));
    this.store(true);
    this.save(promptOf(id, parent, prompt));
    // A child of the open branch's end becomes its end by itself.
    if (parent === this.branches.leaf) this.branches.advance(id);
    else this.branches.setLeaf(id);
    this.ask(id, prompt);
  }

  /** `isBeside`: the open branch stays as it is. */
  private ask(parent: string, wish: Wish, isBeside = false): string {
    const branch = () => this.tree.branch(parent).map((one) => this.message(one));
    const answer = this.answers.start(parent, (ask) => askWhole(branch, this.deps.history, ask), wish);
    this.tree.add(answer);
    if (isBeside) return answer.id;
    if (parent !== this.branches.leaf) this.opening.add(answer.id);
    this.branches.advance(answer.id);
    this.listener.changed();
    return answer.id;
  }

  private saveAnswer(message: StoredMessage, isFirst: boolean): void {
    if (this.isDiscarded) return;
    this.save(message);
    if (this.opening.delete(message.id)) this.deps.history.setLeaf(this.id, message.id);
    if (isFirst && this.title !== this.storedTitle) this.deps.history.rename(this.id, (this.storedTitle = this.title));
  }

  private ended(message: StoredMessage): void {
    this.listener.ended(message);
    // Which of two answers goes on is for the reader to say.
    if (message.status === "done" && this.pair.length === 0) this.sendWaiting();
    this.listener.changed();
  }

  private sendWaiting(): void {
    for (const { id } of this.unsent.queue) if (!this.isBusy) this.sendQueued(id);
  }

  private save(message: StoredMessage): void {
    this.tree.add(message);
    this.bodies.save(message);
  }

  private open(leaf: string): void {
    if (this.isBusy) return;
    this.branches.goTo(leaf);
    this.listener.changed();
  }

  private store(isNeeded: boolean): boolean {
    if (this.isDiscarded) return false;
    if (isNeeded && !this.isStored) this.deps.history.create({ id: this.id, workspace: this.deps.workspace });
    return (this.isStored ||= isNeeded);
  }
}
