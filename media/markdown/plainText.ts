// The text of an answer as the reader sees it, for searching in it: of a message that is drawn, and of one that is not.
import type { MarkdownOptions } from "./options.ts";
import { renderOnce } from "./stream.ts";

/** What the renderer would draw of this source, without drawing it. Equals `textOf(textRuns(root))` of the drawn message. */
export function markdownText(source: string, options: MarkdownOptions): string {
  const root = document.createElement("div");
  renderOnce(root, source, { labels: options.labels, isBare: true });
  return textOf(textRuns(root));
}

/** One line for each run: where in this text something stands is where it stands on the screen. */
export function textOf(runs: readonly (readonly Text[])[]): string {
  return runs.map((run) => run.map((node) => node.data).join("")).join("\n");
}

/**
 * The text nodes under `root` in order, those that read on without a break together: a word may be one half bold, but is
 * not in two cells of a table. Buttons are not part of the text; nor is maths, which has its text twice and out of order.
 */
export function textRuns(root: Node): Text[][] {
  const runs: Text[][] = [];
  let run: Text[] = [];
  const endRun = (): void => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  const collect = (parent: Node): void => {
    for (let child = parent.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === Node.TEXT_NODE) {
        if ((child as Text).length > 0) run.push(child as Text);
        continue;
      }
      const element = child as Element;
      if (element.localName === "br") endRun();
      if (isApart(element)) continue;
      // The segments of a block of code carry their line ends in their text.
      const isBlock = !inline.has(element.localName);
      if (isBlock) endRun();
      collect(element);
      if (isBlock) endRun();
    }
  };
  collect(root);
  endRun();
  return runs;
}

const inline = new Set(["a", "code", "del", "em", "span", "strong"]);

export const isApart = (element: Element): boolean =>
  element.localName === "button" || element.classList.contains("maths") || element.classList.contains("code-warning");
