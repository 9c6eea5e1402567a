// The history, seen from the search: read only, by a connection of its own.
import { statSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { FILE_NAME } from "../history/file.ts";
import { parseMessage, parseString } from "../history/rows.ts";
import { userVersion, VERSION } from "../history/schema.ts";
import type { StoredMessage } from "../message.ts";
import { fold, withoutJoiners } from "./tokens.ts";

export interface Source {
  /** False when there is another file under the name by now. */
  isCurrent(): boolean;
  /** Tells this history from another one. */
  readonly id: string;
  readonly lastRevision: () => number;
  readonly lastSeq: () => number;
  /** What was written after `revision`, in that order. */
  changes(revision: number): Iterable<Change>;
  /** Newest first. */
  messagesBefore(seq: number): Iterable<SourceMessage>;
  seqsBefore(seq: number): Iterable<number>;
  message(seq: number): SourceMessage | undefined;
  revisionOf(seq: number): number;
  conversationOf(seq: number): string | undefined;
  /** All that are not removed. Kept in memory until something is written: reading 10,000 takes a while. */
  conversations(): ReadonlyMap<string, SourceConversation>;
  seqsOf(conversation: string): Iterable<number>;
  close(): void;
}

export interface SourceConversation {
  readonly title: string;
  /** As the words of the index are, to see at a glance which titles can not match. */
  readonly bareTitle: string;
  readonly workspace: string;
  readonly isArchived: boolean;
  /** The row of its last message. */
  readonly last: number;
  readonly messages: number;
}

export interface SourceMessage {
  readonly seq: number;
  readonly conversation: string;
  readonly id: string;
  readonly at: number;
  readonly body: unknown;
}

export interface Change {
  readonly seq: number;
  readonly revision: number;
  /** Undefined when the message was deleted. */
  readonly body: unknown;
}

/** Undefined while there is no history, or none that this version reads. */
export function openSource(folder: string): Source | undefined {
  const file = join(folder, FILE_NAME);
  const inode = inodeOf(file);
  if (inode === undefined) return undefined;
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    database.exec("PRAGMA busy_timeout = 2000; PRAGMA cache_size = -8000");
    // A file of the version before is brought up to date by the history as soon as it is opened.
    if (userVersion(database) === VERSION) return reader(database, () => inodeOf(file) === inode);
  } catch (error) {
    database.close();
    throw error;
  }
  database.close();
  return undefined;
}

/** What somebody could look for: the text of the message and the code that was given with it, not what the model thought on its way. */
export function searchableText(body: unknown): { message: StoredMessage; text: string } | undefined {
  const message = parseMessage(body)?.message;
  if (!message) return undefined;
  const texts = message.parts.flatMap((part) => {
    if (part.type === "thinking") return [];
    if (part.type === "text") return [part.text];
    if (part.kind === "code") return [`${part.path}\n${part.code}`];
    return [part.kind === "text" ? `${part.title}\n${part.text}` : part.label];
  });
  return { message, text: texts.join("\n\n").normalize("NFC") };
}

function reader(database: DatabaseSync, isCurrent: () => boolean): Source {
  const prepare = (sql: string) => database.prepare(sql);
  const lastRevision = prepare("SELECT max(revision) AS value FROM changes");
  const lastSeq = prepare("SELECT max(seq) AS value FROM messages");
  const changes = prepare(
    `SELECT changes.seq, revision, body FROM changes LEFT JOIN messages ON messages.seq = changes.seq
     WHERE revision > ? ORDER BY revision`,
  );
  const before = prepare("SELECT seq, conversation, id, at, body FROM messages WHERE seq < ? ORDER BY seq DESC");
  const seqsBefore = prepare("SELECT seq FROM messages WHERE seq < ? ORDER BY seq DESC");
  const message = prepare("SELECT seq, conversation, id, at, body FROM messages WHERE seq = ?");
  const revision = prepare("SELECT revision AS value FROM changes WHERE seq = ?");
  const conversation = prepare("SELECT conversation AS value FROM messages WHERE seq = ?");
  const seqs = prepare("SELECT seq FROM messages WHERE conversation = ?");
  const conversations = prepare(
    "SELECT id, title, workspace, archived, last, messages FROM conversations WHERE removed = 0 AND messages > 0",
  );
  const dataVersion = prepare("PRAGMA data_version");
  let known: ReadonlyMap<string, SourceConversation> = new Map();
  let knownVersion: unknown;
  return {
    isCurrent,
    id: String(prepare("SELECT id FROM about").get()?.["id"]),
    lastRevision: () => Number(lastRevision.get()?.["value"] ?? 0),
    lastSeq: () => Number(lastSeq.get()?.["value"] ?? 0),
    *changes(after) {
      for (const row of changes.iterate(after)) {
        yield { seq: Number(row["seq"]), revision: Number(row["revision"]), body: row["body"] ?? undefined };
      }
    },
    *messagesBefore(seq) {
      for (const row of before.iterate(seq)) yield toMessage(row);
    },
    *seqsBefore(seq) {
      for (const row of seqsBefore.iterate(seq)) yield Number(row["seq"]);
    },
    message(seq) {
      const row = message.get(seq);
      return row && toMessage(row);
    },
    revisionOf: (seq) => Number(revision.get(seq)?.["value"] ?? 0),
    conversationOf(seq) {
      const value = conversation.get(seq)?.["value"];
      return typeof value === "string" ? value : undefined;
    },
    conversations() {
      const version = dataVersion.get()?.["data_version"];
      if (version !== knownVersion)
        known = new Map(conversations.all().map((row) => [String(row["id"]), toConversation(row)]));
      knownVersion = version;
      return known;
    },
    *seqsOf(id) {
      for (const row of seqs.iterate(id)) yield Number(row["seq"]);
    },
    close: () => database.close(),
  };
}

function toConversation(row: Readonly<Record<string, unknown>>): SourceConversation {
  const title = parseString(row["title"]).normalize("NFC");
  return {
    title,
    bareTitle: withoutJoiners(fold(title)),
    workspace: parseString(row["workspace"]),
    isArchived: row["archived"] !== 0,
    last: Number(row["last"]),
    messages: Number(row["messages"]),
  };
}

function toMessage(row: Readonly<Record<string, unknown>>): SourceMessage {
  return {
    seq: Number(row["seq"]),
    conversation: String(row["conversation"]),
    id: String(row["id"]),
    at: Number(row["at"]),
    body: row["body"],
  };
}

function inodeOf(file: string): bigint | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;
}
