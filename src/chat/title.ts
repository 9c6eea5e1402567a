// A conversation's first title: the first words of its first prompt.
import type { StoredPart } from "./message.ts";

const LONGEST = 60;

export function firstWords(text: string): string {
  const words = text.replace(/\s+/g, " ").trim();
  if (words.length <= LONGEST) return words;
  // Not in the middle of a character that takes two units.
  return `${words.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** What a prompt without a text is called after. */
export const labelsOf = (references: readonly StoredPart[]): string =>
  references.map((part) => (part.type === "reference" ? part.label : "")).join(" ");
