// The piece of code around a line, told from indentation alone, for languages without a symbol provider.
import type { Lines } from "./excerpt.ts";

/** How far is looked in either direction: a file may have 200,000 lines. */
const reach = 300;

/** First and last line, counted from 0. A blank line belongs to what follows it, else to what precedes it. */
export function blockAt(lines: Lines, cursor: number): readonly [first: number, last: number] {
  const at = nearestText(lines, cursor);
  if (at === undefined) return [cursor, cursor];
  const header = opensBlock(lines, at) ? at : headerOf(lines, at);
  return header === undefined ? paragraph(lines, at) : [header, endOf(lines, header)];
}

function nearestText(lines: Lines, cursor: number): number | undefined {
  for (let distance = 0; distance <= reach; distance++) {
    for (const line of [cursor + distance, cursor - distance]) {
      if (line >= 0 && line < lines.lineCount && !isBlank(lines, line)) return line;
    }
  }
  return undefined;
}

function opensBlock(lines: Lines, line: number): boolean {
  const next = nextText(lines, line, Math.min(lines.lineCount, line + reach));
  return next !== undefined && indent(lines, next) > indent(lines, line);
}

/** The line that opens the block which `line` stands in or ends. */
function headerOf(lines: Lines, line: number): number | undefined {
  const own = indent(lines, line);
  const closes = isCloser(lines, line);
  for (let above = line - 1; above >= Math.max(0, line - reach); above--) {
    if (isBlank(lines, above) || isCloser(lines, above)) continue;
    if (closes ? indent(lines, above) <= own : indent(lines, above) < own) return above;
  }
  return undefined;
}

function endOf(lines: Lines, header: number): number {
  const own = indent(lines, header);
  const stop = Math.min(lines.lineCount, header + reach);
  let last = header;
  for (let line = header + 1; line < stop; line++) {
    if (isBlank(lines, line)) continue;
    if (indent(lines, line) > own) {
      last = line;
      continue;
    }
    // An opening brace on a line of its own belongs to the header.
    if (last === header && /^\s*[{([]\s*$/.test(lines.line(line))) last = line;
    else return isCloser(lines, line) && indent(lines, line) === own ? line : last;
  }
  return last;
}

function paragraph(lines: Lines, line: number): readonly [number, number] {
  let [first, last] = [line, line];
  while (first > Math.max(0, line - reach) && !isBlank(lines, first - 1)) first--;
  while (last + 1 < Math.min(lines.lineCount, line + reach) && !isBlank(lines, last + 1)) last++;
  return [first, last];
}

function nextText(lines: Lines, line: number, stop: number): number | undefined {
  for (let next = line + 1; next < stop; next++) if (!isBlank(lines, next)) return next;
  return undefined;
}

const head = (lines: Lines, line: number): string => lines.line(line).slice(0, 400);
const isBlank = (lines: Lines, line: number): boolean => head(lines, line).trim() === "";
const isCloser = (lines: Lines, line: number): boolean =>
  /^\s*([})\]]|end\b|fi\b|done\b|esac\b)/.test(head(lines, line));
const indent = (lines: Lines, line: number): number =>
  head(lines, line).match(/^\s*/)![0].replaceAll("\t", "    ").length;
