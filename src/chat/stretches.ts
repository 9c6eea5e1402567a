// What of a list of conversations a page has already: ten thousand rows are some megabytes, and mostly one of them is another.
import type { HistoryRow, Stretch } from "../protocol.ts";

/** Rows as they were before, in stretches of the list before; the others whole. */
export function inStretches(before: readonly HistoryRow[], after: readonly HistoryRow[]): (HistoryRow | Stretch)[] {
  const places = new Map(before.map((row, index) => [row.id, index]));
  const parts: (HistoryRow | Stretch)[] = [];
  let open: { from: number; count: number } | undefined;
  for (const row of after) {
    const from = places.get(row.id);
    const isKnown = from !== undefined && isSame(before[from]!, row);
    if (!isKnown) {
      open = undefined;
      parts.push(row);
    } else if (open && open.from + open.count === from) {
      open.count++;
    } else {
      open = { from, count: 1 };
      parts.push(open);
    }
  }
  return parts;
}

/** Hits are those of one search, or other ones: they are not looked into. */
const isSame = (a: HistoryRow, b: HistoryRow): boolean =>
  (Object.keys(b) as (keyof HistoryRow)[]).every((name) => a[name] === b[name]); // Keys of a row, by its type.
