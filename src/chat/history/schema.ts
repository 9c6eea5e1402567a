// The tables of the history, how they grow from version to version, and the statements that read and write them.
// Whatever a person or a model wrote is kept as JSON text: UTF-8 has no lone surrogates, and Node cuts SQLite's text at a NUL; JSON escapes both.
import type { DatabaseSync } from "node:sqlite";
import { HistoryError } from "./trouble.ts";

/** "AsQw", in the file's header: tells our file from any other SQLite file. */
export const APPLICATION_ID = 0x41735177;
export const PAGE_SIZE = 4096;

// One step a version, applied in order, each in one transaction with its number. Never edit a step that has been released: add one.
// The row ids (`seq`) are the order of writing. A clock may go back, they do not.
const migrations: readonly string[] = [
  `CREATE TABLE conversations (
     id TEXT NOT NULL PRIMARY KEY,
     workspace TEXT NOT NULL,
     title TEXT NOT NULL DEFAULT '""',
     leaf TEXT,
     draft TEXT NOT NULL DEFAULT '""',
     queue TEXT NOT NULL DEFAULT '[]',
     messages INTEGER NOT NULL DEFAULT 0,
     last INTEGER NOT NULL DEFAULT 0,
     updated INTEGER NOT NULL DEFAULT 0
   );
   CREATE INDEX conversations_by_last ON conversations (last);
   CREATE TABLE messages (
     seq INTEGER PRIMARY KEY,
     conversation TEXT NOT NULL,
     id TEXT NOT NULL,
     at INTEGER NOT NULL,
     body TEXT NOT NULL,
     UNIQUE (conversation, id)
   );
   CREATE INDEX messages_in_order ON messages (conversation);
   CREATE TRIGGER message_added AFTER INSERT ON messages BEGIN
     UPDATE conversations SET messages = messages + 1, last = new.seq, updated = new.at WHERE id = new.conversation;
   END;
   CREATE TABLE open (
     workspace TEXT NOT NULL PRIMARY KEY,
     conversation TEXT NOT NULL
   );`,
];

export const VERSION = migrations.length;

export function userVersion(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
}

/** Brings the tables up to date; two windows may try at once, the second finds the work done. */
export function migrate(database: DatabaseSync): void {
  if (userVersion(database) === VERSION) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    const from = userVersion(database);
    if (from > VERSION) throw new HistoryError({ kind: "newer" });
    for (const step of migrations.slice(from)) database.exec(step);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${VERSION}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** Settings of a connection, not of the file (except WAL, which stays). */
export function configure(database: DatabaseSync): void {
  // FULL syncs the log at each commit. NORMAL would be quicker, but a power cut could then take back turns that were
  // already shown as saved; at two writes a second the price (measured: some milliseconds) is not felt.
  // fullfsync: on macOS an ordinary sync stops at the drive's cache. secure_delete overwrites what is deleted: a removed conversation is really gone, and a repair can not bring it back.
  database.exec(
    `PRAGMA busy_timeout = ${PATIENCE_MS}; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON`,
  );
  // On file systems without shared memory SQLite answers with another mode, which works too, only slower.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 4194304");
}

/** Another window's write takes some milliseconds; SQLite blocks the extension host while it waits, so not for long. */
export const PATIENCE_MS = 1000;

export type Statements = ReturnType<typeof prepareStatements>;

export function prepareStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    list: prepare(
      "SELECT id, title, workspace, messages, last, updated FROM conversations WHERE messages > 0 ORDER BY last DESC",
    ),
    conversation: prepare("SELECT id, workspace, title, leaf, draft, queue FROM conversations WHERE id = ?"),
    messages: prepare("SELECT seq, id, body FROM messages WHERE conversation = ? ORDER BY seq"),
    open: prepare("SELECT conversation FROM open JOIN conversations ON id = conversation WHERE open.workspace = ?"),
    ensure: prepare("INSERT INTO conversations (id, workspace) VALUES (?, ?) ON CONFLICT DO NOTHING"),
    saveMessage: prepare(
      `INSERT INTO messages (conversation, id, at, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (conversation, id) DO UPDATE SET at = excluded.at, body = excluded.body`,
    ),
    hasMessage: prepare("SELECT 1 FROM messages WHERE conversation = ? AND id = ?"),
    advanceLeaf: prepare("UPDATE conversations SET leaf = ? WHERE id = ? AND leaf IS ?"),
    setLeaf: prepare("UPDATE conversations SET leaf = ? WHERE id = ?"),
    rename: prepare("UPDATE conversations SET title = ? WHERE id = ?"),
    saveDraft: prepare("UPDATE conversations SET draft = ? WHERE id = ?"),
    saveQueue: prepare("UPDATE conversations SET queue = ? WHERE id = ?"),
    removeConversation: prepare("DELETE FROM conversations WHERE id = ?"),
    removeMessages: prepare("DELETE FROM messages WHERE conversation = ?"),
    setOpen: prepare(
      "INSERT INTO open (workspace, conversation) VALUES (?, ?) ON CONFLICT DO UPDATE SET conversation = excluded.conversation",
    ),
  };
}
