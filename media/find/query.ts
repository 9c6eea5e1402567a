// What to look for: from what is selected, and from what a search of all conversations was asked.
import type { Query } from "./fold.ts";

/** The selected text, if it is one line of the conversation. */
export function selectedText(area: Element | null): string {
  const selection = document.getSelection();
  if (!selection?.anchorNode || !area?.contains(selection.anchorNode)) return "";
  const text = selection.toString();
  return /[\r\n]/.test(text) ? "" : text.trim();
}

/** First the words as they stand together, then each by itself. */
export function queriesFor(text: string): Query[] {
  const whole = text.trim();
  const words = whole.split(/\s+/).map((word) => word.replace(/^["“”«»]+|["“”«»*]+$/g, ""));
  const candidates = [[whole], [...new Set(words)].filter((word) => word !== "")];
  return candidates.filter((terms) => terms.join("") !== "").map((terms) => ({ terms, isCaseSensitive: false }));
}
