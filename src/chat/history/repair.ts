// A damaged history: the file is put aside and kept, and every row that can still be read goes into the new one.
import { copyFileSync, lstatSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { FILE_NAME, type HistoryFile, inodeOf, syncFolder } from "./file.ts";
import { type Cell, rowsOfPages } from "./pages.ts";
import { PAGE_SIZE } from "./schema.ts";

export interface Repaired {
  readonly keptAs: string;
  readonly recovered: number;
}

const SALVAGING = "history.salvaging-";
const DAMAGED = "history.damaged-";
const END = ".sqlite";

/**
 * Gives the damaged file a name under which `salvageAll` finds it, also after a crash in between. `close` closes our own connection:
 * the log is copied before, for SQLite would tidy it away. The log goes first: left alone beside a new file it would be read into it.
 */
export function putAside(
  folder: string,
  damagedInode: bigint | undefined,
  close: () => void,
  rename: typeof renameSync = renameSync,
): void {
  const file = join(folder, FILE_NAME);
  if (inodeOf(file) !== damagedInode) return close(); // Another window has begun a new one already.
  const aside = join(folder, `${SALVAGING}${timestamp(folder)}${END}`);
  if (exists(`${file}-wal`)) copyFileSync(`${file}-wal`, `${aside}-wal`);
  close();
  for (const end of ["-wal", "", "-shm"]) {
    // What was copied is renamed over its copy: the two are the same, or the copy has the more of it.
    if (end === "-wal" && !exists(`${file}-wal`)) continue;
    if (exists(file + end)) renamePatiently(file + end, aside + end, rename);
  }
  syncFolder(folder);
}

/** Takes over what lies under a name that says "not yet salvaged". Doing it twice, or in two windows at once, does no harm. */
export function salvageAll(folder: string, history: HistoryFile): Repaired[] {
  const names = readdirSync(folder).filter((name) => name.startsWith(SALVAGING));
  const files = new Set(names.map((name) => name.slice(0, name.lastIndexOf(END) + END.length)));
  return [...files].flatMap((name) => {
    const recovered = salvage(join(folder, name), history);
    // Written into a file that another window puts aside at this moment: whoever opens the next one does it again.
    if (!history.isCurrent()) return [];
    const keptAs = DAMAGED + name.slice(SALVAGING.length);
    for (const end of ["-wal", "-shm", ""]) {
      if (exists(join(folder, name + end))) renamePatiently(join(folder, name + end), join(folder, keptAs + end));
    }
    return { keptAs, recovered };
  });
}

// Rows are gathered in a temporary table first: pages lie in no order, and a broken log may hold a message at several ages, of
// which the longest is the last, since an answer only grows.
function salvage(file: string, { database }: HistoryFile): number {
  database.exec(`
    PRAGMA cache_size = -65536;
    DROP TABLE IF EXISTS temp.found; DROP TABLE IF EXISTS temp.heads; DROP TABLE IF EXISTS temp.opened;
    CREATE TEMP TABLE found (seq INTEGER, conversation TEXT, id TEXT, at INTEGER, body TEXT, PRIMARY KEY (conversation, id));
    CREATE TEMP TABLE heads (id TEXT PRIMARY KEY, workspace TEXT, title TEXT, leaf TEXT, draft TEXT, queue TEXT);
    CREATE TEMP TABLE opened (workspace TEXT PRIMARY KEY, conversation TEXT);
    BEGIN IMMEDIATE`);
  try {
    const message = database.prepare(
      `INSERT INTO found VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body, at = excluded.at
       WHERE length(excluded.body) > length(body)`,
    );
    const head = database.prepare("INSERT OR REPLACE INTO heads VALUES (?, ?, ?, ?, ?, ?)");
    const opened = database.prepare("INSERT OR REPLACE INTO opened VALUES (?, ?)");
    for (const { rowid, cells } of rowsOfPages(file, PAGE_SIZE)) {
      const [a, b, c, d, e, f] = cells;
      if (isMessage(cells)) message.run(rowid, text(b), text(c), Number(d), text(e));
      else if (isHead(cells)) head.run(text(a), text(b), text(c), typeof d === "string" ? d : null, text(e), text(f));
      else if (cells.length === 2 && isJson(a) && typeof b === "string") opened.run(text(a), b);
    }
    const before = countMessages();
    database.exec(`
      INSERT INTO conversations (id, workspace, title, leaf, draft, queue) SELECT * FROM heads WHERE true ON CONFLICT DO NOTHING;
      INSERT INTO conversations (id, workspace) SELECT DISTINCT conversation, '""' FROM found WHERE true ON CONFLICT DO NOTHING;
      INSERT INTO messages (conversation, id, at, body) SELECT conversation, id, at, body FROM found WHERE true ORDER BY seq
        ON CONFLICT DO NOTHING;
      INSERT INTO open (workspace, conversation) SELECT * FROM opened WHERE true ON CONFLICT DO NOTHING;`);
    const recovered = countMessages() - before;
    database.exec(
      "COMMIT; DROP TABLE temp.found; DROP TABLE temp.heads; DROP TABLE temp.opened; PRAGMA cache_size = -2000",
    );
    return recovered;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }

  function countMessages(): number {
    return Number(database.prepare("SELECT count(*) AS n FROM messages").get()?.["n"]);
  }
}

// Rows carry no table's name. Ours are told apart by their shape; a later version that adds columns adds them at the end.
function isMessage(cells: readonly Cell[]): boolean {
  const [seq, conversation, id, at, body] = cells;
  return (
    seq === null && typeof conversation === "string" && typeof id === "string" && typeof at === "number" && isJson(body)
  );
}

function isHead(cells: readonly Cell[]): boolean {
  const [id, workspace, title, , draft, queue] = cells;
  return typeof id === "string" && [workspace, title, draft, queue].every(isJson);
}

function isJson(cell: Cell | undefined): boolean {
  if (typeof cell !== "string") return false;
  try {
    JSON.parse(cell);
    return true;
  } catch {
    return false; // Noise that happens to have the shape of a row; the kept file still has it.
  }
}

const text = (cell: Cell | undefined): string => (typeof cell === "string" ? cell : "");

const RENAME_TRIES = 6;

/** Virus scanners on Windows hold a file for some milliseconds after it was written. */
function renamePatiently(from: string, to: string, rename: typeof renameSync = renameSync): void {
  for (let attempt = 1; ; attempt++) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      const { code } = Object(error) as { readonly code?: unknown };
      if (code === "ENOENT") return; // Another window was quicker.
      if (attempt === RENAME_TRIES || (code !== "EPERM" && code !== "EBUSY" && code !== "EACCES")) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 * 2 ** attempt);
    }
  }
}

/** "20261122-204503", with a number behind it if that name is taken. */
function timestamp(folder: string): string {
  const now = new Date().toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15);
  const taken = readdirSync(folder);
  for (let count = 1; ; count++) {
    const name = count === 1 ? now : `${now}-${count}`;
    if (!taken.some((other) => other.startsWith(SALVAGING + name) || other.startsWith(DAMAGED + name))) return name;
  }
}

function exists(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
