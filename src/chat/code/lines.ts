// Texts as lines, and how much a line says about where it is.

/** A file with a block put into it. */
export interface Placed {
  readonly lines: readonly string[];
  /** The first line that it is about, counted from 0. */
  readonly at: number;
}

export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\r|\n/);

/** Letters, digits, Han characters: a line of brackets or nothing is like many others. */
export const isTelling = (line: string): boolean => (line.match(/[\p{L}\p{N}_]/gu)?.length ?? 0) >= 3;

/** From 0 to 1: how many of the words of two lines are the same; brackets and the like say nothing. */
export function similarity(one: string, other: string): number {
  const [a, b] = [words(one), words(other)];
  if (a.length === 0 || b.length === 0) return 0;
  const left = new Map<string, number>();
  for (const word of a) left.set(word, (left.get(word) ?? 0) + 1);
  let same = 0;
  for (const word of b) {
    const count = left.get(word) ?? 0;
    if (count > 0) same++;
    left.set(word, count - 1);
  }
  return (2 * same) / (a.length + b.length);
}

const words = (line: string): readonly string[] => line.slice(0, 400).match(/[\p{L}\p{N}_]+/gu) ?? [];

/** How often each line, without what surrounds it, occurs. */
export function countsOf(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line.trim(), (counts.get(line.trim()) ?? 0) + 1);
  return counts;
}

/** Where a run of lines occurs in another, by `isSame`. */
export function occurrences(
  needle: readonly string[],
  lines: readonly string[],
  isSame: (a: string, b: string) => boolean,
): readonly number[] {
  const found: number[] = [];
  if (needle.length === 0) return found;
  for (let at = 0; at + needle.length <= lines.length; at++) {
    let length = 0;
    while (length < needle.length && isSame(needle[length]!, lines[at + length]!)) length++;
    if (length === needle.length) found.push(at);
  }
  return found;
}
