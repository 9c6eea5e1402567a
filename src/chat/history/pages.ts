// Reads rows straight from the pages of a SQLite file, whatever state the rest of it is in: no header, no schema, no tree is needed.
// The format is https://www.sqlite.org/fileformat2.html, sections 1.5 to 1.6 (pages, records) and 4 (the log).
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { pagesOfLog } from "./log.ts";

export type Cell = string | number | Uint8Array | null;

export interface Row {
  readonly rowid: number;
  readonly cells: readonly Cell[];
}

const TABLE_LEAF = 0x0d;

/** Every row of every table that `file` and its write-ahead log hold. The newest image of a page is read, and only live cells. */
export function* rowsOfPages(file: string, pageSize: number): Generator<Row> {
  const main = openIfThere(file);
  const log = openIfThere(`${file}-wal`);
  try {
    const inLog = log === undefined ? new Map<number, number>() : pagesOfLog(log, pageSize);
    const mainPages = main === undefined ? 0 : Math.floor((fstatSync(main).size + pageSize - 1) / pageSize);
    // No chain of pages is longer than the file: a circle, or a length that is noise, ends there.
    const longest = (mainPages + inLog.size) * pageSize;
    const read = (page: number): Buffer => {
      const offset = inLog.get(page);
      if (offset !== undefined && log !== undefined) return readAt(log, offset, pageSize);
      return main === undefined ? Buffer.alloc(pageSize) : readAt(main, (page - 1) * pageSize, pageSize);
    };
    for (let page = 1; page <= mainPages; page++) yield* rowsOfPage(read(page), page === 1 ? 100 : 0, longest, read);
    for (const page of inLog.keys()) if (page > mainPages) yield* rowsOfPage(read(page), 0, longest, read);
  } finally {
    if (main !== undefined) closeSync(main);
    if (log !== undefined) closeSync(log);
  }
}

type Read = (page: number) => Buffer;

function* rowsOfPage(page: Buffer, start: number, longest: number, read: Read): Generator<Row> {
  if (page[start] !== TABLE_LEAF) return;
  const count = page.readUInt16BE(start + 3);
  if (start + 8 + 2 * count > page.length) return;
  for (let index = 0; index < count; index++) {
    const row = rowAt(page, page.readUInt16BE(start + 8 + 2 * index), longest, read);
    if (row) yield row;
  }
}

function rowAt(page: Buffer, at: number, longest: number, read: Read): Row | undefined {
  const size = varint(page, at);
  const rowid = varint(page, at + size.length);
  const start = at + size.length + rowid.length;
  if (start >= page.length || size.value > longest) return undefined;
  const payload = payloadAt(page, start, size.value, read);
  return payload && { rowid: rowid.value, cells: cellsOf(payload) };
}

/** A row that is too long for its page continues on a chain of others. */
function payloadAt(page: Buffer, start: number, size: number, read: Read): Buffer | undefined {
  const usable = page.length;
  const most = usable - 35;
  if (size <= most) return start + size <= page.length ? page.subarray(start, start + size) : undefined;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((size - least) % (usable - 4));
  const local = fitting <= most ? fitting : least;
  if (start + local + 4 > page.length) return undefined;
  const pieces = [page.subarray(start, start + local)];
  let have = local;
  for (let next = page.readUInt32BE(start + local); have < size; ) {
    if (next === 0) return undefined;
    const overflow = read(next);
    next = overflow.readUInt32BE(0);
    const piece = overflow.subarray(4, 4 + Math.min(usable - 4, size - have));
    pieces.push(piece);
    have += piece.length;
  }
  return Buffer.concat(pieces);
}

function cellsOf(payload: Buffer): Cell[] {
  const header = varint(payload, 0);
  const cells: Cell[] = [];
  let body = header.value;
  for (let at = header.length; at < header.value && at < payload.length; ) {
    const type = varint(payload, at);
    at += type.length;
    const { cell, length } = cellAt(payload, body, type.value);
    cells.push(cell);
    body += length;
  }
  return cells;
}

const INTEGER_LENGTHS = [0, 1, 2, 3, 4, 6, 8];

function cellAt(payload: Buffer, at: number, type: number): { cell: Cell; length: number } {
  if (type >= 13 && type % 2 === 1) {
    const length = (type - 13) / 2;
    return { cell: payload.toString("utf8", at, at + length), length };
  }
  if (type >= 12) {
    const length = (type - 12) / 2;
    return { cell: payload.subarray(at, at + length), length };
  }
  if (type === 8 || type === 9) return { cell: type - 8, length: 0 };
  const length = type === 7 ? 8 : (INTEGER_LENGTHS[type] ?? 0);
  if (length === 0 || at + length > payload.length) return { cell: null, length };
  if (type === 7) return { cell: payload.readDoubleBE(at), length };
  return { cell: length === 8 ? Number(payload.readBigInt64BE(at)) : payload.readIntBE(at, length), length };
}

/** SQLite's integers of one to nine bytes, big end first, seven bits each. */
function varint(bytes: Buffer, at: number): { value: number; length: number } {
  let value = 0;
  for (let length = 1; length <= 8; length++) {
    const byte = bytes[at + length - 1] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, length };
  }
  return { value: value * 256 + (bytes[at + 8] ?? 0), length: 9 };
}

function readAt(descriptor: number, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length); // What lies beyond the end reads as zeros.
  readSync(descriptor, bytes, 0, length, offset);
  return bytes;
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, "r");
  } catch (error) {
    if (Object(error).code === "ENOENT") return undefined;
    throw error;
  }
}
