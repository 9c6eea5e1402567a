// A snippet put into its file: the new form of a stretch of it, possibly with parts left out.
import { type Alignment, align } from "./align.ts";
import { assemble } from "./assemble.ts";
import { type Row, rowsOf } from "./elision.ts";
import { restyle, shift, styleOf, widthOf } from "./indentation.ts";
import { isTelling, type Placed, similarity } from "./lines.ts";

/** One for each place where it may belong; none when there is too little to tell. */
export function placeSnippet(lines: readonly string[], block: readonly string[]): readonly Placed[] {
  const known = new Set(lines.map((line) => line.trim()));
  const style = styleOf(lines);
  const styled = restyle(block, styleOf(block), style);
  const columns = usualShift(styled, lines);
  const rows = rowsOf(shift(styled, columns, style), known);
  const sure = align(rows, lines).filter((one) => isSure(one, rows));
  if (sure.length === 0 && isAtEdge(rows)) return [assemble(rows, lines, [])];
  if (sure.length === 0 && block.length === 1) return placeLine(lines, block[0]!);
  return sure.map((one) => assemble(rows, lines, one.lineOf));
}

/** The new form of one line. */
function placeLine(lines: readonly string[], row: string): readonly Placed[] {
  const scores = lines.map((line) => (isTelling(line) ? similarity(line, row) : 0));
  const best = Math.max(...scores);
  if (best < 0.7) return [];
  return scores.flatMap((score, at) => {
    if (score < best - 0.1) return [];
    const indent = /^[ \t]*/.exec(lines[at]!)![0];
    return [{ lines: lines.with(at, indent + row.trim()), at }];
  });
}

/** By how many columns lines that occur once in both are further in, in the file. */
function usualShift(block: readonly string[], lines: readonly string[]): number {
  const places = new Map<string, number | undefined>();
  for (const [index, line] of lines.entries()) {
    const text = line.trim();
    if (isTelling(text)) places.set(text, places.has(text) ? undefined : index);
  }
  const votes = new Map<number, number>();
  for (const line of block) {
    const at = places.get(line.trim());
    if (at === undefined) continue;
    const columns = widthOf(lines[at]!) - widthOf(line);
    votes.set(columns, (votes.get(columns) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** New code before or after everything that is there. */
const isAtEdge = (rows: readonly Row[]): boolean =>
  rows.length > 1 &&
  rows.filter((row) => row === undefined).length === 1 &&
  (rows[0] === undefined || rows.at(-1) === undefined);

/** Two lines that say something, or one where there are hardly more. */
function isSure({ share, found }: Alignment, rows: readonly Row[]): boolean {
  const telling = rows.filter((row) => row !== undefined && isTelling(row)).length;
  if (found === 0 || share <= 0) return false;
  const hasElisions = rows.includes(undefined);
  if (found === 1) return telling <= 4 || hasElisions;
  return share >= (hasElisions ? 0.1 : 0.25);
}
