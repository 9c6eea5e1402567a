// Which way a paragraph runs. `dir="auto"` asks its first letter only, and so turns an Arabic sentence that begins with
// the name of a function; here the majority of its letters decides.
import { countLetters, type Letters, noLetters } from "./letters.ts";

export type Direction = "ltr" | "rtl";

/** Code in backticks and addresses do not count. Undefined when no letter says anything. */
export function directionOf(text: string): Direction | undefined {
  const letters = noLetters();
  countLetters(text.replace(/(`+)[^`][\s\S]*?\1|\b[a-z]+:\/\/\S+/gi, " "), letters);
  return directionIn(letters);
}

export function directionIn({ leftToRight, rightToLeft }: Letters): Direction | undefined {
  if (rightToLeft > leftToRight) return "rtl";
  return leftToRight > 0 ? "ltr" : undefined;
}
