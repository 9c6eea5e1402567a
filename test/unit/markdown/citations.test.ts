import assert from "node:assert/strict";
import { test } from "node:test";
import { labels, newRoot, written } from "./page.ts";

const { renderOnce, StreamedMarkdown } = await import("../../../media/markdown/stream.ts");

const sources = new Map([
  [1, "Source 1: Node (nodejs.org)"],
  [2, "Source 2: TC39"],
]);
const clicked: number[] = [];
const options = { labels, sources, onSource: (number: number) => void clicked.push(number) };

function draw(text: string, given: object = options): HTMLElement {
  const root = newRoot();
  renderOnce(root, text, { labels, ...given });
  return root;
}
const citations = (root: HTMLElement): string[] =>
  [...root.querySelectorAll("a.citation")].map((found) => `${found.textContent} ${found.getAttribute("title")}`);

test("numbers of sources become links that are known by their titles, and reading the text is as before", () => {
  const root = draw("Node 24 is LTS [1], says **TC39 [ref_2][1]** too.\n\n- in a list [2]");
  assert.deepEqual(citations(root), [
    "[1] Source 1: Node (nodejs.org)",
    "[ref_2] Source 2: TC39",
    "[1] Source 1: Node (nodejs.org)",
    "[2] Source 2: TC39",
  ]);
  assert.match(root.textContent ?? "", /Node 24 is LTS \[1\], says TC39 \[ref_2\]\[1\] too\./);
  const [first] = root.querySelectorAll<HTMLElement>("a.citation");
  first?.click();
  first?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
  assert.deepEqual(clicked, [1, 1]);
  assert.equal(root.querySelectorAll("[href]").length, 0);
});

test("nothing else becomes one: numbers without a source, code, links, definitions, escapes, formulas", () => {
  for (const text of [
    "see [3] and [1.5] and [x]",
    "`a[1]`",
    "```\na[1]\n```",
    "[see [1] here](https://a.example)",
    "\\[1\\]",
  ]) {
    assert.deepEqual(citations(draw(text)), [], text);
  }
  const defined = draw("as in [1]\n\n[1]: https://b.example");
  assert.deepEqual(citations(defined), []);
  assert.equal(defined.querySelectorAll("a").length, 1);
});

test("without sources the text is drawn as it ever was", () => {
  const text = "Node [1] and [ref_2]\n\n| a [1] |\n|---|\n| b [2] |";
  assert.deepEqual(citations(draw(text, {})), []);
  assert.equal(written(draw(text, { sources: undefined })), written(draw(text, {})));
});

test("cut at any place, the text ends the same", () => {
  const text =
    "Node 24 [1] is *LTS [2]* and [3] is not, [1][2] are.\n\n> quoted [ref_1]\n\n| t [2] |\n|---|\n| c [1] |";
  const whole = written(draw(text));
  for (const size of [1, 2, 3, 7]) {
    const root = newRoot();
    const streamed = new StreamedMarkdown(root, options);
    for (let at = 0; at < text.length; at += size) {
      streamed.append(text.slice(at, at + size));
      streamed.flush();
    }
    streamed.end();
    assert.equal(written(root), whole, `pieces of ${size}`);
  }
});
