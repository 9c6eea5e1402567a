// Text for a dialog in which every character can be seen.
import { countHiddenCharacters, showHidden } from "../../util/hiddenCharacters.ts";

/** What can not be seen as its number, tabs and line ends as they are. */
export const visible = (text: string): string =>
  showHidden(text, (character) => `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}⟩`);

export function hiddenIn(text: string): number {
  const counts = new Map<string, number>();
  countHiddenCharacters(text, counts);
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** The lines that hold what can not be seen, so many of them, with their numbers. */
export function hiddenLines(text: string, most: number): string {
  const all = text
    .split("\n")
    .flatMap((line, index) => (hiddenIn(line) > 0 ? [`${index + 1}: ${visible(line).trim().slice(0, 200)}`] : []));
  return [...all.slice(0, most), ...(all.length > most ? ["…"] : [])].join("\n");
}
