// Which blocks can not change any more.
//
// Marked decides what a line is by that line, at most with the next one (a table's head), and by whether a paragraph is
// open. So once the first line of a block is complete, everything before it is final. Until then the block before it
// stays open too, for a half line may still turn out to continue it.
import type { Token, Tokens } from "marked";

export interface Placed {
  readonly token: Token;
  /** Where the token begins in the text that was lexed. */
  readonly at: number;
}

/** The tokens with their places. Undefined if they do not add up to the text, which would make cutting it wrong. */
export function place(tokens: readonly Token[], text: string): readonly Placed[] | undefined {
  const placed: Placed[] = [];
  let at = 0;
  for (const token of tokens) {
    if (!text.startsWith(token.raw, at)) return undefined;
    placed.push({ token, at });
    at += token.raw.length;
  }
  return placed;
}

/** The index of the first token that may still change; all before it are final. */
export function firstOpen(placed: readonly Placed[], text: string): number {
  let last = placed.length - 1;
  while (last >= 0 && isBlank(placed[last]!.token)) last--;
  if (last <= 0) return Math.max(last, 0);
  let open = last;
  if (!isFirm(placed, last, text)) {
    open--;
    while (open > 0 && placed[open]!.token.type === "space") open--;
  }
  // What follows a definition directly may be its title.
  while (open > 0 && placed[open - 1]!.token.type === "def" && /^[ \t]*["'(]/.test(placed[open]!.token.raw)) open--;
  return open;
}

/** Marked cuts an ideographic space from the end of a list and makes a paragraph of it, which says nothing of what follows. */
const isBlank = ({ type, raw }: Token): boolean => type === "space" || raw.trim() === "";

/** Is it certain that this block begins where it does? */
function isFirm(placed: readonly Placed[], index: number, text: string): boolean {
  const { token, at } = placed[index]!;
  const isApart = placed[index - 1]!.token.type === "space";
  // After a blank line, a letter at the margin begins a block, whatever follows.
  if (isApart && /^\p{L}/u.test(token.raw)) return true;
  if (token.type === "openMaths") return isApart;
  if (token.type === "maths") return isApart || token.raw.endsWith("\n");
  const line = text.indexOf("\n", at);
  if (line < 0) return false;
  return token.type !== "table" || text.indexOf("\n", line + 1) >= 0;
}

/** How many items of an open list are final. */
export function firmItems(list: Tokens.List, at: number, text: string): number {
  const count = list.items.length;
  if (count < 2) return 0;
  const lastAt = at + list.items.slice(0, -1).reduce((sum, item) => sum + item.raw.length, 0);
  return text.indexOf("\n", lastAt) >= 0 ? count - 1 : count - 2;
}

/** How many rows of an open table are final: those whose line is complete. */
export function firmRows(table: Tokens.Table, at: number, text: string): number {
  const isLastComplete = text.length > at + table.raw.length || table.raw.endsWith("\n");
  return isLastComplete ? table.rows.length : Math.max(0, table.rows.length - 1);
}
