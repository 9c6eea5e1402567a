// From selections in a document -> the code that goes along, bounded in size.

/** What is read of a document: VS Code's `TextDocument`, or lines in a test. Lines and characters count from 0. */
export interface Lines {
  readonly lineCount: number;
  line(index: number): string;
}

export interface Span {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface Excerpt {
  /** Counted from 0, both inclusive: the first and the last line that was selected, sent or not. */
  readonly startLine: number;
  readonly endLine: number;
  readonly code: string;
  /** Lines that were selected and are left out, the size being limited. */
  readonly omittedLines: number;
  /** Of a single line that was too long. */
  readonly omittedCharacters: number;
}

/** About 15,000 tokens: a thousand lines of code and more. What is larger is no question about code any more. */
export const excerptLimit = 60_000;

/** Undefined when nothing is selected. Work and memory depend on the limit, not on the document (D16). */
export function excerptOf(
  lines: Lines,
  selections: readonly Span[],
  limit: number = excerptLimit,
): Excerpt | undefined {
  const selected = selections.filter((one) => !isEmpty(one));
  const only = selected[0];
  if (only === undefined) return undefined;
  if (selected.length === 1 && only.start.line === only.end.line) {
    const text = lines.line(only.start.line).slice(only.start.character, only.end.character);
    return {
      ...place(only),
      code: text.slice(0, limit),
      omittedLines: 0,
      omittedCharacters: Math.max(0, text.length - limit),
    };
  }
  const ranges = mergeLines(selected);
  const taken = take(lines, ranges, limit);
  return { startLine: ranges[0]![0], endLine: ranges.at(-1)![1], ...taken };
}

const isEmpty = ({ start, end }: Span): boolean => start.line === end.line && start.character === end.character;

const place = ({ start, end }: Span) => ({ startLine: start.line, endLine: end.line });

type LineRange = readonly [first: number, last: number];

/** Whole lines, in order, overlapping and adjoining ranges made one: fifty cursors or a column make a few pieces. */
function mergeLines(selections: readonly Span[]): readonly LineRange[] {
  const ranges = selections
    .map(({ start, end }): LineRange => {
      // A selection that ends before the first character of a line has nothing of that line.
      const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
      return [start.line, last];
    })
    .sort((a, b) => a[0] - b[0]);
  const merged: LineRange[] = [];
  for (const [first, last] of ranges) {
    const before = merged.at(-1);
    if (before && first <= before[1] + 1) merged[merged.length - 1] = [before[0], Math.max(before[1], last)];
    else merged.push([first, last]);
  }
  return merged;
}

function take(lines: Lines, ranges: readonly LineRange[], limit: number): Omit<Excerpt, "startLine" | "endLine"> {
  const kept: string[] = [];
  let size = 0;
  let omittedCharacters = 0;
  let omittedLines = 0;
  let previous: number | undefined;
  for (const [first, last] of ranges) {
    if (omittedCharacters > 0 || omittedLines > 0) {
      omittedLines += last - first + 1;
      continue;
    }
    for (let index = first; index <= last; index++) {
      const text = lines.line(index);
      if (size + text.length + 1 > limit) {
        const isFirst = size === 0;
        if (isFirst) {
          kept.push(text.slice(0, limit));
          omittedCharacters = text.length - limit;
        }
        omittedLines += last - index + (isFirst ? 0 : 1);
        break;
      }
      if (index === first && previous !== undefined) kept.push(gap(previous, first));
      kept.push(text);
      size += text.length + 1;
    }
    previous = last;
  }
  return { code: kept.join("\n"), omittedLines, omittedCharacters };
}

/** Line numbers for people count from 1. */
const gap = (before: number, after: number): string =>
  after - before === 2 ? `… (line ${after} is not selected)` : `… (lines ${before + 2}-${after} are not selected)`;

/** Bytes shown as text: NULs, or a good part of control and replacement characters. */
export function isBinary(code: string): boolean {
  const sample = code.slice(0, 8_000);
  if (sample.includes("\0")) return true;
  const odd = sample.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0;
  return odd > sample.length / 20 + 3;
}
