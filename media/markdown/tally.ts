// Counts the letters of a block as they come and go, and gives its element the direction and the language that follow.
// What a block holds counts for what it stands in too: a list is as its items are, the answer's language is that of all.
import { type Direction, directionIn } from "../direction.ts";
import { certainLanguageIn, isEastAsian, type Language, languageIn } from "../language.ts";
import { countLetters, type Letters, noLetters } from "../letters.ts";

/**
 * What a tally decides: for a text both; for a list, quote or table its direction; for code the language of its comments;
 * for the whole answer a language that those of its texts inherit which could be in any.
 */
export type Decides = "nothing" | "text" | "direction" | "code" | "answer";

/** So many letters say which way a text runs, or what holds several. An Arabic one may begin with a Latin name. */
const ENOUGH = { text: 24, direction: 80 };

export class Tally {
  readonly #parent: Tally | undefined;
  /** Of the whole answer. */
  readonly #root: Tally;
  readonly #host: HTMLElement;
  readonly #decides: Decides;
  readonly #letters = noLetters();
  #direction: string | undefined;
  #language: string | undefined;
  #isSettled = false;

  constructor(parent: Tally | undefined, host: HTMLElement, decides: Decides) {
    this.#parent = parent;
    this.#root = parent ? parent.#root : this;
    this.#host = host;
    this.#decides = decides;
  }

  add(text: string): void {
    if (text) this.#change(lettersOf(text), 1);
  }

  remove(text: string): void {
    if (text) this.#change(lettersOf(text), -1);
  }

  /** What was counted here is no longer on the screen. */
  forget(): void {
    const parent = this.#parent;
    if (!parent) return;
    parent.#change(this.#letters, -1);
    parent.show();
  }

  /** No more letters come. */
  settle(): void {
    this.#isSettled = true;
    this.show();
  }

  /** Writes to the DOM only what is different now, here and in what this stands in. */
  show(): void {
    if (this.#decides === "text" || this.#decides === "direction") this.#showDirection();
    if (this.#decides !== "nothing" && this.#decides !== "direction") this.#showLanguage();
    this.#parent?.show();
  }

  #change(letters: Letters, times: 1 | -1): void {
    const own = this.#letters;
    own.leftToRight += times * letters.leftToRight;
    own.rightToLeft += times * letters.rightToLeft;
    own.kana += times * letters.kana;
    own.hangul += times * letters.hangul;
    own.han += times * letters.han;
    own.traditional += times * letters.traditional;
    own.simplified += times * letters.simplified;
    const parent = this.#parent;
    if (parent) parent.#change(letters, times);
  }

  #showDirection(): void {
    const direction = this.#directionNow();
    if (direction === this.#direction) return;
    this.#direction = direction;
    if (direction) this.#host.dir = direction;
    else this.#host.removeAttribute("dir");
  }

  /** While a block of an Arabic answer has few letters yet, it runs as the answer does: it would turn around a moment later. */
  #directionNow(): Direction | undefined {
    const direction = directionIn(this.#letters);
    if (direction !== "ltr" || this.#isSettled) return direction;
    const { leftToRight, rightToLeft } = this.#letters;
    if (leftToRight > ENOUGH[this.#decides === "direction" ? "direction" : "text"]) return direction;
    const all = this.#root.#letters;
    return all.rightToLeft - rightToLeft > all.leftToRight - leftToRight ? "rtl" : direction;
  }

  #languageNow(): Language | undefined {
    const letters = this.#letters;
    if (this.#decides === "code") return certainLanguageIn(letters);
    if (this.#decides === "text") return isEastAsian(letters) ? certainLanguageIn(letters) : undefined;
    const language = languageIn(letters);
    return language === pageLanguage() ? undefined : language;
  }

  #showLanguage(): void {
    const language = this.#languageNow();
    if (language === this.#language) return;
    this.#language = language;
    if (language) this.#host.lang = language;
    else this.#host.removeAttribute("lang");
  }
}

/** One for all, as the counts are used at once. */
const counted = noLetters();
function lettersOf(text: string): Letters {
  Object.assign(counted, none);
  countLetters(text, counted);
  return counted;
}
const none = noLetters();

/** VS Code's language, in the words of this file. */
function pageLanguage(): string {
  const language = document.documentElement.lang.toLowerCase();
  if (!language.startsWith("zh")) return language;
  return /tw|hk|mo|hant/.test(language) ? "zh-Hant" : "zh-Hans";
}
