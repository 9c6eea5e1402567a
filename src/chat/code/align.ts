// Where in a file the lines of a snippet belong: the best alignment of its rows to a stretch of the file's lines.
//
// The snippet is the new form of a stretch of the file, so rows and lines that are equal pair up in order, lines between
// them without a row go, rows without a line come. What stands for left out code takes any number of lines for nothing. Where
// the stretch begins and ends is free. It is the classic table of best scores, one row of the snippet after the other.
import type { Row } from "./elision.ts";
import { nameOf } from "./header.ts";
import { widthOf } from "./indentation.ts";
import { countsOf, isTelling } from "./lines.ts";

export interface Alignment {
  /** For each row the line that it is, or undefined. */
  readonly lineOf: readonly (number | undefined)[];
  readonly score: number;
  /** Part of what the rows could score at most, 0 to 1. */
  readonly share: number;
  /** Telling lines that were found. */
  readonly found: number;
}

/** Cells of the table: beyond this, a search would be felt. */
const LARGEST = 40_000_000;
const INSERTED = 0.02;
const DELETED = 0.12;
/** The same but for its indentation. */
const SHIFTED = 0.7;

const LEFT = 1;
const DOWN = 2;
const PAIR = 3;

/** All that are about as good as the best and do not overlap, the best first; rows are in the file's own indentation. */
export function align(rows: readonly Row[], lines: readonly string[]): readonly Alignment[] {
  const width = lines.length + 1;
  if (rows.length * width > LARGEST || rows.length === 0) return [];
  const counts = countsOf(lines);
  const trimmed = lines.map(plain);
  const ended = lines.map((line) => line.trimEnd());
  const openers = openersOf(lines);
  const rowOpeners = openersOf(rows.map((row) => row ?? ""));
  const loss = trimmed.map((line) => (line === "" ? 0.01 : isTelling(line) ? DELETED : 0.03));
  const weight = (row: string): number => {
    const text = row.trim();
    if (!isTelling(text)) return text === "" ? 0.02 : 0.15;
    return counts.get(text) === 1 ? 2 : 1;
  };
  const steps = new Uint8Array(rows.length * width);
  let above = new Float64Array(width);
  let most = 0;
  for (const [index, row] of rows.entries()) {
    const scores = new Float64Array(width);
    const at = index * width;
    if (row === undefined) {
      for (let line = 0; line < width; line++) {
        const skip = line > 0 ? scores[line - 1]! : Number.NEGATIVE_INFINITY;
        const isSkip = skip >= above[line]!;
        scores[line] = isSkip ? skip : above[line]!;
        steps[at + line] = isSkip ? LEFT : DOWN;
      }
    } else {
      const text = plain(row);
      const end = row.trimEnd();
      const opener = rowOpeners[index];
      // What closes the same must be found, or brackets would not match.
      const value = opener === undefined ? weight(row) : 1;
      most += value;
      for (let line = 0; line < width; line++) {
        let best = above[line]! - INSERTED;
        let step = DOWN;
        if (line > 0) {
          const gone = scores[line - 1]! - loss[line - 1]!;
          if (gone > best) [best, step] = [gone, LEFT];
          if (trimmed[line - 1] === text && fit(opener, openers[line - 1])) {
            const paired = above[line - 1]! + (ended[line - 1] === end ? value : value * SHIFTED);
            if (paired >= best) [best, step] = [paired, PAIR];
          }
        }
        scores[line] = best;
        steps[at + line] = step;
      }
    }
    above = scores;
  }
  return bestEnds(above, lines.length).flatMap((end, index, all) => {
    const alignment = trace(rows, steps, width, end, above[end]!, most, trimmed);
    // Worse ends of the same stretch are not other places.
    const start = startOf(alignment);
    return all
      .slice(0, index)
      .some((other) => other >= start && startOf(trace(rows, steps, width, other, 0, 1, trimmed)) <= end)
      ? []
      : [alignment];
  });
}

/** A closing bracket may have lost, or got, its comma. */
export const plain = (line: string): string => line.trim().replace(/^([})\]]+)[,;]$/, "$1");

/** A closing bracket is the same only if it closes the same. */
const fit = (one: string | undefined, other: string | undefined): boolean =>
  one === undefined || other === undefined || one === other;

/** For lines that close something: what they close, by its name if it has one. */
function openersOf(lines: readonly string[]): readonly (string | undefined)[] {
  const open: { readonly width: number; readonly line: string }[] = [];
  return lines.map((line) => {
    const text = line.trim();
    if (!text) return undefined;
    const width = widthOf(line);
    while (open.length > 0 && open.at(-1)!.width > width) open.pop();
    const last = open.at(-1);
    if (!isTelling(text) || /^end\b/.test(text)) {
      return last?.width === width && /^(?:[})\]]|end\b)/.test(text)
        ? (nameOf(last.line) ?? last.line.trim())
        : undefined;
    }
    if (last?.width === width) open.pop();
    open.push({ width, line });
    return undefined;
  });
}

/** As good as the best, or nearly: few, the best first and of equal ones the first in the file. */
function bestEnds(scores: Float64Array, length: number): readonly number[] {
  let best = 0;
  for (const score of scores) best = Math.max(best, score);
  if (best <= 0) return [];
  const ends: number[] = [];
  for (let end = 1; end <= length; end++) {
    const score = scores[end]!;
    if (score < best * 0.97 || score <= scores[end - 1]! || (end < length && scores[end + 1]! > score)) continue;
    ends.push(end);
  }
  return ends.sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, 50);
}

function trace(
  rows: readonly Row[],
  steps: Uint8Array,
  width: number,
  end: number,
  score: number,
  most: number,
  trimmed: readonly string[],
): Alignment {
  const lineOf: (number | undefined)[] = rows.map(() => undefined);
  let line = end;
  for (let row = rows.length - 1; row >= 0; ) {
    const step = steps[row * width + line];
    if (step === LEFT && line > 0) line--;
    else {
      if (step === PAIR) lineOf[row] = --line;
      row--;
    }
  }
  const found = lineOf.filter((at) => at !== undefined && isTelling(trimmed[at]!)).length;
  return { lineOf, score, share: most > 0 ? score / most : 0, found };
}

const startOf = ({ lineOf }: Alignment): number => lineOf.find((line) => line !== undefined) ?? 0;
