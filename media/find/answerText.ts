// The text of an answer that is not drawn, as it would be drawn, made in steps.
import type { MarkdownOptions } from "../markdown/options.ts";
import { textOf, textRuns } from "../markdown/plainText.ts";
import { StreamedMarkdown } from "../markdown/stream.ts";

/** What is read between two steps: a few milliseconds of work. */
const PIECE = 8 * 1024;

/** Yields when others may have their turn. */
export function* answerText(source: string, labels: MarkdownOptions["labels"]): Generator<undefined, string> {
  const root = document.createElement("div");
  const stream = new StreamedMarkdown(root, { labels, isBare: true });
  for (let at = 0; at < source.length; at += PIECE) {
    if (at > 0) {
      stream.flush();
      yield;
    }
    stream.append(source.slice(at, at + PIECE));
  }
  stream.end();
  if (source.length > PIECE) yield;
  return textOf(textRuns(root));
}
