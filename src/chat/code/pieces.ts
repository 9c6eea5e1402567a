// What of an answer is for which file: each block is one piece, a diff of several files one for each.
import { blocksOf, languageOf } from "./blocks.ts";
import { type Hunk, parseDiff } from "./diffBlock.ts";
import { type Named, namesOf } from "./named.ts";

export interface Piece {
  /** Of the answer, counted from 0. */
  readonly block: number;
  readonly text: string;
  readonly language: string;
  /** Of a diff. */
  readonly hunks?: readonly Hunk[];
  /** The file that it is for, the surest name first. */
  readonly names: readonly Named[];
  /** Nothing of it is still to come. */
  readonly isClosed: boolean;
}

export function piecesOf(answer: string): readonly Piece[] {
  return blocksOf(answer).flatMap((block, index) => {
    const language = languageOf(block.info);
    const { text, isClosed } = block;
    const names = namesOf(block);
    const files = parseDiff(text, language);
    if (!files) return [{ block: index, text, language, names, isClosed }];
    return files
      .filter(({ hunks }) => hunks.length > 0)
      .map(({ path, hunks }) => ({
        block: index,
        text,
        language,
        hunks,
        names: path === undefined ? names : [{ name: path, by: "info" as const }],
        isClosed,
      }));
  });
}

/** Those of the block that the reader sees: by its text, and by its number where several have the same one. */
export function piecesOfBlock(all: readonly Piece[], text: string, number: number): readonly Piece[] {
  const same = all.filter((piece) => piece.text === text);
  const meant = same.some(({ block }) => block === number) ? number : same[0]?.block;
  const found = same.filter(({ block }) => block === meant);
  // An indented block has no fence: it is only what it is.
  return found.length > 0 ? found : [{ block: number, text, language: "", names: [], isClosed: true }];
}
