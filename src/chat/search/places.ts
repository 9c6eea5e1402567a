// Where in a text the words of a search stand: by the same rules as the index, so that both agree on what is found.
import type { Term } from "./terms.ts";
import { fold, nextGap, restsOf, type Token, tokensOf, withoutJoiners, wordOf } from "./tokens.ts";

export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Some places of each term, the first ones. Undefined if one of the terms has none. */
export function placesOf(text: string, terms: readonly Term[]): readonly (readonly Place[])[] | undefined {
  const folded = fold(text);
  // Seen at a glance, where taking the text apart takes a while: most texts do not have the words at all.
  if (!hasTokens(withoutJoiners(folded), terms)) return undefined;
  const places = terms.map((term) => (term.literal ? literalPlaces(folded, term.literal) : []));
  if (terms.some((term, index) => term.literal && places[index]!.length === 0)) return undefined;
  const tokens: Token[] = [];
  // A common word stands at the beginning mostly: the rest of a long answer need not be taken apart.
  for (let from = 0; from < text.length && places.some((one) => one.length === 0); ) {
    const to = nextGap(text, from + PIECE);
    const first = tokens.length;
    tokens.push(...tokensOf(text, folded, from, to));
    terms.forEach((term, index) => {
      if (!term.literal) addPlaces(places[index]!, text, folded, tokens, first, term);
    });
    from = to;
  }
  return places.every((one) => one.length > 0) ? places : undefined;
}

const PIECE = 500;

/** False if one of the words is not there, not even inside of another. `bare` is folded and without underscores. */
export function hasTokens(bare: string, terms: readonly Term[]): boolean {
  return terms.every(({ tokens }) => tokens.every((token) => bare.includes(token)));
}

/** Of one term. One that occurs everywhere need not be followed through a text of a megabyte. */
const MOST_PLACES = 50;

function literalPlaces(folded: string, literal: RegExp): Place[] {
  const places: Place[] = [];
  for (const { index, 0: found } of folded.matchAll(literal)) {
    places.push({ start: index, end: index + found.length });
    if (places.length === MOST_PLACES) break;
  }
  return places;
}

/** Those that end in the tokens from `first` on. */
function addPlaces(
  places: Place[],
  text: string,
  folded: string,
  tokens: readonly Token[],
  first: number,
  term: Term,
): void {
  const length = term.tokens.length;
  for (let at = Math.max(0, first - length + 1); at + length <= tokens.length && places.length < MOST_PLACES; at++) {
    const place = length === 1 ? wordPlace(text, folded, tokens[at]!, term) : runPlace(folded, tokens, at, term);
    if (place) places.push(place);
  }
}

function wordPlace(text: string, folded: string, token: Token, term: Term): Place | undefined {
  const wanted = term.tokens[0]!;
  if (fits(token.text, wanted, term.isPrefix)) return { start: token.start, end: endOf(folded, token.start, wanted) };
  if (token.text.length <= wanted.length || !token.text.includes(wanted)) return undefined;
  const start = restsOf(text, token).find((rest) => fits(wordOf(folded, rest, token.end), wanted, term.isPrefix));
  return start === undefined ? undefined : { start, end: endOf(folded, start, wanted) };
}

function runPlace(
  folded: string,
  tokens: readonly Token[],
  at: number,
  { tokens: wanted, isPrefix }: Term,
): Place | undefined {
  const last = wanted.length - 1;
  const isThere = wanted.every((text, index) => fits(tokens[at + index]!.text, text, isPrefix && index === last));
  return isThere
    ? { start: tokens[at]!.start, end: endOf(folded, tokens[at + last]!.start, wanted[last]!) }
    : undefined;
}

const fits = (text: string, wanted: string, isPrefix: boolean): boolean =>
  isPrefix ? text.startsWith(wanted) : text === wanted;

/** Underscores are not in the words, but they are in the text. */
function endOf(folded: string, start: number, wanted: string): number {
  let end = start;
  for (let count = 0; count < wanted.length && end < folded.length; end++) if (folded[end] !== "_") count++;
  return end;
}
