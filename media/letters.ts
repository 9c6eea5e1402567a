// Counts the letters of a text by what they say about its direction and its language. Characters without a direction of
// their own (digits, marks, emoji) do not count.
import { hanForms } from "./hanForms.ts";

export interface Letters {
  leftToRight: number;
  rightToLeft: number;
  kana: number;
  hangul: number;
  han: number;
  /** Han characters that are written so in traditional Chinese only, neither in simplified Chinese nor in Japanese. */
  traditional: number;
  /** Han characters that are written so in simplified Chinese only. */
  simplified: number;
}

export const noLetters = (): Letters => ({
  leftToRight: 0,
  rightToLeft: 0,
  kana: 0,
  hangul: 0,
  han: 0,
  traditional: 0,
  simplified: 0,
});

/** Adds the letters of a text to `letters`. One pass over code units: this runs for each piece of an answer. */
export function countLetters(text: string, letters: Letters): void {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x80) {
      const lower = code | 0x20;
      if (lower >= 0x61 && lower <= 0x7a) letters.leftToRight++;
    } else if (code < 0x590) {
      if (code >= 0xc0 && code !== 0xd7 && code !== 0xf7 && !(code >= 0x2b9 && code < 0x370)) letters.leftToRight++;
    } else if (code < 0x900) {
      if (isRightToLeft(code)) letters.rightToLeft++;
    } else if (code < 0x2000) {
      letters.leftToRight++;
      if (code >= 0x1100 && code < 0x1200) letters.hangul++;
    } else if (code < 0x2c00) {
      // Punctuation, symbols, arrows.
    } else if (code < 0x2e80 || code >= 0xf900) {
      countRare(code, letters);
    } else {
      countEastAsian(code, letters);
    }
  }
}

/** Hebrew, Arabic and the scripts beside them, without their vowel marks, digits and punctuation. */
const isRightToLeft = (code: number): boolean =>
  code >= 0x5d0 &&
  !(code >= 0x600 && code < 0x620) &&
  !(code >= 0x64b && code < 0x66e) &&
  code !== 0x670 &&
  !(code >= 0x6d6 && code < 0x6ee) &&
  !(code >= 0x6f0 && code < 0x6fa) &&
  code < 0x8ca;

function countRare(code: number, letters: Letters): void {
  if ((code >= 0xfb1d && code < 0xfdfd) || (code >= 0xfe70 && code < 0xfefd)) letters.rightToLeft++;
  else if (code < 0x2e00 || (code >= 0xfb00 && code < 0xfb1d)) letters.leftToRight++;
  else if ((code >= 0xff21 && code < 0xff3b) || (code >= 0xff41 && code < 0xff5b)) letters.leftToRight++;
  else if (code < 0xfb00) countHan(code, letters);
  else if (code >= 0xff66 && code < 0xffa0) {
    letters.leftToRight++;
    letters.kana++;
  }
}

function countEastAsian(code: number, letters: Letters): void {
  if (code >= 0x4e00 && code < 0xa000) countHan(code, letters);
  else if (code >= 0x3041 && code < 0x3100) {
    // The middle dot and the long vowel mark are used outside Japanese too.
    if (code === 0x30fb || code === 0x30fc || (code >= 0x3097 && code < 0x309d)) return;
    letters.leftToRight++;
    letters.kana++;
  } else if ((code >= 0xac00 && code < 0xd7a4) || (code >= 0x3131 && code < 0x318f)) {
    letters.leftToRight++;
    letters.hangul++;
  } else if ((code >= 0x3400 && code < 0x4dc0) || (code >= 0xd840 && code < 0xd8c0)) {
    countHan(code, letters);
  } else if (code === 0xd802 || code === 0xd803 || code === 0xd83a || code === 0xd83b) {
    // The first half of a letter of an old script that is written from right to left.
    letters.rightToLeft++;
  } else if (code >= 0xa000 && code < 0xac00) letters.leftToRight++;
}

function countHan(code: number, letters: Letters): void {
  letters.leftToRight++;
  letters.han++;
  const forms = hanForms();
  if (forms.isTraditional(code)) letters.traditional++;
  else if (forms.isSimplified(code)) letters.simplified++;
}
