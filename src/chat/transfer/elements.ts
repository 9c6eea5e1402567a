// Finds the elements of the list `conversations` in a JSON file without parsing the file: so that each is parsed alone, and
// a file of 200 MB is never in memory as objects.

export interface Elements {
  /** The file without them. */
  readonly head: string;
  readonly ranges: readonly (readonly [start: number, end: number])[];
}

/** Undefined if the brackets do not match. `pause` is called often. */
export async function elementsOf(bytes: Uint8Array, pause: () => Promise<void>): Promise<Elements | undefined> {
  const ranges: [number, number][] = [];
  let depth = 0;
  let key = "";
  let listStart = -1;
  let listEnd = -1;
  let start = -1;
  for (let at = 0, next = 0; at < bytes.length; at++) {
    if (at >= next) {
      await pause();
      next = at + SLICE;
    }
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      const end = endOfString(bytes, at);
      if (end < 0) return undefined;
      if (depth === 1 && end - at < 100) key = text(bytes, at + 1, end);
      at = end;
    } else if (byte === OPEN_LIST || byte === OPEN_FIELDS) {
      if (depth === 1 && byte === OPEN_LIST && key === "conversations" && listStart < 0) listStart = at + 1;
      depth++;
      if (listStart >= 0 && listEnd < 0 && depth === 3) start = at;
    } else if (byte === CLOSE_LIST || byte === CLOSE_FIELDS) {
      depth--;
      if (listStart >= 0 && listEnd < 0 && depth === 2) ranges.push([start, at + 1]);
      if (listStart >= 0 && listEnd < 0 && depth === 1) listEnd = at;
    }
  }
  if (depth !== 0 || listEnd < 0) return undefined;
  return { head: text(bytes, 0, listStart) + text(bytes, listEnd, bytes.length), ranges };
}

export function text(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder().decode(bytes.subarray(start, end));
}

const SLICE = 1 << 20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_FIELDS = 0x7b;
const CLOSE_FIELDS = 0x7d;

function endOfString(bytes: Uint8Array, start: number): number {
  for (let end = bytes.indexOf(QUOTE, start + 1); end >= 0; end = bytes.indexOf(QUOTE, end + 1)) {
    let slashes = 0;
    while (bytes[end - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return -1;
}
