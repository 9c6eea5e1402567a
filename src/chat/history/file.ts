// The history's file on disk: where it lies, how it comes into being, and how it is opened.
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { isLogDamaged } from "./log.ts";
import { syncLog } from "./logSync.ts";
import { keepCopy, removeOldCopies } from "./oldCopy.ts";
import { APPLICATION_ID, configure, migrate, PAGE_SIZE, PATIENCE_MS, userVersion, VERSION } from "./schema.ts";
import { prepareStatements, type Statements } from "./statements.ts";
import { HistoryError, readOnlyTrouble } from "./trouble.ts";

export interface HistoryFile {
  readonly database: DatabaseSync;
  readonly statements: Statements;
  readonly isReadOnly: boolean;
  /** False when another window has put this file aside and begun a new one: what we write here would be lost. */
  isCurrent(): boolean;
  /** A later version may change the tables under a window that is still open. */
  isNewer(): boolean;
  /** How long a write waits for another window's. */
  setPatience(milliseconds: number): void;
  /** Messages that were written through this connection, by conversation. One that is not there any more was deleted since. */
  readonly written: Map<string, Set<string>>;
  /** Something was committed: it is brought to the disk, without being waited for. */
  committed(): void;
  close(): void;
}

export const FILE_NAME = "history.sqlite";

/** Opens the file, makes it if there is none. Throws what `troubleOf` understands. `syncFailed` hears of a disk that refuses later. */
export function openHistoryFile(folder: string, syncFailed: (error: Error) => void = () => {}): HistoryFile {
  prepareFolder(folder);
  const file = join(folder, FILE_NAME);
  if (isMissing(file)) create(folder, file);
  const version = checkHeader(file);
  if (isLogDamaged(`${file}-wal`, PAGE_SIZE)) throw new HistoryError({ kind: "damaged" });
  const inode = inodeOf(file);
  if (version < VERSION && isWritable(file)) keepCopyOf(folder, file);
  const { database, isReadOnly } = open(file);
  try {
    if (isReadOnly) {
      if (userVersion(database) > VERSION) throw new HistoryError({ kind: "newer" });
      if (userVersion(database) < VERSION) throw new HistoryError(readOnlyTrouble(folder));
    } else {
      configure(database);
      if (userVersion(database) > VERSION) throw new HistoryError({ kind: "newer" });
      migrate(database);
      removeOldCopies(folder);
    }
    const statements = prepareStatements(database);
    touch(database);
    const sync = syncLog(`${file}-wal`, syncFailed);
    return {
      database,
      statements,
      isReadOnly,
      isCurrent: () => inodeOf(file) === inode,
      isNewer: () => Number(statements.userVersion.get()?.["user_version"]) > VERSION,
      setPatience: (milliseconds) => database.exec(`PRAGMA busy_timeout = ${milliseconds}`),
      written: new Map(),
      committed: sync.soon,
      close() {
        try {
          sync.finish();
        } finally {
          database.close();
        }
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

function keepCopyOf(folder: string, file: string): void {
  const database = sqlite(file);
  try {
    database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
    keepCopy(folder, file, database);
  } finally {
    database.close(); // Ends its transaction, which wrote nothing.
  }
}

function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stat = lstatSync(folder);
  // A link could lead the history to a place that others read.
  if (!stat.isDirectory())
    throw new HistoryError({
      kind: "notSaved",
      reason: "other",
      detail: "The folder for the history is a file or a link.",
    });
  if (process.platform !== "win32" && (stat.mode & 0o077) !== 0) {
    try {
      chmodSync(folder, 0o700);
    } catch {
      // A folder of another owner, or a read-only disk: the files themselves are 0600.
    }
  }
}

// The new file is made under another name and appears complete: a file of 0 bytes is then always a damaged one, and of two windows
// that start at once one makes it and the other opens it.
function create(folder: string, file: string): void {
  removeLeftovers(folder);
  const draft = join(folder, `history.new-${process.pid}-${Date.now().toString(36)}.sqlite`);
  closeSync(openSync(draft, "wx", 0o600));
  try {
    const database = sqlite(draft);
    try {
      database.exec(`PRAGMA page_size = ${PAGE_SIZE}`);
      configure(database);
      migrate(database);
      // Closing does this as well, but says nothing when the disk is full: then a file without its tables would get the name.
      database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } finally {
      database.close();
    }
    place(draft, file);
    syncFolder(folder);
  } finally {
    rmSync(draft, { force: true });
    for (const end of ["-wal", "-shm", "-journal"]) rmSync(draft + end, { force: true });
  }
}

/** Gives `draft` its name unless there is one of that name by now. */
function place(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isMissing(file)) return;
    // exFAT and some network disks have no hard links.
    if (Object(error).code === "ENOSPC") throw error;
    renameSync(draft, file);
  }
}

const LEFTOVER_AGE_MS = 60_000;

/** Drafts of a window that was killed while it made the file; they never held a message. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith("history.new-")) continue;
    const path = join(folder, name);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Math.abs(Date.now() - mtimeMs) > LEFTOVER_AGE_MS) rmSync(path, { force: true });
  }
}

// Read without SQLite, which would make files beside it: the file of a later version is not touched at all.
function checkHeader(file: string): number {
  const header = Buffer.alloc(100);
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);
  const descriptor = openSync(file, flags);
  let length: number;
  try {
    length = readSync(descriptor, header, 0, header.length, 0);
  } finally {
    closeSync(descriptor);
  }
  const isSqlite = length === header.length && header.toString("latin1", 0, 16) === "SQLite format 3\0";
  if (!isSqlite || header.readUInt32BE(68) !== APPLICATION_ID) throw new HistoryError({ kind: "damaged" });
  const version = header.readUInt32BE(60);
  if (version > VERSION) throw new HistoryError({ kind: "newer" });
  return version;
}

function open(file: string): { database: DatabaseSync; isReadOnly: boolean } {
  let database: DatabaseSync | undefined;
  if (!isWritable(file)) return { database: openReadOnly(file), isReadOnly: true };
  try {
    database = sqlite(file);
    database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
    database.prepare("PRAGMA user_version").get();
    return { database, isReadOnly: false };
  } catch (error) {
    database?.close();
    const primary = Number(Object(error).errcode) & 0xff;
    if (primary !== READ_ONLY && primary !== CANNOT_OPEN) throw error;
    return { database: openReadOnly(file), isReadOnly: true };
  }
}

function isWritable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    accessSync(dirname(file), constants.W_OK); // SQLite makes its log beside the file.
    return true;
  } catch {
    return false; // The write that is tried next says why.
  }
}

const READ_ONLY = 8;
const CANNOT_OPEN = 14;

/** What is there can still be read. Where not even a lock file can be made, nobody else can write either: "immutable" needs none. */
function openReadOnly(file: string): DatabaseSync {
  const address = pathToFileURL(file);
  for (const query of ["?mode=ro", "?mode=ro&immutable=1"]) {
    address.search = query;
    const database = sqlite(address, true);
    try {
      userVersion(database);
      return database;
    } catch {
      database.close();
    }
  }
  throw new HistoryError({ kind: "notSaved", reason: "denied", detail: "The history can not be opened." });
}

/** A look at both ends of each table: finds most damage in microseconds, where a full check would read every page. */
function touch(database: DatabaseSync): void {
  for (const sql of [
    "SELECT id, title, back, queue FROM conversations ORDER BY rowid DESC LIMIT 1",
    "SELECT id, title, back, queue FROM conversations ORDER BY id LIMIT 1",
    "SELECT last FROM conversations WHERE messages > 0 AND removed = 0 ORDER BY archived <> 0, pinned <> 0, last LIMIT 1",
    "SELECT length(body) FROM messages ORDER BY seq DESC LIMIT 1",
    "SELECT length(body) FROM messages ORDER BY seq LIMIT 1",
    "SELECT conversation FROM messages ORDER BY conversation DESC LIMIT 1",
    "SELECT conversation FROM open LIMIT 1",
    "SELECT body FROM drafts LIMIT 1",
  ]) {
    database.prepare(sql).get();
  }
}

function sqlite(location: string | URL, readOnly = false): DatabaseSync {
  // Not imported at the top: a window that never opens the panel does not pay for it.
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  return new DatabaseSync(location, { readOnly });
}

function isMissing(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) === undefined;
}

/** Which file a name stands for; undefined if there is none. */
export function inodeOf(file: string): bigint | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;
}

/** A new name in a folder survives a power cut only once the folder itself is synced. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return; // Folders can not be opened there, and NTFS logs its names.
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
