// How text becomes the words that the index knows, and where in the text each of them stands.
// Scripts with spaces: whole words, lower case, without underscores; and each rest of an identifier that begins at one of its parts, so
// that getUserName is found by "user", "username" and "userna". Scripts without spaces (and Korean, whose endings stick to the words):
// every two neighbouring characters, and the last one alone; a word of any length is then a sequence of such pairs.

export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
}

/** Of a script without spaces; a word of one piece; a word that may have parts. */
export type Kind = typeof DENSE | typeof LETTER | typeof MIXED;

/** The words in their order. `text` is in Unicode's form C, see `fold`. */
export function tokensOf(text: string, folded = fold(text), from = 0, to = text.length): Token[] {
  const tokens: Token[] = [];
  eachRun(text, from, to, (start, end, kind) => {
    if (kind === DENSE) {
      for (let at = start; at < end; ) {
        const next = at + widthAt(text, at);
        const last = next < end ? next + widthAt(text, next) : next;
        tokens.push({ text: folded.slice(at, last), start: at, end: last, kind });
        at = next;
      }
    } else {
      const word = wordOf(folded, start, end);
      if (word) tokens.push({ text: word, start, end, kind });
    }
  });
  return tokens;
}

/** Where the rests of a word begin: `getUserName` at User and at Name. None for what is no identifier but a hash or a piece of data. */
export function restsOf(text: string, { start, end, kind }: Token): readonly number[] {
  if (kind !== MIXED || end - start < 3 || end - start > LONGEST) return NONE;
  const rests: number[] = [];
  for (let at = start + 1; at < end - 1; at++) if (isPartBorder(text, at, end)) rests.push(at);
  return rests.length > MOST_PARTS ? NONE : rests;
}

/** The text of a word, or of its rest from `start` on, as the index has it. */
export function wordOf(folded: string, start: number, end: number): string {
  return withoutJoiners(folded.slice(start, end)).slice(0, LONGEST);
}

export const withoutJoiners = (text: string): string => (text.includes("_") ? text.replaceAll("_", "") : text);

/** All that the index is given for a text: its words in order, then the rests of its identifiers, whose order does not matter. */
export function indexedText(text: string): string {
  const folded = fold(text);
  const words: string[] = [];
  const rests = new Set<string>();
  for (const token of tokensOf(text, folded)) {
    words.push(token.text);
    for (const start of restsOf(text, token)) rests.add(wordOf(folded, start, token.end));
  }
  return `${words.join(" ")} ${[...rests].join(" ")}`;
}

/** Lower case, without accents and full-width forms. Every place in the result is the same place in `text`. */
export function fold(text: string): string {
  const folded = text.replace(FOLDABLE, (character) => folds.get(character) ?? foldCharacter(character)).toLowerCase();
  return folded.length === text.length ? folded : Array.from(text, foldCharacter).join("");
}

/** A longer word is known by its beginning. */
const LONGEST = 64;
const MOST_PARTS = 10;
const NONE: readonly number[] = [];

const FOLDABLE = /[\u00aa-\u058f\u1e00-\u1fff\uff00-\uffef]/g;
const folds = new Map<string, string>();

function foldCharacter(character: string): string {
  const plain = character.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace("ς", "σ");
  const result = plain.length === character.length ? plain : character;
  folds.set(character, result);
  return result;
}

const SEPARATOR = 0;
const LETTER = 1;
const UPPER = 2;
const DIGIT = 3;
const JOINER = 4;
const DENSE = 5;
const MIXED = 6;

let classes: Uint8Array | undefined;

function eachRun(
  text: string,
  from: number,
  to: number,
  found: (start: number, end: number, kind: Kind) => void,
): void {
  const table = (classes ??= classify());
  let start = from;
  let run: Kind | typeof SEPARATOR = SEPARATOR;
  for (let at = from; at <= to; at++) {
    const kind = at < to ? table[text.charCodeAt(at)]! : SEPARATOR;
    if (kind === SEPARATOR || (kind === DENSE) !== (run === DENSE) || run === SEPARATOR) {
      if (run !== SEPARATOR) found(start, at, run);
      start = at;
      run = kind === SEPARATOR || kind === DENSE || kind === LETTER ? kind : MIXED;
    } else if (kind !== DENSE && kind !== LETTER) run = MIXED;
  }
}

function isPartBorder(text: string, at: number, end: number): boolean {
  const table = (classes ??= classify());
  const before = table[text.charCodeAt(at - 1)];
  const here = table[text.charCodeAt(at)];
  if (here === JOINER) return false;
  if (before === JOINER) return true;
  if (here === DIGIT || before === DIGIT) return here !== before;
  if (here !== UPPER) return false;
  // HTTPServer: the last capital of a run belongs to what follows.
  return before !== UPPER || (at + 1 < end && table[text.charCodeAt(at + 1)] === LETTER);
}

/** The first place from `at` on where no word is, so that the text can be taken in pieces. */
export function nextGap(text: string, at: number): number {
  const table = (classes ??= classify());
  let gap = at;
  while (gap < text.length && table[text.charCodeAt(gap)] !== SEPARATOR) gap++;
  return Math.min(gap, text.length);
}

export const isDense = ({ kind }: Token): boolean => kind === DENSE;

const widthAt = (text: string, at: number): number => (text.codePointAt(at)! > 0xffff ? 2 : 1);

/** One look-up a character: the properties of Unicode, asked for 200 MB of text, take minutes. */
function classify(): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (let code = 0; code < table.length; code++) {
    // Halves of characters beyond the first plane: rare ideographs and emoji.
    const isIdeograph = (code >= 0x4e00 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xdfff);
    table[code] = isIdeograph ? DENSE : classOf(String.fromCharCode(code));
  }
  return table;
}

function classOf(character: string): number {
  if (character === "_") return JOINER;
  if (/[\ufe00-\ufe0f]/.test(character)) return SEPARATOR; // They choose the look of the character before.
  if (!/[\p{L}\p{M}\p{N}\p{Extended_Pictographic}]/u.test(character)) return SEPARATOR;
  if (DENSE_SCRIPTS.test(character)) return DENSE;
  if (/\p{N}/u.test(character)) return DIGIT;
  return /\p{Lu}/u.test(character) ? UPPER : LETTER;
}

const DENSE_SCRIPTS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Extended_Pictographic}ーｰ]/u;
