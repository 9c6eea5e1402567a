// Several pieces of an answer for one file, applied one after the other.
import { lineEdits } from "./lineEdits.ts";
import { linesOf } from "./lines.ts";
import type { Piece } from "./pieces.ts";
import { type Hint, type Outcome, type Place, propose, proposeHunks } from "./propose.ts";

export type Combined =
  | {
      readonly kind: "changed";
      readonly text: string;
      /** The first line that changes, counted from 0. */
      readonly at: number;
      /** Pieces that are in it, and parts of them without a place. */
      readonly used: number;
      readonly missed: number;
    }
  | Exclude<Outcome, { readonly kind: "changed" }>;

/** Which of several places is meant: by number, or all of them. */
export type Choice = number | "all" | undefined;

/** `asked` is the piece that the reader chose: what becomes of it decides; others only join in. */
export function combine(base: string, pieces: readonly Piece[], asked: Piece, choice?: Choice, hint?: Hint): Combined {
  let text = linesOf(base).join("\n");
  let [used, missed] = [0, 0];
  let at: number | undefined;
  for (const piece of pieces) {
    const outcome = piece.hunks ? proposeHunks(text, piece.hunks) : propose(text, piece.text, piece.language, hint);
    const chosen = outcome.kind === "several" && piece === asked ? choose(text, outcome.places, choice) : outcome;
    if (chosen.kind === "changed") {
      used++;
      missed += chosen.missed;
      at = Math.min(at ?? chosen.at, chosen.at);
      text = chosen.text;
    } else if (chosen.kind !== "same") {
      if (piece === asked) return chosen;
      missed++;
    }
  }
  return at === undefined ? { kind: "same" } : { kind: "changed", text, at, used, missed };
}

function choose(text: string, places: readonly Place[], choice: Choice): Outcome {
  if (choice === "all") {
    const all = inAll(text, places);
    if (all !== undefined) return { kind: "changed", text: all, at: places[0]!.at, missed: 0 };
  }
  const place = typeof choice === "number" ? places[choice] : undefined;
  return place ? { kind: "changed", text: place.text, at: place.at, missed: 0 } : { kind: "several", places };
}

/** The text with the change at every place; undefined when they are in each other's way. */
export function inAll(base: string, places: readonly Place[]): string | undefined {
  const lines = [...linesOf(base)];
  const edits = places
    .flatMap(({ text }) => lineEdits(lines, linesOf(text)))
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
  if (
    edits.some((edit, index) => index > 0 && edit.start < Math.max(edits[index - 1]!.end, edits[index - 1]!.start + 1))
  ) {
    return undefined;
  }
  for (const { start, end, lines: now } of edits.toReversed()) lines.splice(start, end - start, ...now);
  return lines.join("\n");
}
