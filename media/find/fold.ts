// Finds a text in a text. Upper and lower case may be the same, and then a match still knows its place in the original,
// although "ß" has two letters in upper case.

export interface Query {
  /** Each is looked for by itself; none has a line end. */
  readonly terms: readonly string[];
  readonly isCaseSensitive: boolean;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** In their order, none over another. */
export function findAll(text: string, { terms, isCaseSensitive }: Query): Span[] {
  const folded = isCaseSensitive ? { text } : fold(text);
  const found: Span[] = [];
  for (const term of terms) {
    const needle = isCaseSensitive ? term : fold(term).text;
    if (needle === "") continue;
    for (let at = folded.text.indexOf(needle); at >= 0; ) {
      const span = original(folded, at, at + needle.length);
      if (span) found.push(span);
      at = folded.text.indexOf(needle, at + (span ? needle.length : 1));
    }
  }
  return terms.length > 1 ? apart(found) : found;
}

export interface Folded {
  readonly text: string;
  /** Where the character that each unit came from begins in the original; absent when all are in their places. */
  readonly starts?: readonly number[];
}

export function fold(text: string): Folded {
  if (!changesLength.test(text)) return { text: sameCase(text) };
  let folded = "";
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    const same = sameCase(character);
    for (let unit = 0; unit < same.length; unit++) starts.push(at);
    folded += same;
    at += character.length;
  }
  starts.push(at);
  return { text: folded, starts };
}

/** Characters that have another length in `sameCase`; a unit test looks at all there are. */
const changesLength =
  /[\u00df\u0130\u0149\u01f0\u0390\u03b0\u0587\u1e96-\u1e9a\u1e9e\u1f50-\u1f56\u1f80-\u1fff\ufb00-\ufb06\ufb13-\ufb17]/;

/** By way of upper case, so that "ß" is "ss" and both forms of sigma are one. "İ" is an "i": its dot is no letter. */
const sameCase = (text: string): string =>
  text.replaceAll("\u0130", "i").toUpperCase().toLowerCase().replaceAll("\u03c2", "\u03c3");

/** Undefined when a match has only a part of a character: there is an "s" in "ss", but none in "ß". */
function original({ starts }: Folded, from: number, to: number): Span | undefined {
  if (!starts) return { start: from, end: to };
  const [start = 0, end = 0] = [starts[from], starts[to]];
  return (from > 0 && starts[from - 1] === start) || starts[to - 1] === end ? undefined : { start, end };
}

function apart(spans: Span[]): Span[] {
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return spans.filter((span) => {
    if (span.start < end) return false;
    end = span.end;
    return true;
  });
}
