// The index on disk: `search.sqlite` beside the history. Nothing in it is of value: what is damaged, of another version or of another
// history is deleted and made anew.
import { chmodSync, closeSync, openSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { INDEX_NAME } from "./result.ts";
import { type Term, toMatch } from "./terms.ts";
import { indexedText } from "./tokens.ts";

export interface IndexFile {
  /** How far it has come. */
  readonly state: IndexState;
  /** Runs `action` in a transaction and keeps the state that it returns. Another window's may come between two, but not into one. */
  write(action: (state: IndexState) => IndexState): void;
  /** Only inside of `write`. Without a text, the row is taken out. */
  put(seq: number, text: string | undefined): void;
  /** Rows that have the terms, newest first. */
  candidates(terms: readonly Term[]): Iterable<number>;
  /** Messages that were still being written when they were indexed, with the revision that the index has. */
  readonly unsettled: UnsettledRows;
  /** Rewrites a piece of what still has words of deleted messages in it. False when there was nothing to do. */
  tidy(): boolean;
  isCurrent(): boolean;
  close(): void;
}

export interface IndexState {
  /** The last revision of the history that is in the index. */
  readonly revision: number;
  /** When the index began there were messages: those before this row are still to come, the newest first. */
  readonly below: number;
  /** Where `below` began. */
  readonly first: number;
}

export interface UnsettledRows {
  /** Not indexed yet. */
  add(seq: number): void;
  all(): readonly { readonly seq: number; readonly revision: number }[];
  set(seq: number, revision: number): void;
  delete(seq: number): void;
}

/** "AsQs", in the file's header. */
const APPLICATION_ID = 0x41735173;
/** Of the tables and of the rules by which texts become words: whoever changes one of them counts this up. */
const VERSION = 1;

/**
 * So many messages to one table. A common word is looked up in the newest table first, and mostly that is all: looking it up in one
 * table of 100,000 messages takes up to half a second. And what is deleted can be wiped out by rewriting one table of many.
 */
const ROWS_A_TABLE = 8192;

/** A tenth of a second. */
const PAGES_A_STEP = 250;

/** Throws if there can be none: the disk is full or read-only, or this SQLite knows no full-text search. */
export function openIndexFile(folder: string, historyId: string): IndexFile {
  const file = join(folder, INDEX_NAME);
  try {
    const opened = open(file, historyId);
    if (opened) return opened;
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  deleteIndexFile(folder);
  const made = open(file, historyId);
  if (!made) throw new Error("Another window has made an index for another history at this moment.");
  return made;
}

export function deleteIndexFile(folder: string): void {
  for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(join(folder, INDEX_NAME + end), { force: true });
}

/** What only a new file can mend. */
export function isDamage(error: unknown): boolean {
  const primary = Number(Object(error).errcode) & 0xff;
  return primary === CORRUPT || primary === NOT_A_DATABASE || Object(error).errcode === IOERR_SHORT_READ;
}

/** Of SQLite or the file system; anything else is a bug of ours, not to be lived with in silence. */
export function isOfDisk(error: unknown): boolean {
  const { code, errcode } = Object(error) as { readonly code?: unknown; readonly errcode?: unknown };
  return typeof errcode === "number" || (typeof code === "string" && /^E[A-Z]+$/.test(code));
}

/** Another window is writing. */
export function isBusy(error: unknown): boolean {
  const primary = Number(Object(error).errcode) & 0xff;
  return primary === BUSY || primary === LOCKED;
}

const BUSY = 5;
const LOCKED = 6;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;
const IOERR_SHORT_READ = 522;

/** Undefined if it is there but not ours. */
function open(file: string, historyId: string): IndexFile | undefined {
  // SQLite gives the files beside it the rights of this one.
  closeSync(openSync(file, "a", 0o600));
  if (process.platform !== "win32") chmodSync(file, 0o600);
  const inode = inodeOf(file);
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const database = new DatabaseSync(file);
  try {
    database.exec(
      "PRAGMA busy_timeout = 200; PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
    );
    database.exec(
      "PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 4194304; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY",
    );
    const isEmpty = Number(pragma(database, "application_id")) === 0 && isWithoutTables(database);
    if (isEmpty) create(database, historyId);
    const isOurs =
      pragma(database, "application_id") === APPLICATION_ID && pragma(database, "user_version") === VERSION;
    if (isOurs && database.prepare("SELECT history FROM state").get()?.["history"] === historyId)
      return indexFile(database, () => inodeOf(file) === inode);
  } catch (error) {
    database.close();
    throw error;
  }
  database.close();
  return undefined;
}

function create(database: DatabaseSync, historyId: string): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    // Two windows may make it at once; the second finds it done.
    if (isWithoutTables(database)) {
      database.exec(
        `CREATE TABLE state (history TEXT NOT NULL, revision INTEGER NOT NULL, below INTEGER NOT NULL, first INTEGER NOT NULL);
         CREATE TABLE unsettled (seq INTEGER PRIMARY KEY, revision INTEGER NOT NULL);
         CREATE TABLE untidy (number INTEGER PRIMARY KEY);
         ${makeTable(0)};
         PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${VERSION}`,
      );
      database.prepare("INSERT INTO state VALUES (?, -1, 0, 0)").run(historyId);
    }
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

// The text itself is not kept once more ("contentless"). The tokenizer only has to part our words at the spaces.
const makeTable = (number: number): string =>
  `CREATE VIRTUAL TABLE IF NOT EXISTS words_${number} USING fts5(words, content = '', contentless_delete = 1, tokenize = 'ascii');
   INSERT INTO words_${number} (words_${number}, rank) VALUES ('hashsize', 8388608);
   INSERT INTO words_${number} (words_${number}, rank) VALUES ('automerge', 8)`;

function indexFile(database: DatabaseSync, isCurrent: () => boolean): IndexFile {
  const prepare = (sql: string) => database.prepare(sql);
  const readState = prepare("SELECT revision, below, first FROM state");
  const writeState = prepare("UPDATE state SET revision = $revision, below = $below, first = $first");
  const allUnsettled = prepare("SELECT seq, revision FROM unsettled");
  const addUnsettled = prepare("INSERT OR IGNORE INTO unsettled VALUES (?, -1)");
  const setUnsettled = prepare("INSERT OR REPLACE INTO unsettled VALUES (?, ?)");
  const deleteUnsettled = prepare("DELETE FROM unsettled WHERE seq = ?");
  const tableNumbers = prepare(
    "SELECT name FROM sqlite_master WHERE name GLOB 'words_*' AND sql LIKE 'CREATE VIRTUAL%'",
  );
  const noteUntidy = prepare("INSERT OR IGNORE INTO untidy VALUES (?)");
  const firstUntidy = prepare("SELECT number FROM untidy LIMIT 1");
  const noteTidy = prepare("DELETE FROM untidy WHERE number = ?");
  const totalChanges = prepare("SELECT total_changes() AS value");
  const changes = () => Number(totalChanges.get()?.["value"]);
  const tables = new Map<number, ReturnType<typeof statements>>();

  function statements(number: number) {
    const name = `words_${number}`;
    return {
      insert: prepare(`INSERT OR REPLACE INTO ${name} (rowid, words) VALUES (?, ?)`),
      delete: prepare(`DELETE FROM ${name} WHERE rowid = ?`),
      match: prepare(`SELECT rowid FROM ${name} WHERE ${name} MATCH ? ORDER BY rowid DESC`),
      merge: prepare(`INSERT INTO ${name} (${name}, rank) VALUES ('merge', ?)`),
    };
  }

  function table(number: number): ReturnType<typeof statements> {
    const known = tables.get(number);
    if (known) return known;
    const made = statements(number);
    tables.set(number, made);
    return made;
  }

  const numbers = () => tableNumbers.all().map((row) => Number(String(row["name"]).slice("words_".length)));

  function transaction(action: () => void): void {
    database.exec("BEGIN IMMEDIATE");
    try {
      action();
      database.exec("COMMIT");
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }

  const state = (): IndexState => {
    const row = readState.get() ?? {};
    return { revision: Number(row["revision"]), below: Number(row["below"]), first: Number(row["first"]) };
  };

  return {
    get state() {
      return state();
    },
    write: (action) =>
      transaction(() => {
        const { revision, below, first } = action(state());
        writeState.run({ revision, below, first });
      }),
    put(seq, text) {
      const number = Math.floor(seq / ROWS_A_TABLE);
      if (!tables.has(number) && !numbers().includes(number)) database.exec(makeTable(number));
      const into = table(number);
      if (text === undefined) {
        if (into.delete.run(seq).changes !== 0) noteUntidy.run(number);
      } else into.insert.run(seq, indexedText(text));
    },
    *candidates(terms) {
      const match = toMatch(terms);
      for (const number of numbers().sort((a, b) => b - a)) {
        for (const row of table(number).match.iterate(match)) yield Number(row["rowid"]);
      }
    },
    unsettled: {
      add: (seq) => void addUnsettled.run(seq),
      all: () => allUnsettled.all().map((row) => ({ seq: Number(row["seq"]), revision: Number(row["revision"]) })),
      set: (seq, revision) => void setUnsettled.run(seq, revision),
      delete: (seq) => void deleteUnsettled.run(seq),
    },
    tidy() {
      const untidy = firstUntidy.get();
      if (!untidy) return false;
      const number = Number(untidy["number"]);
      transaction(() => {
        const before = changes();
        table(number).merge.run(-PAGES_A_STEP);
        // FTS5's own sign that there was nothing left to merge.
        if (changes() - before < 2) noteTidy.run(number);
      });
      // The log still has the pages as they were.
      if (!firstUntidy.get()) database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      return true;
    },
    isCurrent,
    close: () => database.close(),
  };
}

const pragma = (database: DatabaseSync, name: string): unknown => database.prepare(`PRAGMA ${name}`).get()?.[name];

const isWithoutTables = (database: DatabaseSync): boolean =>
  database.prepare("SELECT count(*) AS count FROM sqlite_master").get()?.["count"] === 0;

function inodeOf(file: string): bigint | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;
}
