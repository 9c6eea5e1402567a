// Where fenced code begins and ends in Markdown that somebody else wrote.

interface Fence {
  /** What stands before it in its line: the mark of a list item. */
  readonly marker: string;
  readonly indent: number;
  readonly open: string;
  readonly close: string;
}

/** The fence that a line opens. */
export function fenceIn(line: string): Fence | undefined {
  const found = /^((?:[\s>]|[-+*](?=\s)|\d{1,9}[.)](?=\s))*)(`{3,}|~{3,})(.*)$/.exec(line);
  if (!found) return undefined;
  const [, before = "", run = "", info = ""] = found;
  if (run.startsWith("`") && info.includes("`")) return undefined;
  const marker = before.trim() === "" ? "" : before.trimEnd();
  return { marker, indent: before.length, open: run + info, close: run };
}

/** The line that closes it, or one after the last. */
export function closeOf(lines: readonly string[], start: number, fence: Fence): number {
  const before = fence.marker.includes(">") ? "[ \\t>]*" : `[ \\t]{0,${fence.indent + 3}}`;
  const close = new RegExp(`^${before}${fence.close[0]}{${fence.close.length},}\\s*$`);
  for (let at = start + 1; at < lines.length; at++) if (close.test(lines[at]!)) return at;
  return lines.length;
}
