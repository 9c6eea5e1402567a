// What a file would be with a block of code applied to it, or why that can not be said.

import { placeDefinitions } from "./definitions.ts";
import { type Hunk, parseDiff } from "./diffBlock.ts";
import { isElision } from "./elision.ts";
import { linesOf, type Placed } from "./lines.ts";
import { withoutPathComment } from "./named.ts";
import { applyHunks } from "./patch.ts";
import { parseSearchReplace } from "./searchReplace.ts";
import { placeSnippet } from "./snippet.ts";
import { isWholeFile } from "./wholeFile.ts";

export type Outcome =
  /** `missed` parts of a diff have no place in the file. */
  | { readonly kind: "changed"; readonly text: string; readonly at: number; readonly missed: number }
  /** The file has it already. */
  | { readonly kind: "same" }
  /** Several places are as good as each other: a text for each, and one with all of them if that can be. */
  | { readonly kind: "several"; readonly places: readonly Place[] }
  | { readonly kind: "none" };

export interface Place {
  readonly text: string;
  /** The line that it begins at, counted from 0. */
  readonly at: number;
}

/** Lines of the file that the question was about, counted from 0: they decide between places. */
export interface Hint {
  readonly first: number;
  readonly last: number;
}

/** Both texts may have any line ends; the result has "\n". `base` is the whole file. */
export function propose(base: string, block: string, language: string, hint?: Hint): Outcome {
  const lines = linesOf(base);
  const hunks = parseDiff(block, language)?.flatMap((file) => file.hunks) ?? parseSearchReplace(block);
  if (hunks) return proposeHunks(base, hunks);

  const code = withoutEnds(linesOf(withoutPathComment(block, base)));
  if (code.length === 0) return { kind: "none" };
  const hasElisions = code.some((line) => isElision(line) && !lines.some((one) => one.trim() === line.trim()));
  if (!hasElisions && lines.every((line) => !line.trim())) return changed(lines, withEndOf(lines, code), 0);
  if (isThere(lines, code)) return { kind: "same" };
  if (!hasElisions && isWholeFile(lines, code)) return changed(lines, withEndOf(lines, code), 0);
  const definitions = hasElisions ? [] : placeDefinitions(lines, code);
  return fromPlaces(lines, definitions.length > 0 ? definitions : placeSnippet(lines, code), hint);
}

/** The same for a diff. */
export function proposeHunks(base: string, hunks: readonly Hunk[]): Outcome {
  const lines = linesOf(base);
  const patched = applyHunks(lines, hunks);
  if (patched.applied > 0) return changed(lines, patched.lines, patched.at, patched.missed);
  return { kind: patched.already > 0 && patched.missed === 0 ? "same" : "none" };
}

function fromPlaces(lines: readonly string[], places: readonly Placed[], hint: Hint | undefined): Outcome {
  const base = lines.join("\n");
  const different = places
    .map(({ lines: now, at }) => ({ text: now.join("\n"), at }))
    .filter(({ text }, index, all) => text !== base && all.findIndex((one) => one.text === text) === index);
  if (different.length === 0) return { kind: places.length > 0 ? "same" : "none" };
  const meant = hint ? different.filter(({ at }) => hint.first - 3 <= at && at <= hint.last) : [];
  const [one, ...more] = meant.length === 1 ? meant : different;
  if (more.length > 0) return { kind: "several", places: different.toSorted((a, b) => a.at - b.at) };
  return { kind: "changed", text: one!.text, at: one!.at, missed: 0 };
}

function changed(lines: readonly string[], now: readonly string[], at: number, missed = 0): Outcome {
  const text = now.join("\n");
  return text === lines.join("\n") ? { kind: "same" } : { kind: "changed", text, at, missed };
}

function withoutEnds(lines: readonly string[]): readonly string[] {
  let [start, end] = [0, lines.length];
  while (start < end && !lines[start]!.trim()) start++;
  while (end > start && !lines[end - 1]!.trim()) end--;
  return lines.slice(start, end);
}

/** A file keeps the way it ends, with a line end or without; a new one gets one. */
function withEndOf(lines: readonly string[], code: readonly string[]): readonly string[] {
  let blank = 0;
  while (blank < lines.length && lines[lines.length - 1 - blank] === "") blank++;
  return [...code, ...Array.from({ length: blank === lines.length ? 1 : blank }, () => "")];
}

/** All of its lines, together and as they are. */
function isThere(lines: readonly string[], code: readonly string[]): boolean {
  for (let at = 0; at + code.length <= lines.length; at++) {
    if (code.every((line, index) => lines[at + index]!.trimEnd() === line.trimEnd())) return true;
  }
  return false;
}
