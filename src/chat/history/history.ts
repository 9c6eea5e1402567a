// Saved conversations: one SQLite file for all windows and workspaces. No method throws because of the disk: what can not be written
// waits in the journal, is there for every reader, and a notice says so until it is saved.
import { randomUUID } from "node:crypto";
import type {
  ConversationHead,
  ConversationSummary,
  Draft,
  QueuedPrompt,
  StoredImage,
  StoredMessage,
} from "../message.ts";
import { openAccess } from "./access.ts";
import { deleteAll, type Everything, everything } from "./deleteAll.ts";
import type { HistoryFile } from "./file.ts";
import { type Change, type Mark, newJournal } from "./journal.ts";
import { purgeSlice } from "./purge.ts";
import { type Filter, readDrafted } from "./read.ts";
import { newReader } from "./reader.ts";
import { newSalvage } from "./salvage.ts";
import { AGAIN_MS, PATIENCE_MS, PATIENCE_WHEN_BUSY_MS } from "./schema.ts";
import { type StorageNotice, storageNotices } from "./storageNotice.ts";
import { isBusy, type Trouble, troubleOf } from "./trouble.ts";
import { writeChange } from "./write.ts";

export interface History {
  /** Pinned ones first, then by the order of writing, newest first; only conversations with at least one message. */
  summaries(filter: Filter): { readonly rows: readonly ConversationSummary[]; readonly total: number };
  /** Of all that have a message and are not hidden, archived ones at the end. */
  ids(): readonly string[];
  /** Conversations in which only a draft was written, the newest first. */
  drafted(filter: Filter): ReturnType<typeof readDrafted>;
  /** Also of one that is hidden. */
  summary(id: string): ConversationSummary | undefined;
  /** All of a conversation but what its messages say. Undefined if it is unknown or hidden. */
  head(id: string): ConversationHead | undefined;
  /** Its tree alone, for who has the rest already: takes over no draft of another window. */
  heads(id: string): ConversationHead["heads"];
  /** One message as it was written; the tree is in the head. Undefined also if its row can not be read. */
  message(conversationId: string, id: string): StoredMessage | undefined;
  /** All branches in the order of writing, read one by one, with the parents of the head. */
  messages(conversationId: string): Iterable<StoredMessage>;
  /** Written with its first message, draft or title. `workspace` is as workspace.ts writes it. */
  create(conversation: { readonly id: string; readonly workspace: string }): void;
  /** Inserts, or replaces the message of that id. A new prompt brings a hidden conversation back. */
  saveMessage(conversationId: string, message: StoredMessage): void;
  setLeaf(conversationId: string, messageId: string | undefined): void;
  setBack(conversationId: string, messageIds: readonly string[]): void;
  rename(conversationId: string, title: string): void;
  setPinned(conversationId: string, on: boolean): void;
  setArchived(conversationId: string, on: boolean): void;
  /** Gone for every reader, until `restore`, or `purge` some seconds later. */
  hide(conversationId: string): void;
  restore(conversationId: string): void;
  /** Deletes for good what was hidden more than ten seconds ago, bit by bit; also done soon after opening. */
  purge(): void;
  remove(conversationId: string): void;
  everything(): Everything | undefined;
  /** Of all workspaces, with every copy. Throws if it can not be written; then what is left is there as before or hidden. */
  deleteAll(): Promise<{ readonly left: readonly string[] }>;
  /** Of this window; what another window has in its composer is left alone. An empty one deletes it. */
  saveDraft(conversationId: string, draft: Draft): void;
  /** Kept as long as a draft, a queue or a message refers to it. The draft of this window is going to. */
  saveImage(conversationId: string, image: StoredImage): void;
  image(hash: string): StoredImage | undefined;
  /** Prompts that wait, those of other windows too. */
  queue(conversationId: string): ConversationHead["queue"];
  /** Puts a prompt into the queue, or takes it out. */
  setQueued(conversationId: string, prompt: QueuedPrompt, isWaiting: boolean): void;
  /** The prompts that wait, in that order; those that are not named come after them. */
  setQueueOrder(conversationId: string, ids: readonly string[]): void;
  /** The conversation last open in this workspace, if it still exists. */
  latest(workspace: string): string | undefined;
  setOpen(workspace: string, conversationId: string): void;
  /** True if another window has written since this was last asked. */
  changedElsewhere(): boolean;
  /** Whether what was just not found is not there. False if the file could not be read, or is not read back yet after damage. */
  canTell(): boolean;
  /** It was deleted, as far as can be told. */
  isGone(id: string): boolean;
  /** Resolves when nothing is being read back from a damaged file. */
  whole(): Promise<void>;
  /** Something was read back from a damaged file. */
  onRecovered(listener: () => void): () => void;
  /** Tries again to write what could not be written. */
  retry(): void;
  /** Why something of that conversation is not on disk; undefined if all of it is. */
  unsaved(conversationId: string): Trouble | undefined;
  readonly notices: readonly StorageNotice[];
  onNotices(listener: () => void): () => void;
  close(): void;
}

/** Never throws. Opens the file at once, so that trouble with it is known before the first prompt. */
export function openHistory(folder: string, salvageFile: string): History {
  const salvage = newSalvage(folder, salvageFile, recovered);
  const access = openAccess(folder, syncFailed, salvage.start);
  const journal = newJournal();
  /** What was changed while a damaged file was being read: what comes from there must not win over it. */
  const meanwhile = newJournal();
  const window = randomUUID();
  const reader = newReader(journal, window, read);
  const listeners = new Set<() => void>();
  const recoveredListeners = new Set<() => void>();
  let trouble: Trouble | undefined;
  let isReadable = true;
  let notices: readonly StorageNotice[] = [];
  let again: NodeJS.Timeout | undefined;
  let isClosed = false;

  function syncFailed(error: Error): void {
    trouble = troubleOf(error, folder);
    tell();
  }

  function recovered(): void {
    if (isClosed) return;
    for (const change of meanwhile.changes()) {
      meanwhile.done(change);
      // What was opened meanwhile may be what a page begins with when it finds nothing.
      if (change.type !== "open") journal.add(change);
    }
    flush();
    for (const listener of recoveredListeners) listener();
  }

  function change(what: Change): void {
    journal.add(what);
    if (salvage.isRunning) meanwhile.add(what);
    if (!isClosed) flush();
  }

  function flush(): void {
    clearTimeout(again);
    const patience = isBusy(trouble) ? PATIENCE_WHEN_BUSY_MS : PATIENCE_MS;
    trouble = undefined;
    try {
      access.use("write", (file) => file.setPatience(patience));
      for (const waiting of journal.changes()) write(waiting);
    } catch (error) {
      trouble = troubleOf(error, folder);
    }
    // Another window's long write passes by itself. Everything else is tried again when something happens.
    if (isBusy(trouble) && !journal.isEmpty && !isClosed) again = setTimeout(flush, AGAIN_MS).unref();
    tell();
  }

  function write(waiting: Change): void {
    try {
      access.use("write", (file) => writeChange(file, waiting, reader.workspaceOf(waiting.conversation)));
      journal.done(waiting);
      if (waiting.type === "draft") reader.forgetAdopted(waiting.conversation);
    } catch (error) {
      // One change that can never be written (a text beyond SQLite's limit) does not hold up the others; a full disk does.
      const found = troubleOf(error, folder);
      if (found.kind !== "notSaved" || found.reason !== "other") throw error;
      trouble = found;
    }
  }

  /** Undefined also when the file can not be read: then a notice says so. */
  function read<T>(action: (file: HistoryFile) => T): T | undefined {
    if (isClosed) return undefined;
    try {
      const found = access.use("read", action);
      isReadable = true;
      return found;
    } catch (error) {
      isReadable = false;
      trouble = troubleOf(error, folder);
      return undefined;
    } finally {
      tell();
    }
  }

  /** A read may meet rows that have to be told of. */
  function telling<Arguments extends readonly unknown[], Result>(
    action: (...args: Arguments) => Result,
  ): (...args: Arguments) => Result {
    return (...args) => {
      const result = action(...args);
      tell();
      return result;
    };
  }

  function mark(conversation: string, which: Mark, on: boolean): void {
    change({ type: "mark", conversation, mark: which, at: on ? Date.now() : 0 });
  }

  function purge(): void {
    if (isClosed) return;
    try {
      if (access.use("write", purgeSlice)) setImmediate(purge).unref();
    } catch {
      // They stay hidden, and are tried again at the next time. Nobody waits for it.
    }
  }

  /** SQLite's number changes when another connection has written, and means nothing in another file. */
  function version(): { readonly file?: HistoryFile; readonly data?: unknown } {
    return read((file) => ({ file, data: file.statements.dataVersion.get()?.["data_version"] })) ?? {};
  }

  function tell(): void {
    const now = storageNotices(salvage, trouble, reader.skipped);
    if (JSON.stringify(now) === JSON.stringify(notices)) return;
    notices = now;
    for (const listener of listeners) listener();
  }

  const canTell = (): boolean => isReadable && !isClosed && !salvage.isRunning && !salvage.trouble;

  flush();
  let seen = version();
  setImmediate(purge).unref();
  return {
    summaries: reader.summaries,
    ids: reader.ids,
    drafted: (filter) => read((file) => readDrafted(file, filter)) ?? [],
    summary: reader.summary,
    messages: reader.messages,
    latest: reader.latest,
    head: telling(reader.head),
    heads: telling(reader.heads),
    message: telling(reader.message),
    create({ id, workspace }) {
      read((file) => file.written.delete(id));
      reader.created(id, workspace);
    },
    saveMessage: (conversation, message) => change({ type: "message", conversation, message }),
    setLeaf: (conversation, leaf) => change({ type: "leaf", conversation, leaf }),
    setBack: (conversation, back) => change({ type: "back", conversation, back }),
    rename: (conversation, title) => change({ type: "title", conversation, title }),
    setPinned: (conversation, on) => mark(conversation, "pinned", on),
    setArchived: (conversation, on) => mark(conversation, "archived", on),
    hide(conversation) {
      reader.forget(conversation);
      mark(conversation, "removed", true);
    },
    restore: (conversation) => mark(conversation, "removed", false),
    purge,
    remove(conversation) {
      reader.forget(conversation);
      change({ type: "remove", conversation });
    },
    everything: () => read((file) => everything(file, folder)),
    async deleteAll() {
      if (salvage.isRunning) await salvage.finished();
      journal.clear();
      reader.forgetAll();
      return { left: await deleteAll(access, folder) };
    },
    saveDraft(conversation, draft) {
      change({ type: "draft", conversation, draft, window, adopted: reader.adoptedDraft(conversation) });
    },
    saveImage: (conversation, image) => change({ type: "image", conversation, image, window }),
    image: reader.image,
    queue: reader.queue,
    setQueued: (conversation, prompt, isWaiting) => change({ type: "queue", conversation, prompt, isWaiting }),
    setQueueOrder: (conversation, ids) => change({ type: "queueOrder", conversation, ids }),
    setOpen: (workspace, conversation) => change({ type: "open", workspace, conversation }),
    changedElsewhere() {
      const before = seen;
      seen = version();
      return seen.file !== before.file || seen.data !== before.data;
    },
    canTell,
    isGone: (id) => reader.summary(id) === undefined && canTell(),
    whole: salvage.finished,
    onRecovered(listener) {
      recoveredListeners.add(listener);
      return () => recoveredListeners.delete(listener);
    },
    retry() {
      if (isClosed) return;
      if (salvage.trouble) salvage.start();
      flush();
    },
    unsaved: (id) => (journal.touched().has(id) ? trouble : undefined),
    get notices() {
      return notices;
    },
    onNotices(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      clearTimeout(again);
      salvage.stop();
      trouble = undefined; // The last try has the full patience: nobody else needs this thread any more.
      if (!journal.isEmpty) flush();
      access.close();
    },
  };
}
