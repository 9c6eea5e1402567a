// A found place with what stands around it, cut to what fits on two lines of a list.
import type { Place } from "./places.ts";

export interface Excerpt {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** Around the first place that has the most of the terms near it. */
export function excerptOf(text: string, places: readonly (readonly Place[])[]): Excerpt {
  const { start, end } = bestPlace(places);
  const from = beginning(text, start);
  const to = ending(text, end);
  const before = (isMidLine(text, from) ? "…" : "") + flat(text.slice(from, start)).trimStart();
  const after = flat(text.slice(end, to)).trimEnd() + (text.slice(to).trim() === "" ? "" : "…");
  return { before, match: flat(text.slice(start, end)), after };
}

// Counted in Latin characters, of which an ideograph takes the room of two.
const BEFORE = 40;
const AFTER = 160;

function bestPlace(places: readonly (readonly Place[])[]): Place {
  let best: Place = places[0]?.[0] ?? { start: 0, end: 0 };
  let most = 0;
  for (const place of places.flat().sort((a, b) => a.start - b.start)) {
    const near = places.filter((one) =>
      one.some(({ start }) => start >= place.start && start < place.start + AFTER / 2),
    ).length;
    if (near > most) {
      most = near;
      best = place;
    }
  }
  return best;
}

/** The beginning of the line if that is near enough, else of a word. */
function beginning(text: string, start: number): number {
  let from = start;
  for (let room = BEFORE; room > 0 && from > 0; from--) {
    if (text[from - 1] === "\n") return from;
    room -= widthOf(text, from - 1);
  }
  if (from === 0) return 0;
  const word = text.slice(from, start).search(/(?<=\s)\S/);
  return word >= 0 && word < BEFORE / 2 ? from + word : afterMarks(text, from, start);
}

function ending(text: string, end: number): number {
  let to = end;
  for (let room = AFTER; room > 0 && to < text.length; to++) room -= widthOf(text, to);
  if (to >= text.length) return text.length;
  const word = text.slice(end, to).search(/\s\S*$/);
  return word > to - end - BEFORE / 2 && word >= 0 ? end + word : afterMarks(text, to, text.length);
}

/** Not in the middle of a character. */
function afterMarks(text: string, at: number, limit: number): number {
  let free = at;
  while (free < limit && /\p{M}|\u200d|[\udc00-\udfff]/u.test(text[free]!)) free++;
  return free;
}

const isMidLine = (text: string, at: number): boolean => at > 0 && text[at - 1] !== "\n";

const flat = (text: string): string => text.replace(/\s+/g, " ");

const widthOf = (text: string, at: number): number => (text.charCodeAt(at) < 0x1100 ? 1 : 2);
