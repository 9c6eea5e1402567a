// Conversations and messages from their rows.
import { imageTypes } from "../../reference.ts";
import { imageHash } from "../images/hash.ts";
import type {
  ConversationHead,
  ConversationSummary,
  Draft,
  MessageHead,
  StoredImage,
  StoredMessage,
} from "../message.ts";
import { workspaceParameters } from "../workspace.ts";
import type { HistoryFile } from "./file.ts";
import { parseDraft, parseMessage, parseQueue, parseString, parseStrings, toTree } from "./rows.ts";

export interface SavedHead {
  readonly conversation: ConversationHead;
  readonly workspace: string;
  /** The draft's row if another window wrote it. */
  readonly adopted: { readonly window: string; readonly body: string } | undefined;
  /** Ids of rows that are no messages. */
  readonly unreadable: readonly string[];
}

export function readHead(file: HistoryFile, id: string, window: string): SavedHead | undefined {
  const row = file.statements.conversation.get(id);
  if (!row) return undefined;
  const heads: MessageHead[] = [];
  const unreadable: string[] = [];
  for (const { id: messageId, parent, role } of file.statements.heads.iterate(id)) {
    const head = isRole(role) ? toHead(String(messageId), parent, role) : headInBody(file, id, String(messageId));
    if (head) heads.push(head);
    else unreadable.push(String(messageId));
  }
  const tree = toTree(heads);
  const leaf = tree.find((head) => head.id === row["leaf"])?.id ?? tree.at(-1)?.id;
  const draft = file.statements.draft.get(id, window);
  return {
    conversation: {
      id,
      title: parseString(row["title"]),
      heads: tree,
      ...(leaf !== undefined && { leaf }),
      back: parseStrings(row["back"]),
      draft: parseDraft(draft?.["body"]),
      queue: parseQueue(row["queue"]),
    },
    workspace: parseString(row["workspace"]),
    adopted:
      draft && draft["window"] !== window
        ? { window: String(draft["window"]), body: String(draft["body"]) }
        : undefined,
    unreadable,
  };
}

const isRole = (role: unknown): role is MessageHead["role"] => role === "user" || role === "assistant";

function toHead(id: string, parent: unknown, role: MessageHead["role"]): MessageHead {
  return { id, ...(typeof parent === "string" && { parent }), role };
}

/** Rows of version 1, and of other programs, have their place in the tree only in the body. */
function headInBody(file: HistoryFile, conversation: string, id: string): MessageHead | undefined {
  const message = readMessage(file, conversation, id)?.message;
  return message && toHead(id, message.parent, message.role);
}

/** Without a message if there is such a row, but nothing to be made of it. */
export function readMessage(
  { statements }: HistoryFile,
  conversation: string,
  id: string,
): { readonly message?: StoredMessage; readonly unknownParts: number } | undefined {
  const row = statements.body.get(conversation, id);
  if (!row) return undefined;
  const parsed = parseMessage(row["body"]);
  // The row's id is what everything else calls it by.
  return parsed ? { ...parsed, message: { ...parsed.message, id } } : { unknownParts: 1 };
}

/** Undefined also for one that the disk has damaged: the service would refuse every question behind it. */
export function readImage({ statements }: HistoryFile, hash: string): StoredImage | undefined {
  const { type, data } = statements.image.get(hash) ?? {};
  const mediaType = imageTypes.find((known) => known === type);
  return mediaType && data instanceof Uint8Array && imageHash(data) === hash ? { hash, mediaType, data } : undefined;
}

/** A line of the list, and its place in the order of writing, which a clock that goes back does not change. */
export interface ListedConversation {
  readonly summary: ConversationSummary;
  readonly last: number;
}

export interface Filter {
  /** As given to `create`, see `isOfWorkspace`; without it, those of all workspaces. */
  readonly workspace?: string;
  readonly archived: boolean;
  readonly limit: number;
}

export function readSummaries(
  { statements }: HistoryFile,
  { workspace, archived, limit }: Filter,
): { readonly rows: readonly ListedConversation[]; readonly total: number } {
  const which = { ...workspaceParameters(workspace), archived: Number(archived) };
  const rows = statements.summaries.all({ ...which, limit: Number.isFinite(limit) ? limit : -1 });
  return { rows: rows.map(toListed), total: Number(statements.total.get(which)?.["total"]) };
}

/** Conversations with nothing but a draft, the newest first: they are in no list of what was said. */
export function readDrafted(
  { statements }: HistoryFile,
  { workspace, archived, limit }: Filter,
): readonly { readonly summary: ConversationSummary; readonly draft: Draft }[] {
  const which = { ...workspaceParameters(workspace), archived: Number(archived) };
  return statements.drafted
    .all({ ...which, limit: Number.isFinite(limit) ? limit : -1 })
    .map((row) => ({ summary: toListed(row).summary, draft: parseDraft(row["body"]) }));
}

export function readSummary({ statements }: HistoryFile, id: string): ListedConversation | undefined {
  const row = statements.summary.get(id);
  return row && toListed(row);
}

function toListed(row: Readonly<Record<string, unknown>>): ListedConversation {
  const summary = {
    id: String(row["id"]),
    title: parseString(row["title"]),
    updatedAt: Number(row["updated"]),
    workspace: parseString(row["workspace"]),
    messages: Number(row["messages"]),
    pinned: row["pinned"] !== 0,
    archived: row["archived"] !== 0,
    removed: row["removed"] !== 0,
  };
  return { summary, last: Number(row["last"]) };
}
