// The tables of the history, and how they grow from version to version.
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

  // Columns are added at the end, so that rows of both shapes can be told apart when they are read from bare pages (gather.ts).
  // `parent` and `role` repeat what the body says: the tree of a conversation is then read from an index alone, however long its
  // texts are. Rows of version 1 keep NULL there and are read by their body, for filling them in would write the whole file anew.
  // pinned, archived, removed: milliseconds since the epoch, 0 for no.
  // drafts: one row a window, so that no window overwrites what was typed in another.
  // changes: the last revision of each message, deleted ones too. Who keeps an index of the texts asks what is newer than its last.
  // about: tells this file from another one under the same name, whose revisions mean something else.
  `ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE conversations ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE conversations ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE conversations ADD COLUMN back TEXT NOT NULL DEFAULT '[]';
   DROP INDEX conversations_by_last;
   CREATE INDEX conversations_listed ON conversations (archived <> 0, pinned <> 0, last, workspace)
     WHERE messages > 0 AND removed = 0;
   CREATE INDEX conversations_removed ON conversations (removed) WHERE removed <> 0;
   ALTER TABLE messages ADD COLUMN parent TEXT;
   ALTER TABLE messages ADD COLUMN role TEXT;
   DROP INDEX messages_in_order;
   CREATE INDEX messages_tree ON messages (conversation, seq, id, parent, role);
   CREATE TABLE drafts (
     seq INTEGER PRIMARY KEY,
     conversation TEXT NOT NULL,
     window TEXT NOT NULL,
     body TEXT NOT NULL,
     UNIQUE (conversation, window)
   );
   INSERT INTO drafts (conversation, window, body) SELECT id, '', draft FROM conversations WHERE draft <> '""';
   UPDATE conversations SET draft = '""' WHERE draft <> '""';
   CREATE TABLE changes (seq INTEGER PRIMARY KEY, revision INTEGER NOT NULL);
   CREATE INDEX changes_by_revision ON changes (revision);
   INSERT INTO changes SELECT seq, seq FROM messages;
   CREATE TRIGGER message_insert_noted AFTER INSERT ON messages BEGIN ${noteChange("new.seq")} END;
   CREATE TRIGGER message_update_noted AFTER UPDATE OF body ON messages BEGIN ${noteChange("new.seq")} END;
   CREATE TRIGGER message_delete_noted AFTER DELETE ON messages BEGIN ${noteChange("old.seq")} END;
   CREATE TABLE about (id TEXT NOT NULL);
   INSERT INTO about VALUES (lower(hex(randomblob(16))));`,

  // An image is kept once, however often it is referred to. image_uses: who does; "" are the messages of a conversation, "queue"
  // its prompts that wait, and a window's id the draft of that window. With the last use the image goes: in the same transaction,
  // whoever wrote, and also what a repair writes.
  `CREATE TABLE images (hash TEXT NOT NULL PRIMARY KEY, type TEXT NOT NULL, data BLOB NOT NULL);
   CREATE TABLE image_uses (
     hash TEXT NOT NULL, conversation TEXT NOT NULL, owner TEXT NOT NULL, PRIMARY KEY (conversation, owner, hash)
   ) WITHOUT ROWID;
   CREATE INDEX image_uses_by_hash ON image_uses (hash);
   CREATE TRIGGER image_unused AFTER DELETE ON image_uses
     WHEN NOT EXISTS (SELECT 1 FROM image_uses WHERE hash = old.hash) BEGIN
     DELETE FROM images WHERE hash = old.hash;
   END;
   CREATE TRIGGER message_images AFTER INSERT ON messages WHEN ${hasImages("new.body")} BEGIN
     ${useImages("new.conversation", "''", imagesIn("new.body", "$.parts"))};
   END;
   CREATE TRIGGER draft_images AFTER INSERT ON drafts BEGIN
     ${replaceImages("new.conversation", "new.window", "new.body", "$.references")}
   END;
   CREATE TRIGGER draft_images_unused AFTER DELETE ON drafts BEGIN
     DELETE FROM image_uses WHERE conversation = old.conversation AND owner = old.window;
   END;
   CREATE TRIGGER queue_images AFTER UPDATE OF queue ON conversations WHEN new.queue <> old.queue BEGIN
     ${replaceImages("new.id", "'queue'", "new.queue", "$")}
   END;
   CREATE TRIGGER queue_images_inserted AFTER INSERT ON conversations WHEN new.queue <> '[]' BEGIN
     ${replaceImages("new.id", "'queue'", "new.queue", "$")}
   END;`,
];

// Most texts have none: a look at the letters is cheaper than reading the JSON, which may be no JSON if a broken disk wrote it.
function hasImages(json: string): string {
  return `instr(${json}, '"kind":"image"') > 0 AND json_valid(${json})`;
}

/** The prompts of a queue have lists of references in them, so the whole tree below `path` is looked through. */
function imagesIn(json: string, path: string): string {
  return `SELECT DISTINCT json_extract(value, '$.hash') AS hash FROM json_tree(${json}, '${path}')
    WHERE type = 'object' AND json_extract(value, '$.kind') = 'image' AND json_extract(value, '$.hash') IS NOT NULL`;
}

function useImages(conversation: string, owner: string, images: string): string {
  return `INSERT OR IGNORE INTO image_uses (hash, conversation, owner) SELECT hash, ${conversation}, ${owner} FROM (${images})`;
}

/** First what is there now, then what was: an image that stays is never without a use. */
function replaceImages(conversation: string, owner: string, json: string, path: string): string {
  const images = imagesIn(`iif(${hasImages(json)}, ${json}, '[]')`, path);
  return `${useImages(conversation, owner, images)};
    DELETE FROM image_uses WHERE conversation = ${conversation} AND owner = ${owner} AND hash NOT IN (SELECT hash FROM (${images}));`;
}

/** What an index of the texts has to look at again. */
export function noteChange(seq: string): string {
  return `INSERT INTO changes (seq, revision) VALUES (${seq}, (SELECT ifnull(max(revision), 0) + 1 FROM changes))
    ON CONFLICT (seq) DO UPDATE SET revision = excluded.revision;`;
}

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
  // fullfsync: on macOS an ordinary sync stops at the drive's cache. secure_delete overwrites what is deleted: a removed conversation
  // is really gone, and a repair can not bring it back.
  database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON`);
  const mode = database.prepare("PRAGMA journal_mode = WAL").get()?.["journal_mode"];
  // The log is synced right after each commit, but not by SQLite: see logSync.ts. On file systems without shared memory SQLite
  // answers with another mode, which works too, only slower; there it syncs by itself, since without a log even the file's
  // wholeness hangs on that.
  database.exec(`PRAGMA synchronous = ${mode === "wal" ? "NORMAL" : "FULL"}; PRAGMA journal_size_limit = 4194304`);
}

/** Another window's write takes some milliseconds; SQLite blocks the extension host while it waits, so not for long. */
export const PATIENCE_MS = 1000;
/** While it holds the file for long, every change would stop the extension host for the full patience. */
export const PATIENCE_WHEN_BUSY_MS = 50;
/** Then what waits is tried again. */
export const AGAIN_MS = 1000;
