// Reads every row that a damaged file and its log still hold into temporary tables: pages lie in no order, and a broken log may hold a
// message at several ages, of which the longest is the last, since an answer only grows.
import type { DatabaseSync } from "node:sqlite";
import { imageHash } from "../images/hash.ts";
import { type Cell, type Row, rowsOfPages } from "./pages.ts";
import { PAGE_SIZE } from "./schema.ts";

/** Takes no lock: only tables of this connection are written. `isStopped` is asked often; true if it went to the end. */
export function gather(file: string, database: DatabaseSync, isStopped: () => boolean): boolean {
  database.exec(`
    PRAGMA temp.cache_size = -65536;
    ${dropGathered}
    CREATE TEMP TABLE found (
      seq INTEGER, conversation TEXT, id TEXT, at INTEGER, body TEXT, parent TEXT, role TEXT, PRIMARY KEY (conversation, id)
    );
    CREATE TEMP TABLE heads (
      id TEXT PRIMARY KEY, workspace TEXT, title TEXT, leaf TEXT, queue TEXT, pinned INTEGER, archived INTEGER, removed INTEGER, back TEXT
    );
    CREATE TEMP TABLE drafted (seq INTEGER, conversation TEXT, window TEXT, body TEXT, PRIMARY KEY (conversation, window));
    CREATE TEMP TABLE pictures (hash TEXT PRIMARY KEY, type TEXT, data BLOB);
    CREATE TEMP TABLE opened (workspace TEXT PRIMARY KEY, conversation TEXT);
    BEGIN`);
  const put = putter(database);
  for (const row of rowsOfPages(file, PAGE_SIZE)) {
    if (isStopped()) return false;
    put(row);
  }
  database.exec(`
    CREATE TEMP TABLE in_order AS SELECT rowid AS of, length(body) AS length FROM found ORDER BY seq;
    CREATE TEMP TABLE owners AS SELECT id FROM heads UNION SELECT conversation FROM found;
    COMMIT`);
  return true;
}

export const dropGathered = ["found", "heads", "drafted", "pictures", "opened", "in_order", "owners"]
  .map((table) => `DROP TABLE IF EXISTS temp.${table};`)
  .join(" ");

function putter(database: DatabaseSync): (row: Row) => void {
  const message = database.prepare(
    `INSERT INTO found VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body, at = excluded.at
     WHERE length(excluded.body) > length(body)`,
  );
  const head = database.prepare("INSERT OR REPLACE INTO heads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const draft = database.prepare("INSERT OR REPLACE INTO drafted VALUES (?, ?, ?, ?)");
  const picture = database.prepare("INSERT OR IGNORE INTO pictures VALUES (?, ?, ?)");
  const opened = database.prepare("INSERT OR REPLACE INTO opened VALUES (?, ?)");
  return ({ rowid, cells }) => {
    const [a, b, c, d, e, f] = cells;
    if (isMessage(cells)) {
      message.run(rowid, text(b), text(c), Number(d), text(e).trimEnd(), textOrNull(f), textOrNull(cells[6]));
    } else if (isHead(cells)) {
      const [pinned, archived, removed, back] = cells.slice(9); // Since version 2; of noise nothing is believed.
      const marks = [pinned, archived, removed].map(Number).map((mark) => (Number.isSafeInteger(mark) ? mark : 0));
      head.run(text(a), text(b), text(c), textOrNull(d), text(f), ...marks, isJson(back) ? text(back) : "[]");
      if (e !== '""') draft.run(0, text(a), "", text(e)); // Version 1 had the draft here.
    } else if (isDraft(cells)) draft.run(rowid, text(b), text(c), text(d));
    else if (isImage(cells)) picture.run(...cells);
    else if (cells.length === 2 && isJson(a) && typeof b === "string") opened.run(text(a), b);
  };
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

function isDraft(cells: readonly Cell[]): boolean {
  const [seq, conversation, window, body] = cells;
  return seq === null && typeof conversation === "string" && typeof window === "string" && isJson(body);
}

/** Its hash says whether all of it is there. */
function isImage(cells: readonly Cell[]): cells is readonly [string, string, Uint8Array] {
  const [hash, type, data] = cells;
  if (cells.length !== 3 || typeof hash !== "string" || typeof type !== "string" || !(data instanceof Uint8Array)) {
    return false;
  }
  return imageHash(data) === hash;
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
const textOrNull = (cell: Cell | undefined): string | null => (typeof cell === "string" ? cell : null);
