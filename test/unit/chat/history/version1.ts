// A history as version 1 of its tables had it, written by hand: that version's code is no longer there.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { message } from "./fixture.ts";

const version1 = `
  PRAGMA page_size = 4096; PRAGMA journal_mode = WAL;
  CREATE TABLE conversations (
    id TEXT NOT NULL PRIMARY KEY, workspace TEXT NOT NULL, title TEXT NOT NULL DEFAULT '""', leaf TEXT,
    draft TEXT NOT NULL DEFAULT '""', queue TEXT NOT NULL DEFAULT '[]',
    messages INTEGER NOT NULL DEFAULT 0, last INTEGER NOT NULL DEFAULT 0, updated INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX conversations_by_last ON conversations (last);
  CREATE TABLE messages (
    seq INTEGER PRIMARY KEY, conversation TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL,
    UNIQUE (conversation, id));
  CREATE INDEX messages_in_order ON messages (conversation);
  CREATE TRIGGER message_added AFTER INSERT ON messages BEGIN
    UPDATE conversations SET messages = messages + 1, last = new.seq, updated = new.at WHERE id = new.conversation;
  END;
  CREATE TABLE open (workspace TEXT NOT NULL PRIMARY KEY, conversation TEXT NOT NULL);
  PRAGMA application_id = 1098076535; PRAGMA user_version = 1; PRAGMA wal_checkpoint(TRUNCATE)`;

export const reference = {
  type: "reference",
  id: "r",
  label: "a.ts",
  path: "a.ts",
  uri: "file:///a.ts",
  startLine: 1,
  endLine: 1,
  language: "ts",
  enclosing: [],
  code: "x",
};

/** As a window of version 1 left it: ten messages, a draft, a queue. Still open. */
export function writeVersion1(folder: string, padding = ""): DatabaseSync {
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "history.sqlite"), "", { mode: 0o600 });
  const database = new DatabaseSync(join(folder, "history.sqlite"));
  database.exec(version1);
  const queue = JSON.stringify([
    { id: "q", text: "next", reference },
    { id: "p", text: "then" },
  ]);
  database
    .prepare(
      `INSERT INTO conversations (id, workspace, title, leaf, draft, queue) VALUES ('c', '"/w"', '"Old"', 'm9', '"half"', ?)`,
    )
    .run(queue);
  const insert = database.prepare("INSERT INTO messages (conversation, id, at, body) VALUES ('c', ?, ?, ?)");
  for (let index = 0; index < 10; index++) {
    const one = message(`m${index}`, index ? `m${index - 1}` : undefined, `old ${index} 汉字${padding}`);
    insert.run(one.id, one.createdAt, JSON.stringify(one));
  }
  database.exec(`INSERT INTO open VALUES ('"/w"', 'c')`);
  return database;
}
