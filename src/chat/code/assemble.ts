// The text that an alignment makes: the file, with the rows of the snippet where they belong.
import { type Alignment, plain } from "./align.ts";
import { type Definition, definitionsOf, outermost } from "./definitions.ts";
import type { Row } from "./elision.ts";
import { nameOf } from "./header.ts";
import { widthOf } from "./indentation.ts";
import { isTelling, type Placed, similarity } from "./lines.ts";

export function assemble(rows: readonly Row[], lines: readonly string[], lineOf: Alignment["lineOf"]): Placed {
  const segments = segmentsOf(rows, lineOf);
  const kept = unmentioned(lines, rows);
  const out: string[] = [];
  let taken = 0;
  let first: number | undefined;
  for (const [index, segment] of segments.entries()) {
    const found = segment.at.filter((line) => line !== undefined);
    let [start, end] = [found[0], (found.at(-1) ?? -1) + 1];
    if (start === undefined) {
      // Nothing of it is known: it stands before what comes next, or at the edge of the file.
      start = end = index === 0 && rows[0] !== undefined ? 0 : (nextLine(segments, index) ?? endOfText(lines));
    } else {
      const lead = segment.at.findIndex((line) => line !== undefined);
      start = reachUp(segment.rows.slice(0, lead), lines, start, taken);
      const tail = segment.at.findLastIndex((line) => line !== undefined) + 1;
      end = reachDown(segment.rows.slice(tail), lines, end, nextLine(segments, index) ?? lines.length);
    }
    first ??= start;
    out.push(...lines.slice(taken, start));
    let next = start;
    for (const [row, text] of segment.rows.entries()) {
      const line = segment.at[row];
      if (line !== undefined) {
        const skipped = kept.filter((one) => one.start >= next && one.end <= line);
        for (const { start: from, end: to } of skipped) {
          if (out.at(-1)?.trim() && isBlank(lines[from - 1])) out.push("");
          out.push(...lines.slice(from, to));
        }
        if (skipped.length > 0 && isTelling(text) && isBlank(lines[skipped.at(-1)!.end])) out.push("");
        next = line + 1;
      }
      const isSame = line !== undefined && isSameLine(lines[line]!, text);
      out.push(isSame ? lines[line]! : text);
    }
    taken = Math.max(taken, end);
  }
  out.push(...lines.slice(taken));
  return { lines: out, at: first ?? 0 };
}

/** What the file defines and the snippet does not: it was skipped without a word about it, not deleted. */
function unmentioned(lines: readonly string[], rows: readonly Row[]): readonly Definition[] {
  const names = new Set(rows.map((row) => (row === undefined ? undefined : nameOf(row))));
  if ([...names].every((name) => name === undefined)) return [];
  return outermost(definitionsOf(lines).filter(({ name, header, end }) => !names.has(name) && end - header > 1));
}

const isBlank = (line: string | undefined): boolean => line?.trim() === "";

interface Segment {
  readonly rows: readonly string[];
  readonly at: readonly (number | undefined)[];
}

/** The rows between what was left out. */
function segmentsOf(rows: readonly Row[], lineOf: Alignment["lineOf"]): readonly Segment[] {
  const segments: { rows: string[]; at: (number | undefined)[] }[] = [];
  let isOpen = false;
  for (const [index, row] of rows.entries()) {
    if (row === undefined) {
      isOpen = false;
      continue;
    }
    if (!isOpen) segments.push({ rows: [], at: [] });
    isOpen = true;
    segments.at(-1)!.rows.push(row);
    segments.at(-1)!.at.push(lineOf[index]);
  }
  return segments.map(withoutBlankEdges).filter(({ rows }) => rows.length > 0);
}

/** Blank lines between what was left out and what is there say nothing; beside something new they set it apart. */
function withoutBlankEdges({ rows, at }: Segment): Segment {
  const first = rows.findIndex((row) => row.trim() !== "");
  const last = rows.findLastIndex((row) => row.trim() !== "");
  const start = at[first] !== undefined && at[0] === undefined ? first : 0;
  const end = at[last] !== undefined && at.at(-1) === undefined ? last + 1 : rows.length;
  return first < 0 ? { rows: [], at: [] } : { rows: rows.slice(start, end), at: at.slice(start, end) };
}

/** Also when only a comma behind a bracket is another. */
const isSameLine = (line: string, text: string): boolean =>
  line.trimEnd() === text.trimEnd() ||
  (widthOf(line) === widthOf(text) && !isTelling(line) && plain(line) === plain(text));

const nextLine = (segments: readonly Segment[], index: number): number | undefined =>
  segments
    .slice(index + 1)
    .flatMap(({ at }) => at)
    .find((line) => line !== undefined);

function endOfText(lines: readonly string[]): number {
  let end = lines.length;
  while (end > 0 && !lines[end - 1]!.trim()) end--;
  return end;
}

/** Rows before the first that was found may be changed forms of the lines above it, a new signature say. */
function reachUp(rows: readonly string[], lines: readonly string[], start: number, limit: number): number {
  let reached = start;
  for (const row of rows.toReversed()) {
    if (!isTelling(row)) continue;
    const near = lines.slice(Math.max(limit, reached - 3), reached);
    const found = near.findLastIndex((line) => isFormOf(row, line));
    if (found < 0) break;
    reached -= near.length - found;
  }
  return reached;
}

function reachDown(rows: readonly string[], lines: readonly string[], end: number, limit: number): number {
  let reached = end;
  for (const row of rows) {
    if (!isTelling(row)) {
      // What closes a line that was changed closes the line that it was.
      const line = lines[reached];
      if (row.trim() && reached < limit && line?.trim() === row.trim() && widthOf(line) === widthOf(row)) reached++;
      continue;
    }
    const found = lines.slice(reached, Math.min(limit, reached + 3)).findIndex((line) => isFormOf(row, line));
    if (found < 0) break;
    reached += found + 1;
  }
  return reached;
}

function isFormOf(row: string, line: string): boolean {
  return widthOf(line) === widthOf(row) && nameOf(line) === nameOf(row) && similarity(line, row) >= 0.6;
}
