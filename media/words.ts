// The page's words in the reader's language, for every component.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Labels } from "../src/protocol.ts";

export interface Words {
  readonly labels: Labels;
  readonly number: (value: number) => string;
  /** "41K", "4.1万". */
  readonly compact: (value: number) => string;
  /** The language of VS Code. */
  readonly locale: string;
}

const empty: Words = {
  // Until the labels have come nothing is drawn, so nobody reads these.
  labels: new Proxy({}, { get: () => "" }) as Labels,
  number: String,
  compact: String,
  locale: "en",
};

export const WordsContext = createContext<Words>(empty);

export const useWords = (): Words => useContext(WordsContext);

export function createWords(labels: Labels, locale: string): Words {
  // Made with the first number: it takes longer than drawing the composer.
  let format: Intl.NumberFormat | undefined;
  const number = (value: number): string => {
    format ??= new Intl.NumberFormat(supported(locale), { maximumFractionDigits: 1 });
    return format.format(value);
  };
  let short: Intl.NumberFormat | undefined;
  const compact = (value: number): string => {
    short ??= new Intl.NumberFormat(supported(locale), { notation: "compact", maximumFractionDigits: 1 });
    return short.format(value);
  };
  return { labels, number, compact, locale };
}

const supported = (locale: string): string | undefined => Intl.NumberFormat.supportedLocalesOf([locale])[0];

/** Puts values in the place of `{0}`, `{1}`, … */
export const fill = (label: string, ...values: readonly (string | number)[]): string =>
  label.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
