// "[1]" or "[ref_1]" in a text, where the answer has a source of that number.
import type { Token } from "marked";

const citation = /\[(?:ref_)?(\d{1,3})\]/g;

/** The text tokens cut at their citations; all other tokens as they are. */
export function withCitations(tokens: readonly Token[], isSource: (number: number) => boolean): readonly Token[] {
  return tokens.flatMap((token) => {
    if (token.type !== "text" || !token.raw.includes("[")) return [token];
    const pieces: Token[] = [];
    let at = 0;
    for (const found of token.raw.matchAll(citation)) {
      if (!isSource(Number(found[1]))) continue;
      if (found.index > at) pieces.push(text(token.raw.slice(at, found.index)));
      pieces.push({ type: "citation", raw: found[0], text: found[1]! });
      at = found.index + found[0].length;
    }
    if (at === 0) return [token];
    return at < token.raw.length ? [...pieces, text(token.raw.slice(at))] : pieces;
  });
}

const text = (raw: string): Token => ({ type: "text", raw, text: raw });
