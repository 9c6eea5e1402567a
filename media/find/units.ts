// A drawn part in units: elements that are looked through one by one, so that only what changed is looked through again.
import { isApart, textRuns } from "../markdown/plainText.ts";
import { findAll, type Query } from "./fold.ts";

/** The smallest elements that no match leaves: paragraphs, list items, rows, some lines of code. */
export function* unitsOf(root: Element): Generator<Element> {
  for (const child of root.children) {
    if (isApart(child)) continue;
    if (child.matches(holders)) yield* unitsOf(child);
    else yield child;
  }
}

const holders = ".markdown-box, .code-block, pre, pre > code, .list, .list > :is(ul, ol), .table, table, tbody";

/** The matches in a unit. They do not move with the text, which costs the text nothing: a unit that changes is searched again. */
export function searchUnit(unit: Element, query: Query): StaticRange[] {
  const ranges: StaticRange[] = [];
  for (const run of textRuns(unit)) {
    const spans = findAll(run.length === 1 ? run[0]!.data : run.map(({ data }) => data).join(""), query);
    let node = 0;
    let before = 0;
    for (const { start, end } of spans) {
      while (before + run[node]!.length <= start) before += run[node++]!.length;
      const [startContainer, startOffset] = [run[node]!, start - before];
      while (before + run[node]!.length < end) before += run[node++]!.length;
      ranges.push(new StaticRange({ startContainer, startOffset, endContainer: run[node]!, endOffset: end - before }));
    }
  }
  return ranges;
}

/** Where a match is on the screen, or its first line; undefined if it is not laid out, or its text has just changed. */
export function rectOf({ startContainer, startOffset, endContainer, endOffset }: StaticRange): DOMRect | undefined {
  const [start, end] = [startContainer as Text, endContainer as Text]; // Made of text nodes, above.
  if (!start.isConnected || !end.isConnected || startOffset > start.length || endOffset > end.length) return undefined;
  const range = document.createRange();
  range.setStart(start, startOffset);
  range.setEnd(end, endOffset);
  return range.getClientRects()[0];
}
