// A unified diff applied to a file: what a hunk says counts, the line number that it gives only where that is not enough.
import { align } from "./align.ts";
import type { Hunk } from "./diffBlock.ts";
import { widthOf } from "./indentation.ts";
import { occurrences } from "./lines.ts";

export interface Patched {
  readonly lines: readonly string[];
  /** Hunks that were applied. */
  readonly applied: number;
  /** Hunks whose change is there already. */
  readonly already: number;
  /** Hunks without a place in the file. */
  readonly missed: number;
  /** The first line that changed, counted from 0. */
  readonly at: number;
}

export function applyHunks(lines: readonly string[], hunks: readonly Hunk[]): Patched {
  let current = lines;
  let [applied, already, missed, from, moved] = [0, 0, 0, 0, 0];
  let at: number | undefined;
  for (const hunk of hunks) {
    const wanted = hunk.at === undefined ? from : hunk.at + moved;
    const found = locate(current, hunk, wanted, from);
    if (!found) {
      if (isThere(current, hunk)) already++;
      else missed++;
      continue;
    }
    const { start, end, text } = found;
    current = [...current.slice(0, start), ...text, ...current.slice(end)];
    applied++;
    at ??= start;
    from = start + text.length;
    moved += text.length - (end - start);
  }
  return { lines: current, applied, already, missed, at: at ?? 0 };
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly text: readonly string[];
}

const same: readonly ((a: string, b: string) => boolean)[] = [
  (a, b) => a === b,
  (a, b) => a.trimEnd() === b.trimEnd(),
  (a, b) => a.trim() === b.trim(),
];

function locate(lines: readonly string[], hunk: Hunk, wanted: number, from: number): Found | undefined {
  const old = hunk.lines.filter(({ kind }) => kind !== "+");
  if (old.length === 0) return insertion(lines, hunk, wanted);
  // Context at the ends may be invented: with less and less of it, as `patch` does.
  for (let fuzz = 0; fuzz <= 2; fuzz++) {
    const part = withoutEnds(hunk, fuzz);
    const needle = part.filter(({ kind }) => kind !== "+").map(({ text }) => text);
    if (fuzz > 0 && !needle.some((line) => line.trim())) break;
    for (const isSame of same) {
      const places = occurrences(needle, lines, isSame);
      const start = nearest(places, wanted, from);
      if (start !== undefined) return replace(lines, part, start, needle.length);
    }
  }
  return aligned(lines, hunk);
}

/** Only what a line number can tell: in an empty file, or at a line that is there. */
function insertion(lines: readonly string[], hunk: Hunk, wanted: number): Found | undefined {
  const text = hunk.lines.map((line) => line.text);
  if (lines.every((line) => line === "")) return { start: 0, end: 0, text };
  if (hunk.at === undefined || wanted >= lines.length) return undefined;
  return { start: wanted + 1, end: wanted + 1, text };
}

function withoutEnds({ lines }: Hunk, count: number): Hunk["lines"] {
  let [start, end] = [0, lines.length];
  for (let step = 0; step < count && lines[start]?.kind === " "; step++) start++;
  for (let step = 0; step < count && lines[end - 1]?.kind === " "; step++) end--;
  return lines.slice(start, end);
}

/** After the hunk before it if it can be, and there the nearest to where it says. */
function nearest(places: readonly number[], wanted: number, from: number): number | undefined {
  const after = places.filter((place) => place >= from);
  return (after.length > 0 ? after : places).toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0];
}

/** Context stays as the file has it; what is added is as far in as the lines around it really are. */
function replace(lines: readonly string[], part: Hunk["lines"], start: number, length: number): Found {
  const text: string[] = [];
  let line = start;
  const first = part.find(({ kind, text }) => kind !== "+" && text.trim());
  const index = part.filter(({ kind }) => kind !== "+").indexOf(first!);
  const columns = first ? widthOf(lines[start + index]!) - widthOf(first.text) : 0;
  const isTabs = first !== undefined && /^\t/.test(lines[start + index]!);
  for (const { kind, text: own } of part) {
    if (kind === " ") text.push(lines[line++]!);
    else if (kind === "-") line++;
    else text.push(columns === 0 || !own.trim() ? own : moved(own, columns, isTabs));
  }
  return { start, end: start + length, text };
}

function moved(line: string, columns: number, isTabs: boolean): string {
  const width = Math.max(0, widthOf(line) + columns);
  return (isTabs ? "\t".repeat(width >> 2) + " ".repeat(width & 3) : " ".repeat(width)) + line.trimStart();
}

/** Some of the old lines are not as the file has them: most of them must be, and in one place only. */
function aligned(lines: readonly string[], hunk: Hunk): Found | undefined {
  const old = hunk.lines.filter(({ kind }) => kind !== "+");
  const found = align(
    old.map(({ text }) => text),
    lines,
  );
  const [best] = found;
  if (!best || found.length > 1 || best.found < 2 || best.share < 0.6) return undefined;
  const known = best.lineOf.filter((line) => line !== undefined);
  // What is to go must be there: else the change is about something else.
  if (old.some(({ kind, text }, index) => kind === "-" && text.trim() && best.lineOf[index] === undefined))
    return undefined;
  const [start, end] = [known[0]!, known.at(-1)! + 1];
  const text: string[] = [];
  let next = start;
  let index = 0;
  for (const { kind, text: own } of hunk.lines) {
    if (kind === "+") {
      text.push(own);
      continue;
    }
    const line = best.lineOf[index++];
    if (line === undefined) continue;
    text.push(...lines.slice(next, line));
    if (kind === " ") text.push(lines[line]!);
    next = line + 1;
  }
  return { start, end, text };
}

function isThere(lines: readonly string[], hunk: Hunk): boolean {
  const now = hunk.lines.filter(({ kind }) => kind !== "-").map(({ text }) => text);
  return now.some((line) => line.trim()) && occurrences(now, lines, same[2]!).length > 0;
}
