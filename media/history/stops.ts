// Where the cursor can stand in the list, and where it goes when the list changes under it. No DOM here.
import type { HistoryRow } from "../../src/protocol.ts";

type Rows = readonly Pick<HistoryRow, "id">[];

/** A stop is named after its row; a hit of the row has its number behind that, after a space. */
export const isStopOf = (name: string, id: string): boolean => name === id || name.startsWith(`${id} `);

/** Where the focus of a row goes after a change of the list: it stays there, or goes to the row that has come to its place. */
export function neighbour(before: Rows, after: Rows, id: string): string | undefined {
  const at = before.findIndex((row) => row.id === id);
  if (after[at]?.id === id) return id;
  const order = [...before.slice(at + 1), ...before.slice(0, Math.max(0, at)).reverse()];
  const there = new Set(after.map((row) => row.id));
  return order.find((row) => there.has(row.id))?.id ?? after[0]?.id;
}
