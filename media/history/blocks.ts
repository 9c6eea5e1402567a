// The rows of the list in blocks: each is drawn as a whole when it is near, and is an empty box of its height when it is not.
import type { HistoryRow } from "../../src/protocol.ts";

export interface Block {
  readonly key: string;
  /** Absent for a block that goes on under the heading of the one before, and without headings. */
  readonly heading?: string;
  readonly rows: readonly HistoryRow[];
}

/** Rows in one block. Fewer are too many boxes in ten thousand rows, more are too much to draw at once. */
export const MOST = 40;

export function blocksOf(rows: readonly HistoryRow[], headingOf?: (row: HistoryRow) => string): Block[] {
  const blocks: Block[] = [];
  /** The list is in the order of writing: if a clock was set, one day may come twice. */
  const times = new Map<string, number>();
  let filling: HistoryRow[] = [];
  let last: string | undefined;
  for (const row of rows) {
    const heading = headingOf?.(row) ?? "";
    const isNew = heading !== last;
    if (isNew || filling.length === MOST) {
      const time = times.get(heading) ?? 0;
      times.set(heading, time + 1);
      filling = [];
      blocks.push({ key: `${heading} ${time}`, ...(isNew && heading !== "" && { heading }), rows: filling });
      last = heading;
    }
    filling.push(row);
  }
  return blocks;
}

/** Pixels, until the block has been drawn once. */
export const guessedHeight = ({ rows }: Block): number =>
  rows.reduce((sum, { hits }) => sum + ROW + hits.length * HIT, 0);

const ROW = 48;
const HIT = 42;
