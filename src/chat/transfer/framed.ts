// Makes Markdown that somebody else wrote fit into a document of ours: it can neither end its section, nor fake a heading of
// another, nor leave a fence open, nor bring HTML. It reads like the original.
import { closeOf, fenceIn } from "./fences.ts";

/** `text` as a part of a document whose own headings have the levels 1 and 2. */
export function framed(text: string): string {
  return blocks(text.replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd").split("\n"), 0).join("\n");
}

const deepest = 8;

/**
 * Fences and quotes are made to begin in the first column, where it is certain that they are what they seem to be: further in,
 * only a whole parser could tell (a fence in a list ends with the list).
 */
function blocks(lines: readonly string[], depth: number): string[] {
  const out: string[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    out.push(...prose(paragraph));
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const fence = fenceIn(line);
    if (isQuote(line)) {
      flush();
      const start = at;
      while (at + 1 < lines.length && isQuote(lines[at + 1]!)) at++;
      out.push("", ...quote(lines.slice(start, at + 1), depth), "");
    } else if (fence) {
      if (fence.marker !== "") paragraph.push(fence.marker);
      flush();
      const end = closeOf(lines, at, fence);
      out.push(fence.open, ...lines.slice(at + 1, end).map((inside) => dedented(inside, fence.indent)), fence.close);
      at = end;
    } else if (line.trim() === "") {
      flush();
      out.push("");
    } else {
      paragraph.push(line);
    }
  }
  flush();
  return out;
}

const isQuote = (line: string): boolean => /^ {0,3}>/.test(line);

function quote(lines: readonly string[], depth: number): string[] {
  // Nobody reads a quote of a quote of a quote of a quote: what is deeper is text.
  if (depth >= deepest)
    return blocks(
      lines.map((line) => line.replace(/^[\s>]+/, "")),
      depth,
    );
  return blocks(
    lines.map((line) => line.replace(/^ {0,3}> ?/, "")),
    depth + 1,
  ).map((line) => `> ${line}`);
}

function dedented(line: string, indent: number): string {
  const space = /^[ \t]*/.exec(line)![0].length;
  return line.slice(Math.min(space, indent));
}

/** Lines without fences and without blank ones between them. */
function prose(lines: readonly string[]): string[] {
  // If each line's code spans end in that line, every reader sees the same ones, wherever it thinks the paragraph begins.
  const isClear = lines.every((line) => spansOf(line) !== undefined);
  const out: string[] = [];
  for (const line of lines) {
    const safe = isClear ? outsideSpans(line) : escaped(line);
    const heading = /^( {0,3}(?:(?:[-+*]|\d{1,9}[.)]) {1,4}){0,8})(#{1,6})(?=\s|$)/.exec(safe);
    // `Title` over `===` or `---` is a heading too; after an empty line it is not.
    if (/^ {0,3}(?:=+|-+)\s*$/.test(safe) && out.length > 0) out.push("");
    out.push(
      heading
        ? `${heading[1]}${"#".repeat(Math.min(6, heading[2]!.length + 2))}${safe.slice(heading[0].length)}`
        : safe,
    );
  }
  return out;
}

function outsideSpans(line: string): string {
  let out = "";
  let from = 0;
  for (const [start, end] of spansOf(line) ?? []) {
    out += escaped(line.slice(from, start)) + line.slice(start, end);
    from = end;
  }
  return out + escaped(line.slice(from));
}

/** Where the line's code spans are; undefined if one of its backticks may belong to a span that reaches beyond it, or beyond a table's cell. */
function spansOf(line: string): readonly (readonly [number, number])[] | undefined {
  const spans: [number, number][] = [];
  const mark = /\\[^\n]|`+/g;
  for (let found = mark.exec(line); found; found = mark.exec(line)) {
    if (found[0].startsWith("\\")) continue;
    const free = spans.at(-1)?.[1] ?? 0;
    if (isInAddress(line, free, found.index)) return undefined;
    const end = closingRun(line, mark.lastIndex, found[0].length);
    if (end < 0 || line.slice(found.index, end).includes("|")) return undefined;
    spans.push([found.index, end]);
    mark.lastIndex = end;
  }
  return spans;
}

/** A bare web address goes on to the next space, through backticks. */
function isInAddress(line: string, from: number, at: number): boolean {
  const word = line.slice(Math.max(from, line.lastIndexOf(" ", at)), at);
  return /:\/\/|www\.|@/i.test(word);
}

function closingRun(line: string, from: number, length: number): number {
  const run = /`+/g;
  run.lastIndex = from;
  for (let found = run.exec(line); found; found = run.exec(line)) if (found[0].length === length) return run.lastIndex;
  return -1;
}

/** HTML and `<links>` begin with such a sign; `a < b`, `<-` and what is escaped already stay as they are. */
function escaped(text: string): string {
  return text.replace(/\\.|<(?=[A-Za-z/!?])/g, (found) => (found === "<" ? "&lt;" : found));
}
