// Where a word goes to the next line because it grew, and a piece of its own begins with it – bold text, code, a link, or what
// follows one of them – that whole piece jumps. So such a word is shown once it is complete. Within running text nothing is
// held back: there a word that does not fit any more is all that moves.
import type { Token, Tokens } from "marked";
import { lastLeaf } from "./leaf.ts";

/** A line may end before each of these, whatever stands before it. */
const ideographs = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

/** Takes the half word at the end of the last block off. `tokens` are changed; returns whether anything was. */
export function dropHalfWord(tokens: readonly Token[]): boolean {
  const leaf = lastLeaf(tokens);
  // The first word of a line does not jump.
  if (!leaf || leaf.tokens.length < 2) return false;
  const kept = [...leaf.tokens];
  const isChanged = trim(kept) !== "none" && (kept.length < leaf.tokens.length || kept.at(-1) !== leaf.tokens.at(-1));
  if (!isChanged || kept.length === 0) return false;
  leaf.tokens.splice(0, leaf.tokens.length, ...kept);
  return true;
}

/** Takes off pieces until one has, or is behind, a place where a line may end. "none": there is no such place. */
function trim(tokens: Token[]): "found" | "none" {
  for (;;) {
    const last = tokens.at(-1);
    if (!last) return "none";
    const inside = "tokens" in last && last.tokens ? [...last.tokens] : undefined;
    const place = inside ? trimElement(tokens, last, inside) : placeIn(last);
    if (place === "inside") return "found";
    tokens.pop();
    if (place === "before") return "found";
  }
}

/** An element of which something is left stays, with that. */
function trimElement(tokens: Token[], last: Token, inside: Token[]): "inside" | "before" | "none" {
  if (trim(inside) === "none") return "none";
  if (inside.length === 0) return "before";
  const isWhole = inside.length === (last as Tokens.Strong).tokens.length && inside.at(-1) === lastInside(last);
  // Its source is another, so that it is looked at again when it is whole.
  if (!isWhole) tokens[tokens.length - 1] = { ...last, raw: inside.map(({ raw }) => raw).join(""), tokens: inside };
  return "inside";
}

const lastInside = (token: Token): Token | undefined => (token as Tokens.Strong).tokens.at(-1);

function placeIn(token: Token): "inside" | "before" | "none" {
  if (token.type === "br") return "inside";
  const text = "text" in token && token.type !== "maths" && token.type !== "image" ? token.text : "";
  for (let at = text.length; at > 0; at--) {
    const isPlace = /\s/.test(text[at - 1]!) || ideographs.test(text[at] ?? "");
    if (isPlace) return text.slice(0, at).trim() === "" ? "before" : "inside";
  }
  return ideographs.test(text[0] ?? "") ? "before" : "none";
}
