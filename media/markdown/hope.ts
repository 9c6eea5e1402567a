// While an answer comes, `**bo` is taken for the beginning of bold text, not for two stars: they would stand on the screen
// for a moment, and what follows would jump when they vanish. A lexer that sees the whole text decides in the end.
import type { Token } from "marked";
import { lastLeaf } from "./leaf.ts";

/** More than this is not going to be closed. */
const LONGEST = 300;

/**
 * Delimiters that may open something. Stars in pairs are hardly ever meant as such; single ones and underscores only where
 * a word begins.
 */
const opener =
  /(?<![\\*\d])\*{2,3}(?![\s*])|(?<![\\~])~~(?![\s~])|(?<![\\`])`{1,2}(?![\s`])|(?<=^|[\s\p{P}\u3000-\u9fff\uac00-\ud7ff])(?<![\\*_])(?:[*_]|__)(?=[\p{L}\p{N}])/gu;
const closed = new Set(["strong", "em", "del", "codespan"]);

/** Closes what is open at the end of the last block. `tokens` are changed; returns whether anything was. */
export function closeWhatIsOpen(tokens: readonly Token[], lexInline: (text: string) => Token[]): boolean {
  const leaf = lastLeaf(tokens);
  if (!leaf) return false;
  const found = openersIn(leaf.tokens);
  if (found.length === 0) return false;
  const text = leaf.text.trimEnd();
  for (const openers of [found.slice(-3), found.slice(0, 1), found.slice(-1)]) {
    const hoped = lexInline(text + openers.toReversed().join(""));
    if (!closed.has(hoped.at(-1)?.type ?? "")) continue;
    leaf.tokens.splice(0, leaf.tokens.length, ...hoped);
    return true;
  }
  return false;
}

/** Also before what is closed already: `**bold with `code` in`. */
function openersIn(tokens: readonly Token[]): readonly string[] {
  let found: string[] = [];
  let distance = 0;
  for (const { type, raw } of tokens.toReversed()) {
    if (distance > LONGEST || raw.length > 4 * LONGEST) break;
    if (type === "text") {
      const here: string[] = [];
      for (const match of raw.matchAll(opener)) {
        if (raw.length - match.index + distance > LONGEST) continue;
        here.push(match[0]);
        if (match[0].startsWith("`")) break;
      }
      found = [...here, ...found];
    }
    distance += raw.length;
  }
  return found;
}
