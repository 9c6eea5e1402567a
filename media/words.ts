// The page's words in the reader's language, for every component.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Labels } from "../src/protocol.ts";

export interface Words {
  readonly labels: Labels;
  readonly number: (value: number) => string;
}

const empty: Words = {
  // Until the labels have come nothing is drawn, so nobody reads these.
  labels: new Proxy({}, { get: () => "" }) as Labels,
  number: String,
};

export const WordsContext = createContext<Words>(empty);

export const useWords = (): Words => useContext(WordsContext);

export function createWords(labels: Labels, locale: string): Words {
  const format = new Intl.NumberFormat(Intl.NumberFormat.supportedLocalesOf([locale])[0], { maximumFractionDigits: 1 });
  return { labels, number: (value) => format.format(value) };
}

/** Puts values in the place of `{0}`, `{1}`, … */
export const fill = (label: string, ...values: readonly (string | number)[]): string =>
  label.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
