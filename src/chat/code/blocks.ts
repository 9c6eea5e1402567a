// The fenced blocks of an answer's Markdown, each with what the text says about it.

export interface Block {
  /** What stands behind the fence: "ts src/a.ts". */
  readonly info: string;
  readonly text: string;
  /** The lines of text right before it, the nearest one last. */
  readonly before: readonly string[];
  /** Its closing fence has come: the rest of the answer, or its being cut, does not change it. */
  readonly isClosed: boolean;
}

/** Lines before a block that may say what it is for. */
const NEAR = 3;

export function blocksOf(markdown: string): readonly Block[] {
  const lines = markdown.replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd").split("\n");
  const blocks: Block[] = [];
  let before: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const fence = openingFence(lines[at]!);
    if (!fence) {
      if (lines[at]!.trim()) before.push(lines[at]!.trim());
      continue;
    }
    const end = lines.findIndex((line, index) => index > at && fence.isClosedBy(line));
    const code = lines.slice(at + 1, end < 0 ? undefined : end).map(fence.inside);
    if (end < 0 && code.at(-1) === "") code.pop();
    blocks.push({ info: fence.info, text: code.join("\n"), before: before.slice(-NEAR), isClosed: end >= 0 });
    if (end < 0) break;
    before = [];
    at = end;
  }
  return blocks;
}

/** A language that is one word: "ts" of "ts src/a.ts", of "{.ts}" and of "ts:src/a.ts". */
export const languageOf = (info: string): string =>
  (/^[ \t]*[{.]*([^\s:,{}]{1,40})/.exec(info)?.[1] ?? "").toLowerCase();

interface Fence {
  readonly info: string;
  isClosedBy(line: string): boolean;
  /** A line without what the list or the quotation around the block puts before it. */
  inside(line: string): string;
}

function openingFence(line: string): Fence | undefined {
  const match = /^((?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])(?=[ \t]))*[ \t]*)(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(line);
  if (!match) return undefined;
  const [, prefix = "", run = "", info = ""] = match;
  const closing = new RegExp(`^[ \\t>]*${run[0]}{${run.length},}[ \\t]*$`);
  const quotes = prefix.match(/>/g)?.length ?? 0;
  const width = quotes > 0 ? (/[ \t]*$/.exec(prefix)?.[0].length ?? 0) : prefix.length;
  return {
    info: info.trim(),
    isClosedBy: (text) => closing.test(text),
    inside(text) {
      let rest = text;
      for (let quote = 0; quote < quotes; quote++) rest = rest.replace(/^[ \t]{0,3}>/, "");
      let spaces = 0;
      while (spaces < width && rest[spaces] === " ") spaces++;
      return rest.slice(spaces);
    },
  };
}
