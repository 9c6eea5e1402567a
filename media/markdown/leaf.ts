// The run of text at the end of an answer: what grows while it comes.
import type { Token, Tokens } from "marked";

export interface Leaf {
  readonly text: string;
  readonly tokens: Token[];
}

/** The last paragraph, heading or cell, in whatever it stands. */
export function lastLeaf(tokens: readonly Token[]): Leaf | undefined {
  const last = tokens.findLast((token) => token.type !== "space");
  switch (last?.type) {
    case "paragraph":
    case "text":
    case "heading":
      return "tokens" in last && last.tokens ? (last as Tokens.Paragraph) : undefined;
    case "list":
      return lastLeaf((last as Tokens.List).items.at(-1)?.tokens ?? []);
    case "blockquote":
      return lastLeaf((last as Tokens.Blockquote).tokens);
    case "table":
      return (last as Tokens.Table).rows.at(-1)?.findLast(({ text }) => text !== "");
    default:
      return undefined;
  }
}
