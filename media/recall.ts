// Earlier prompts in the composer, by the up and down keys.

/** `at` counts back from the newest prompt; `own` is what the reader had typed before. */
export interface Recall {
  readonly at: number;
  readonly own: string;
}

/** What to show after a key, or undefined when the key means what it always means. */
export interface Recalled {
  readonly text: string;
  readonly recall: Recall | undefined;
}

/**
 * Recalling starts only in an empty composer and goes on only while the recalled prompt is unchanged, so the
 * keys still move the cursor in a text that somebody is writing.
 */
export function recallKey(
  key: string,
  text: string,
  recall: Recall | undefined,
  prompts: readonly string[],
): Recalled | undefined {
  const isUnchanged = recall !== undefined && prompts.at(-1 - recall.at) === text;
  switch (key) {
    case "ArrowUp": {
      if (!isUnchanged && text !== "") return undefined;
      const at = isUnchanged ? recall.at + 1 : 0;
      const prompt = prompts.at(-1 - at);
      if (prompt === undefined || at >= prompts.length) return undefined;
      return { text: prompt, recall: { at, own: isUnchanged ? recall.own : text } };
    }
    case "ArrowDown": {
      if (!isUnchanged) return undefined;
      if (recall.at === 0) return { text: recall.own, recall: undefined };
      const at = recall.at - 1;
      return { text: prompts.at(-1 - at) ?? "", recall: { at, own: recall.own } };
    }
    case "Escape":
      return isUnchanged ? { text: recall.own, recall: undefined } : undefined;
    default:
      return undefined;
  }
}
