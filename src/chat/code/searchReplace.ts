// Blocks that say what to search and what to put there: "<<<<<<< SEARCH", "=======", ">>>>>>> REPLACE".
import type { Hunk } from "./diffBlock.ts";

/** As hunks of a diff; undefined when the text is none of these. */
export function parseSearchReplace(text: string): readonly Hunk[] | undefined {
  const hunks: Hunk[] = [];
  const pattern = /^<{5,9} ?(?:SEARCH|ORIGINAL|HEAD)\b.*\n([\s\S]*?)^={5,9}[ \t]*\n([\s\S]*?)^>{5,9}.*$/gm;
  for (const [, search = "", replacement = ""] of text.replace(/\r\n?/g, "\n").matchAll(pattern)) {
    const old = search === "" ? [] : search.replace(/\n$/, "").split("\n");
    const now = replacement === "" ? [] : replacement.replace(/\n$/, "").split("\n");
    hunks.push({
      at: undefined,
      lines: [
        ...old.map((line) => ({ kind: "-" as const, text: line })),
        ...now.map((line) => ({ kind: "+" as const, text: line })),
      ],
    });
  }
  return hunks.length > 0 ? hunks : undefined;
}
