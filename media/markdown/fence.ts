// Fenced code, line by line: where it opens, where it closes, and its text without the indentation of the fence.

export interface Fence {
  /** Spaces before the fence; as many are taken off each line. */
  readonly indent: number;
  /** The first word after the fence. */
  readonly language: string;
  isClosedBy(line: string): boolean;
}

/** The fence that a line opens, if it does. */
export function openingFence(line: string): Fence | undefined {
  const match = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(line);
  if (!match) return undefined;
  const run = match[2]!;
  const closing = new RegExp(`^ {0,3}${run[0]}{${run.length},} *$`);
  return { indent: match[1]!.length, language: languageOf(match[3]!), isClosedBy: (text) => closing.test(text) };
}

/** The name of the language in an info string: "ts", "{.python", "js:title=x" are all in use. */
export function languageOf(info: string): string {
  return /^[ \t]*[{.]*([^\s:,{}]{1,40})/.exec(info)?.[1] ?? "";
}

export function withoutIndent(line: string, indent: number): string {
  let spaces = 0;
  while (spaces < indent && line[spaces] === " ") spaces++;
  return line.slice(spaces);
}

/** The code of a whole token, fences taken off; a fence that is not closed reaches to the end. */
export function codeOf(raw: string): string {
  const lines = raw.split("\n");
  const fence = openingFence(lines[0]!);
  if (!fence) return raw;
  const end = lines.findIndex((line, index) => index > 0 && fence.isClosedBy(line));
  const code = lines.slice(1, end < 0 ? undefined : end).map((line) => withoutIndent(line, fence.indent));
  if (end < 0 && code.at(-1) === "") code.pop();
  return code.join("\n");
}

/** May this line, when it is complete, close the fence? */
export const mayClose = (line: string): boolean => /^ {0,3}(?:`*|~*) *$/.test(line);
