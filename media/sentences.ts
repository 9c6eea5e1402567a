// A growing answer in sentence-sized pieces of plain text, for screen readers.
import { type Fence, openingFence } from "./markdown/fence.ts";

export interface Sentences {
  /** Takes the whole text so far and returns the pieces that are complete now and were not before. */
  take(text: string, isDone: boolean): string[];
}

/** `codeBlock` names a block of code, which is not read aloud. */
export function createSentences(codeBlock: (language: string) => string): Sentences {
  let before = "";
  let read = 0;
  let fence: Fence | undefined;
  /** What stands before the fence in its line: spaces, and the marks of lists and quotes. */
  let depth = 0;

  return {
    take(text, isDone) {
      const pieces: string[] = [];
      // What had come was thinking, as is known now: the answer begins here.
      if (!text.startsWith(before.slice(0, read))) {
        read = 0;
        fence = undefined;
      }
      before = text;
      while (read < text.length) {
        const lineEnd = text.indexOf("\n", read);
        if (lineEnd < 0 && !isDone) {
          takeSentences(text, pieces);
          break;
        }
        const line = text.slice(read, lineEnd < 0 ? text.length : lineEnd);
        read = lineEnd < 0 ? text.length : lineEnd + 1;
        takeLine(line, pieces);
      }
      return pieces;
    },
  };

  function takeLine(line: string, pieces: string[]): void {
    if (fence) {
      const inside = line.slice(Math.min(depth, line.search(/[^\s>]|$/))).trimEnd();
      if (fence.isClosedBy(inside)) fence = undefined;
      return;
    }
    const content = line.replace(/^\s*(?:[-*+>]\s+|\d+[.)]\s+)*/, "");
    depth = line.length - content.length;
    fence = openingFence(content);
    if (fence) {
      pieces.push(codeBlock(fence.language).trim());
      return;
    }
    const words = plain(line);
    if (words) pieces.push(words);
  }

  /** Sentences inside a line that is still growing. A full stop ends one only when something follows it. */
  function takeSentences(text: string, pieces: string[]): void {
    if (fence || /^\s*[`~|]/.test(text.slice(read, read + 8))) return;
    const line = text.slice(read);
    let from = 0;
    for (const end of line.matchAll(/[.!?…]["')\]]*\s+(?=\S)|[。！？；]["”』」）]*/g)) {
      const to = end.index + end[0].length;
      const words = plain(line.slice(from, to));
      // "1." and "e.g." are no sentences.
      if (!/\p{L}{2}|\p{Script=Han}/u.test(words) || /\b(?:e\.g|i\.e|etc|vs|z\.B)\.$/i.test(words)) continue;
      pieces.push(words);
      from = to;
    }
    read += from;
  }
}

/** A line of Markdown as it would be read aloud. */
function plain(line: string): string {
  if (/^[\s|:-]+$/.test(line) || /^\s*([*_-]\s*){3,}$/.test(line)) return "";
  return line
    .replace(/^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+(?:\[[ xX]\]\s+)?)+/, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__|~~|`+)/g, "")
    .replace(/(^|\W)[*_](\S[^*_]*)[*_](?=\W|$)/g, "$1$2")
    .replace(/\s*\|\s*/g, ", ")
    .replace(/^, |, $/g, "")
    .trim();
}
