/// <reference path="../../commonmark-spec.d.ts" />
import assert from "node:assert/strict";
import { before, test } from "node:test";
import spec from "commonmark-spec";
import { labels, newRoot } from "./page.ts";
import { samples } from "./samples.ts";

const { renderOnce } = await import("../../../media/markdown/stream.ts");
const { markdownText, textOf, textRuns } = await import("../../../media/markdown/plainText.ts");
const { loadHighlighter } = await import("../../../media/markdown/highlight.ts");

before(loadHighlighter);

const examples = Object.entries(samples).map(([name, text]) => ({ name, text }));
for (const { number, markdown } of spec.tests) {
  examples.push({ name: `CommonMark ${number}`, text: markdown.replaceAll("→", "\t") });
}

test("the text of a message that is not drawn is that of the same message drawn", () => {
  for (const { name, text } of examples) {
    const root = newRoot();
    renderOnce(root, text, { labels, onCode: () => {} });
    assert.equal(markdownText(text, { labels }), textOf(textRuns(root)), name);
    // Nothing is left out but what is meant to be.
    for (const apart of root.querySelectorAll("button, .maths, .code-warning")) apart.remove();
    assert.equal(markdownText(text, { labels }).replaceAll("\n", ""), root.textContent?.replaceAll("\n", ""), name);
  }
});

test("blocks, cells and lines are apart, the two halves of a word are not", () => {
  const source =
    "A **wo**rd,  \nand $x$ `more`.\n\n| 1 | 2 |\n|---|---|\n| 3 | 4 |\n\n- a\n  - b\n\n```ts\nlet x;\nlet y;\n```\n";
  assert.equal(markdownText(source, { labels }), "A word,\nand  more.\n1\n2\n3\n4\na\nb\nts\nlet x;\nlet y;");
});
