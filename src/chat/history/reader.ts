// What a reader sees: the file, with the changes that wait to be written laid over it.

import type { ConversationHead, ConversationSummary, StoredImage, StoredMessage } from "../message.ts";
import { isOfWorkspace } from "../workspace.ts";
import type { HistoryFile } from "./file.ts";
import { type AdoptedDraft, emptyHead, type Journal } from "./journal.ts";
import {
  type Filter,
  type ListedConversation,
  readHead,
  readImage,
  readMessage,
  readSummaries,
  readSummary,
} from "./read.ts";
import { parseQueue } from "./rows.ts";

export interface Reader {
  summaries(filter: Filter): { readonly rows: readonly ConversationSummary[]; readonly total: number };
  ids(): readonly string[];
  summary(id: string): ConversationSummary | undefined;
  /** A draft that comes with it goes on as this window's. */
  head(id: string): ConversationHead | undefined;
  heads(id: string): ConversationHead["heads"];
  queue(id: string): ConversationHead["queue"];
  message(conversation: string, id: string): StoredMessage | undefined;
  messages(conversation: string): Iterable<StoredMessage>;
  image(hash: string): StoredImage | undefined;
  latest(workspace: string): string | undefined;
  /** Where it began, as far as it was said or read. */
  workspaceOf(conversation: string): string;
  /** The draft of another window with which the conversation was opened here. */
  adoptedDraft(conversation: string): AdoptedDraft | undefined;
  created(conversation: string, workspace: string): void;
  forget(conversation: string): void;
  forgetAll(): void;
  forgetAdopted(conversation: string): void;
  /** Rows and parts that were met and can not be shown. */
  readonly skipped: number;
}

/** `read` answers undefined when the file can not be read. `window` names this window's drafts among those of others. */
export function newReader(
  journal: Journal,
  window: string,
  read: <T>(action: (file: HistoryFile) => T) => T | undefined,
): Reader {
  const workspaces = new Map<string, string>();
  const created = new Set<string>();
  const adopted = new Map<string, AdoptedDraft>();
  /** By conversation and message. */
  const skipped = new Map<string, Map<string, number>>();

  function skip(conversation: string, messageId: string, count: number): void {
    const counts = skipped.get(conversation) ?? new Map<string, number>();
    skipped.set(conversation, counts.set(messageId, count));
  }

  function whole(id: string, takesDraft: boolean): ConversationHead | undefined {
    if (summary(id)?.removed) return undefined;
    const saved = journal.isRemoved(id) ? undefined : read((file) => readHead(file, id, window));
    if (saved) {
      workspaces.set(id, saved.workspace);
      if (saved.adopted && takesDraft) adopted.set(id, saved.adopted);
      for (const messageId of saved.unreadable) skip(id, messageId, 1);
    }
    return journal.over(id, saved?.conversation ?? (created.has(id) ? emptyHead(id) : undefined));
  }

  const head = (id: string): ConversationHead | undefined => whole(id, true);
  const heads = (id: string): ConversationHead["heads"] => whole(id, false)?.heads ?? [];

  function queue(id: string): ConversationHead["queue"] {
    const saved = journal.isRemoved(id) ? undefined : read((file) => file.statements.conversation.get(id)?.["queue"]);
    return (
      journal.over(id, saved === undefined ? undefined : { ...emptyHead(id), queue: parseQueue(saved) })?.queue ?? []
    );
  }

  function message(conversation: string, id: string): StoredMessage | undefined {
    const waiting = journal.message(conversation, id);
    if (waiting || journal.isRemoved(conversation)) return waiting;
    return read((file) => {
      const saved = readMessage(file, conversation, id);
      const count = saved?.unknownParts ?? 1;
      if (saved && count > 0) skip(conversation, id, count);
      return saved?.message;
    });
  }

  function* messages(conversation: string): Iterable<StoredMessage> {
    for (const { id, parent } of heads(conversation)) {
      const found = message(conversation, id);
      if (!found) continue;
      const { parent: _written, ...rest } = found;
      yield parent === undefined ? rest : { ...rest, parent };
    }
  }

  function listed(id: string): ListedConversation | undefined {
    const saved = read((file) => readSummary(file, id));
    if (!journal.touched().has(id)) return saved;
    const isSaved = (messageId: string) => read((file) => file.statements.hasMessage.get(id, messageId)) !== undefined;
    return journal.overListed(id, saved, workspaces.get(id) ?? "", isSaved);
  }

  const summary = (id: string): ConversationSummary | undefined => listed(id)?.summary;

  function summaries(filter: Filter): { readonly rows: readonly ConversationSummary[]; readonly total: number } {
    const touched = journal.touched();
    const limit = filter.limit + touched.size;
    const saved = read((file) => readSummaries(file, { ...filter, limit })) ?? { rows: [], total: 0 };
    const now = [...touched].map(listed).filter((one) => one !== undefined && isWanted(one.summary, filter));
    const before = [...touched].map((id) => read((file) => readSummary(file, id)));
    const rows = [...saved.rows.filter((one) => !touched.has(one.summary.id)), ...now].filter(
      (one) => one !== undefined,
    );
    rows.sort((a, b) => Number(b.summary.pinned) - Number(a.summary.pinned) || b.last - a.last);
    return {
      rows: rows.slice(0, filter.limit).map((one) => one.summary),
      total: saved.total + now.length - before.filter((one) => one && isWanted(one.summary, filter)).length,
    };
  }

  function ids(): readonly string[] {
    const touched = journal.touched();
    const saved = read((file) => file.statements.ids.all().map((row) => String(row["id"]))) ?? [];
    const waiting = [...touched].filter((id) => {
      const { messages = 0, removed = false } = summary(id) ?? {};
      return messages > 0 && !removed;
    });
    return [...waiting, ...saved.filter((id) => !touched.has(id))];
  }

  function isKnown(id: string): boolean {
    if (summary(id)?.removed) return false;
    if (created.has(id) || journal.over(id, undefined)) return true;
    return !journal.isRemoved(id) && read((file) => file.statements.conversation.get(id)) !== undefined;
  }

  return {
    summaries,
    ids,
    summary,
    head,
    heads,
    queue,
    message,
    messages,
    image: (hash) => journal.image(hash) ?? read((file) => readImage(file, hash)),
    latest(workspace) {
      const saved = () => read((file) => file.statements.open.get(JSON.stringify(workspace)))?.["conversation"];
      const id = journal.openIn(workspace) ?? saved();
      return typeof id === "string" && isKnown(id) ? id : undefined;
    },
    workspaceOf: (conversation) => workspaces.get(conversation) ?? "",
    adoptedDraft: (conversation) => adopted.get(conversation),
    created(conversation, workspace) {
      workspaces.set(conversation, workspace);
      created.add(conversation);
    },
    forget(conversation) {
      skipped.delete(conversation);
      created.delete(conversation);
      adopted.delete(conversation);
    },
    forgetAll() {
      skipped.clear();
      created.clear();
      adopted.clear();
    },
    forgetAdopted: (conversation) => adopted.delete(conversation),
    get skipped() {
      return [...skipped.values()].flatMap((counts) => [...counts.values()]).reduce((sum, count) => sum + count, 0);
    },
  };
}

/** The same as the statement says in SQL. */
function isWanted({ messages, removed, archived, workspace }: ConversationSummary, filter: Filter): boolean {
  const isHere = filter.workspace === undefined || isOfWorkspace(workspace, filter.workspace);
  return messages > 0 && !removed && archived === filter.archived && isHere;
}
