// SQLite's write-ahead log, seen from outside: https://www.sqlite.org/fileformat2.html, section 4.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const LOG_HEADER = 32;
const FRAME_HEADER = 24;
const MOST_CHECKED = 64 * 1024 * 1024;

/**
 * True if turns that were saved lie behind a broken place of the log. SQLite would take the log to end there, say nothing, and write
 * over the rest. The last transaction may well be torn: that is what a power cut leaves. It may leave more, since the log is synced
 * after the commits and not with each (logSync.ts), and a disk may write late things first: then this is true without any damage,
 * and the repair finds the turns behind the tear that SQLite would have dropped.
 */
export function isLogDamaged(file: string, pageSize: number): boolean {
  // Looked at twice: another window may be writing a frame at this very moment.
  return hasCommitsBehindBreak(file, pageSize) && hasCommitsBehindBreak(file, pageSize);
}

/** Where in the log the newest image of each page lies. */
export function pagesOfLog(log: number, pageSize: number): Map<number, number> {
  const newest = new Map<number, number>();
  const header = read(log, 0, LOG_HEADER);
  let salt = isHeaderGood(header, pageSize) ? header.subarray(16, 24) : undefined;
  const frames = Math.floor((fstatSync(log).size - LOG_HEADER) / (FRAME_HEADER + pageSize));
  for (let index = 0; index < frames; index++) {
    const at = LOG_HEADER + index * (FRAME_HEADER + pageSize);
    const frame = read(log, at, FRAME_HEADER);
    const page = frame.readUInt32BE(0);
    if (page === 0 || page > 0x7fffffff) continue;
    // The log is written from its start again and again, and each run has its salt: frames of an earlier one are on their pages
    // already. If the header can not say which run is the last, its first frame can.
    salt ??= frame.subarray(8, 16);
    if (frame.subarray(8, 16).equals(salt)) newest.set(page, at + FRAME_HEADER);
  }
  return newest;
}

function hasCommitsBehindBreak(file: string, pageSize: number): boolean {
  const log = readWhole(file);
  const size = FRAME_HEADER + pageSize;
  const frames = log ? Math.floor((log.length - LOG_HEADER) / size) : 0;
  if (!log || frames <= 0) return false;
  if (!isHeaderGood(log, pageSize)) return true;
  const isLittle = log.readUInt32BE(0) === LITTLE_ENDIAN_SUMS;
  const sum = checksum(log.subarray(0, 24), [0, 0], isLittle);
  let isWhole = true;
  let commitsBehind = 0;
  for (let index = 0; index < frames; index++) {
    const frame = log.subarray(LOG_HEADER + index * size, LOG_HEADER + (index + 1) * size);
    const isOfThisRun = frame.subarray(8, 16).equals(log.subarray(16, 24));
    if (isWhole && isOfThisRun) {
      checksum(frame.subarray(0, 8), sum, isLittle);
      checksum(frame.subarray(FRAME_HEADER), sum, isLittle);
    }
    // Where the frames of an earlier run begin the log ends, as it should; but then none of this run may follow.
    isWhole &&= isOfThisRun && frame.readUInt32BE(16) === sum[0] && frame.readUInt32BE(20) === sum[1];
    if (!isWhole && isOfThisRun && frame.readUInt32BE(4) !== 0) commitsBehind++;
  }
  return commitsBehind > 1;
}

// The machine that began the log chose the order of bytes of its sums.
const LITTLE_ENDIAN_SUMS = 0x377f0682;
const BIG_ENDIAN_SUMS = 0x377f0683;

function isHeaderGood(log: Buffer, pageSize: number): boolean {
  const magic = log.readUInt32BE(0);
  if ((magic !== LITTLE_ENDIAN_SUMS && magic !== BIG_ENDIAN_SUMS) || log.readUInt32BE(8) !== pageSize) return false;
  const [first, second] = checksum(log.subarray(0, 24), [0, 0], magic === LITTLE_ENDIAN_SUMS);
  return log.readUInt32BE(24) === first && log.readUInt32BE(28) === second;
}

/** Adds to `sum` in place. */
function checksum(bytes: Buffer, sum: [number, number], isLittle: boolean): [number, number] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let [first, second] = sum;
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    first = (first + view.getUint32(at, isLittle) + second) >>> 0;
    second = (second + view.getUint32(at + 4, isLittle) + first) >>> 0;
  }
  sum[0] = first;
  sum[1] = second;
  return sum;
}

function readWhole(file: string): Buffer | undefined {
  let log: number;
  try {
    log = openSync(file, "r");
  } catch (error) {
    if (Object(error).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const { size } = fstatSync(log);
    return size > MOST_CHECKED ? undefined : read(log, 0, size);
  } finally {
    closeSync(log);
  }
}

/** What lies beyond the end reads as zeros. */
function read(descriptor: number, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(descriptor, bytes, 0, length, offset);
  return bytes;
}
