// How many conversations there are, in words.
import type { HistoryView } from "../../src/protocol.ts";
import { fill, type Words } from "../words.ts";

/** Empty if there is none. Rows that were just deleted do not count. */
export function countWords({ rows, more }: Pick<HistoryView, "rows" | "more">, { labels, number }: Words): string {
  const shown = rows.filter((row) => !row.isRemoved).length;
  if (more === "uncounted") return fill(labels.historyFoundAtLeast, number(shown));
  return shown + more === 0 ? "" : fill(labels.historyFound, number(shown + more));
}

/** What the button below the last row says. */
export function moreWords(more: HistoryView["more"], { labels, number }: Words): string {
  return more === "uncounted" ? labels.historyMoreUncounted : fill(labels.historyMore, number(more));
}
