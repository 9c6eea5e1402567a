// Where a match stands among all of the conversation. Matches are counted message by message and part by part, so what
// is added or found anew in one message moves none in another.

/** The `at`-th match of a part of a message, all counted from 0. */
export interface Position {
  readonly messageId: string;
  readonly part: number;
  readonly at: number;
}

export type Direction = "next" | "previous";

/** The messages in their order, each with the number of matches in each of its parts. */
export type Counted = readonly { readonly id: string; readonly counts: readonly number[] }[];

/** The match after or before a position, past the end on from the beginning. The position itself need not be a match. */
export function step(counted: Counted, from: Position, direction: Direction): Position | undefined {
  const start = counted.findIndex(({ id }) => id === from.messageId);
  if (start < 0) return undefined;
  const { length } = counted;
  for (let distance = 0; distance <= length; distance++) {
    const index = (start + (direction === "next" ? distance : length - (distance % length))) % length;
    const { id, counts } = counted[index]!;
    const isFirst = distance === 0;
    const found =
      direction === "next"
        ? firstFrom(counts, isFirst ? from.part : 0, isFirst ? from.at + 1 : 0)
        : lastUpTo(counts, isFirst ? from.part : counts.length - 1, isFirst ? from.at - 1 : Number.POSITIVE_INFINITY);
    if (found) return { messageId: id, ...found };
  }
  return undefined;
}

/** Which one it is, counted from 1; undefined when it is not there any more. */
export function indexOf(counted: Counted, { messageId, part, at }: Position): number | undefined {
  let before = 0;
  for (const { id, counts } of counted) {
    if (id === messageId) {
      return at < (counts[part] ?? 0) ? before + sum(counts.slice(0, part)) + at + 1 : undefined;
    }
    before += sum(counts);
  }
  return undefined;
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, count) => total + count, 0);

type InMessage = Pick<Position, "part" | "at">;

function firstFrom(counts: readonly number[], part: number, at: number): InMessage | undefined {
  for (let index = Math.max(0, part); index < counts.length; index++) {
    const first = index === part ? Math.max(0, at) : 0;
    if (first < counts[index]!) return { part: index, at: first };
  }
  return undefined;
}

function lastUpTo(counts: readonly number[], part: number, at: number): InMessage | undefined {
  for (let index = Math.min(part, counts.length - 1); index >= 0; index--) {
    const last = Math.min(index === part ? at : Number.POSITIVE_INFINITY, counts[index]! - 1);
    if (last >= 0) return { part: index, at: last };
  }
  return undefined;
}
