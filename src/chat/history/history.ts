// Saved conversations: one SQLite file for all windows and workspaces. No method throws because of the disk: what can not be written
// waits in the journal, is there for every reader, and a notice says so until it is saved.

import type { ConversationSummary, StoredConversation, StoredMessage } from "../message.ts";
import { openAccess } from "./access.ts";
import type { HistoryFile } from "./file.ts";
import { type Change, newJournal } from "./journal.ts";
import { readConversation, readList } from "./read.ts";
import { PATIENCE_MS } from "./schema.ts";
import { type Reason, type Trouble, troubleOf } from "./trouble.ts";
import { writeChange } from "./write.ts";

export type StorageNotice =
  /** Works in memory, tried again at the next change. */
  | { readonly kind: "notSaved"; readonly reason: Reason; readonly detail: string }
  /** The damaged file is kept under that name; so many of its messages are in the new one. */
  | { readonly kind: "damaged"; readonly keptAs: string; readonly recovered: number }
  /** Written by a newer version: left untouched, this session is kept in memory. */
  | { readonly kind: "newer" }
  /** Rows or parts that could not be read were skipped, not deleted. */
  | { readonly kind: "skipped"; readonly count: number };

export interface History {
  /** Newest first, only conversations with at least one message. */
  list(): ConversationSummary[];
  load(id: string): StoredConversation | undefined;
  /** Written with its first message, draft or title. */
  create(conversation: { readonly id: string; readonly workspace: string }): void;
  /** Inserts, or replaces the message of that id. */
  saveMessage(conversationId: string, message: StoredMessage): void;
  setLeaf(conversationId: string, messageId: string | undefined): void;
  rename(conversationId: string, title: string): void;
  remove(conversationId: string): void;
  saveDraft(conversationId: string, text: string): void;
  saveQueue(conversationId: string, queue: StoredConversation["queue"]): void;
  /** The conversation last open in this workspace, if it still exists. */
  latest(workspace: string): string | undefined;
  setOpen(workspace: string, conversationId: string): void;
  /** Tries again to write what could not be written. */
  retry(): void;
  readonly notices: readonly StorageNotice[];
  onNotices(listener: () => void): () => void;
  close(): void;
}

/** Never throws. Opens the file at once, so that trouble with it is known before the first prompt. */
export function openHistory(folder: string): History {
  const access = openAccess(folder);
  const journal = newJournal();
  const workspaces = new Map<string, string>();
  const created = new Set<string>();
  const skipped = new Map<string, number>();
  const listeners = new Set<() => void>();
  let trouble: Trouble | undefined;
  let notices: readonly StorageNotice[] = [];
  let again: NodeJS.Timeout | undefined;
  let isClosed = false;

  function change(what: Change): void {
    journal.add(what);
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
      access.use("write", (file) => writeChange(file, waiting, workspaces.get(waiting.conversation) ?? ""));
      journal.done(waiting);
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
      return access.use("read", action);
    } catch (error) {
      trouble = troubleOf(error, folder);
      return undefined;
    } finally {
      tell();
    }
  }

  function load(id: string): StoredConversation | undefined {
    const saved = journal.isRemoved(id) ? undefined : read((file) => readConversation(file, id));
    if (saved) {
      workspaces.set(id, saved.workspace);
      skipped.set(id, saved.skipped);
      tell();
    }
    const isNew = !saved && created.has(id);
    return journal.over(id, saved?.conversation ?? (isNew ? emptyConversation(id) : undefined));
  }

  function isKnown(id: string): boolean {
    if (created.has(id) || journal.over(id, undefined)) return true;
    return !journal.isRemoved(id) && read((file) => file.statements.conversation.get(id)) !== undefined;
  }

  function list(): ConversationSummary[] {
    const saved = read(readList) ?? [];
    const touched = journal.touched();
    if (touched.size === 0) return saved;
    const changed = new Map([...touched].map((id) => [id, summaryOf(load(id), workspaces.get(id) ?? "")]));
    const written = [...touched].filter((id) => journal.hasNewMessages(id)).reverse();
    const untouched = saved.filter(({ id }) => !written.includes(id));
    return [
      ...written.map((id) => changed.get(id)),
      ...untouched.map((old) => (touched.has(old.id) ? changed.get(old.id) : old)),
    ].filter((summary) => summary !== undefined);
  }

  function tell(): void {
    const now: StorageNotice[] = access.repaired.map((repair) => ({ kind: "damaged", ...repair }));
    if (trouble && trouble.kind !== "damaged") now.push(trouble);
    if (trouble?.kind === "damaged")
      now.push({ kind: "notSaved", reason: "other", detail: "The file is damaged again and again." });
    const count = [...skipped.values()].reduce((sum, one) => sum + one, 0);
    if (count > 0) now.push({ kind: "skipped", count });
    if (JSON.stringify(now) === JSON.stringify(notices)) return;
    notices = now;
    for (const listener of listeners) listener();
  }

  flush();
  return {
    list,
    load,
    create({ id, workspace }) {
      workspaces.set(id, workspace);
      created.add(id);
    },
    saveMessage: (conversation, message) => change({ type: "message", conversation, message }),
    setLeaf: (conversation, leaf) => change({ type: "leaf", conversation, leaf }),
    rename: (conversation, title) => change({ type: "title", conversation, title }),
    remove(conversation) {
      skipped.delete(conversation);
      created.delete(conversation);
      change({ type: "remove", conversation });
    },
    saveDraft: (conversation, draft) => change({ type: "draft", conversation, draft }),
    saveQueue: (conversation, queue) => change({ type: "queue", conversation, queue }),
    latest(workspace) {
      const saved = () => read((file) => file.statements.open.get(JSON.stringify(workspace)))?.["conversation"];
      const id = journal.openIn(workspace) ?? saved();
      return typeof id === "string" && isKnown(id) ? id : undefined;
    },
    setOpen: (workspace, conversation) => change({ type: "open", workspace, conversation }),
    retry() {
      if (!isClosed) flush();
    },
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
      if (!journal.isEmpty) flush();
      access.close();
    },
  };
}

/** While another window holds the file for long, every change would stop the extension host for the full patience. */
const PATIENCE_WHEN_BUSY_MS = 50;
const AGAIN_MS = 1000;

function isBusy(trouble: Trouble | undefined): boolean {
  return trouble?.kind === "notSaved" && trouble.reason === "busy";
}

function emptyConversation(id: string): StoredConversation {
  return { id, title: "", messages: [], draft: "", queue: [] };
}

function summaryOf(conversation: StoredConversation | undefined, workspace: string): ConversationSummary | undefined {
  const last = conversation?.messages.at(-1);
  if (!conversation || !last) return undefined;
  const { id, title, messages } = conversation;
  return { id, title, workspace, updatedAt: last.createdAt, messages: messages.length };
}
