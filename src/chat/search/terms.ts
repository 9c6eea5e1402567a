// What somebody typed into the search, as words of the index.
import { fold, isDense, tokensOf } from "./tokens.ts";

export interface Term {
  /** They follow each other. */
  readonly tokens: readonly string[];
  /** The last one may be the beginning of a word. */
  readonly isPrefix: boolean;
  /** Of quotes: what the text must have to the letter, but for case, accents and white space. */
  readonly literal?: RegExp;
}

/** All of them are to be found. None if there is nothing that could be looked for. */
export function parseTerms(text: string): readonly Term[] {
  const terms: Term[] = [];
  for (const [, quoted, word] of text.normalize("NFC").slice(0, LONGEST_TEXT).matchAll(TERMS)) {
    const term = quoted === undefined ? toTerm(word ?? "") : { ...toTerm(quoted), literal: toLiteral(quoted) };
    if (term.tokens.length > 0 && terms.length < MOST_TERMS) terms.push(term);
  }
  return terms;
}

/** The terms in FTS5's language. Tokens have neither quotes nor operators in them. */
export function toMatch(terms: readonly Term[]): string {
  return terms.map(({ tokens, isPrefix }) => `"${tokens.join(" ")}"${isPrefix ? " *" : ""}`).join(" AND ");
}

const LONGEST_TEXT = 1000;
const MOST_TERMS = 16;

/** A quote that is not closed yet is one as well. */
const TERMS = /["“”＂]([^"“”＂]*)["“”＂]?|([^\s"“”＂]+)/g;

function toTerm(text: string): Term {
  const tokens = tokensOf(text);
  const last = tokens.at(-1);
  // The last character alone stands for the end of a run of them, but a search need not be at its end.
  const isRest = last !== undefined && isDense(last) && tokens.at(-2)?.end === last.end;
  const kept = isRest ? tokens.slice(0, -1) : tokens;
  return {
    tokens: kept.map((token) => token.text),
    // One letter is the beginning of far too much; one Chinese character is a word.
    isPrefix: last !== undefined && (isDense(last) ? !isRest : last.text.length > 1),
  };
}

function toLiteral(text: string): RegExp {
  const parts = fold(text).trim().split(/\s+/);
  return new RegExp(parts.map(asPattern).join("\\s+"), "g");
}

const asPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
