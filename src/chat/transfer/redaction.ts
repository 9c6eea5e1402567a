// What leaves the history goes through here: secrets are taken out and counted, hidden characters counted.
import { countHiddenCharacters } from "../../util/hiddenCharacters.ts";
import { redactSecrets } from "../../util/secrets.ts";

export interface Redaction {
  redact(text: string): string;
  /** How many secrets were taken out so far. */
  readonly count: number;
  /** "U+200B" and how often it occurred. */
  readonly hidden: ReadonlyMap<string, number>;
}

/** `known` takes out the very keys that are in use, which may have any shape. */
export function newRedaction(known: (text: string) => string): Redaction {
  const hidden = new Map<string, number>();
  let count = 0;
  return {
    redact(text) {
      countHiddenCharacters(text, hidden);
      const without = known(text);
      if (without !== text) count += Math.max(1, marks(without) - marks(text));
      const found = redactSecrets(without);
      count += found.count;
      return found.text;
    },
    get count() {
      return count;
    },
    hidden,
  };
}

const marks = (text: string): number => text.split("[redacted]").length - 1;
