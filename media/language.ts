// Which of the languages that share Han characters a text is in: each draws some of them in a form of its own, and a
// browser chooses the font by `lang`.
import { countLetters, type Letters, noLetters } from "./letters.ts";

export type Language = "ja" | "ko" | "zh-Hans" | "zh-Hant";

/** Undefined for a text that is mostly in other scripts. */
export function languageOf(text: string): Language | undefined {
  const letters = noLetters();
  countLetters(text, letters);
  return languageIn(letters);
}

export function languageIn(letters: Letters): Language | undefined {
  if (!isEastAsian(letters)) return undefined;
  return certainLanguageIn(letters) ?? (letters.han > 0 ? "zh-Hans" : undefined);
}

/** The language if a text has characters of that language alone; a heading of three Han characters may be in any. */
export function certainLanguageIn(letters: Letters): Language | undefined {
  const { kana, hangul, han, traditional, simplified } = letters;
  // Chinese that explains a Japanese particle stays Chinese.
  const tenth = (kana + hangul + han) / 10;
  if (kana > 0 && kana >= tenth && kana >= hangul && kana > simplified) return "ja";
  if (hangul > 0 && hangul >= tenth && hangul > simplified) return "ko";
  if (traditional > simplified) return "zh-Hant";
  return simplified > 0 ? "zh-Hans" : undefined;
}

/** A Han character is about a word; an English paragraph that shows one is still to be read aloud as English. */
export function isEastAsian({ leftToRight, rightToLeft, kana, hangul, han }: Letters): boolean {
  const eastAsian = kana + hangul + han;
  return eastAsian > 0 && eastAsian * 4 >= leftToRight + rightToLeft - eastAsian;
}
