/// <reference path="../../commonmark-spec.d.ts" />
import assert from "node:assert/strict";
import { before, test } from "node:test";
import spec from "commonmark-spec";
import fc from "fast-check";
import { labels, newRoot, written } from "./page.ts";
import { samples } from "./samples.ts";

const { StreamedMarkdown, limits, renderOnce } = await import("../../../media/markdown/stream.ts");
const highlighting = await import("../../../media/markdown/highlight.ts");

before(async () => {
  await highlighting.loadHighlighter();
  // What is compared must not depend on how busy the machine is.
  highlighting.limits.milliseconds = limits.milliseconds = Number.POSITIVE_INFINITY;
});

const examples = spec.tests.map(({ number, markdown }) => ({
  name: `CommonMark ${number}`,
  text: markdown.replaceAll("→", "\t"),
}));
for (const [name, text] of Object.entries(samples)) examples.push({ name, text });

function once(text: string): string {
  const root = newRoot();
  renderOnce(root, text, { labels });
  return written(root);
}

function inPieces(text: string, nextSize: () => number): string {
  const root = newRoot();
  const stream = new StreamedMarkdown(root, { labels });
  for (let from = 0; from < text.length; ) {
    const to = from + nextSize();
    stream.append(text.slice(from, to));
    stream.flush();
    from = to;
  }
  stream.end();
  return written(root);
}

for (const size of [1, 7]) {
  test(`M04 in chunks of ${size}, every example ends as if it had come at once`, () => {
    for (const { name, text } of examples) {
      // The few long ones in longer chunks: the e2e test has them all, at every size.
      const length = Math.max(size, text.length >> 8);
      assert.equal(
        inPieces(text, () => length),
        once(text),
        name,
      );
    }
  });
}

test("in chunks of 2, 3, 16 and at random cuts, samples end as if they had come at once", () => {
  const random = fc.sample(fc.integer({ min: 1, max: 24 }), { numRuns: 997, seed: 7 });
  let at = 0;
  for (const [name, text] of Object.entries(samples)) {
    const expected = once(text);
    for (const size of [2, 3, 16])
      assert.equal(
        inPieces(text, () => size),
        expected,
        `${name}, ${size}`,
      );
    assert.equal(
      inPieces(text, () => random[at++ % random.length]!),
      expected,
      `${name}, random`,
    );
  }
});

test("any mixture of Markdown's pieces ends as if it had come at once", () => {
  const pieces = Object.values(samples).flatMap((text) => text.slice(0, 300).split(/(?<=[ \n|*`[\]])/));
  const mixture = fc.array(fc.constantFrom(...pieces), { minLength: 2, maxLength: 24 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(mixture, fc.integer({ min: 1, max: 9 }), (text, size) => {
      assert.equal(
        inPieces(text, () => size),
        once(text),
      );
    }),
    { seed: 20261122, numRuns: 500 },
  );
});

test("settled blocks are never touched again", () => {
  const root = newRoot();
  const stream = new StreamedMarkdown(root, { labels });
  stream.append("# One\n\nA paragraph.\n\n- a\n- b\n- c\n\nNext line\n\nAnd ");
  stream.flush();
  const [heading, paragraph] = root.firstElementChild!.children;
  const item = root.querySelector("li");
  stream.append("more **text**.\n\n```js\nlet x;\n```\n");
  stream.flush();
  stream.end();
  assert.equal(root.firstElementChild!.children[0], heading);
  assert.equal(root.firstElementChild!.children[1], paragraph);
  assert.equal(root.querySelector("li"), item);
});

test("the paragraph that grows keeps its text node", () => {
  const root = newRoot();
  const stream = new StreamedMarkdown(root, { labels });
  stream.append("One ");
  stream.flush();
  const node = root.querySelector("p")?.firstChild;
  stream.append("two three");
  stream.flush();
  assert.equal(root.querySelector("p")?.firstChild, node);
  assert.equal(node?.nodeValue, "One two three");
});

test("what may become something else is not shown before it is decided", () => {
  const shownAfter = (...pieces: readonly string[]): string => {
    const root = newRoot();
    const stream = new StreamedMarkdown(root, { labels });
    for (const piece of pieces) {
      stream.append(piece);
      stream.flush();
    }
    return root.textContent ?? "";
  };
  assert.equal(shownAfter("text\n\n-"), "text");
  assert.equal(shownAfter("text\n\n```typ"), "text");
  assert.equal(shownAfter("text\n\n| a | b |\n|--"), "text");
  assert.equal(shownAfter("see [docs](https://a.exam"), "see ");
  assert.equal(shownAfter("see ![chart](https://a.exam"), "see ");
  assert.equal(shownAfter("this is **"), "this is ");
  assert.equal(shownAfter("5 < 6 and"), "5 < 6 and");
  assert.equal(shownAfter("let $x^2"), "let ");
  assert.equal(shownAfter("let \\(a + b"), "let ");
  for (const formula of ["let $x^2$", "let $$x^2$$", "let \\(x^2\\)"])
    assert.equal(shownAfter(...formula), "let ", `${formula}, before it is known where it ends`);
  for (const line of ["-[l](https://a.exam", "-$x", "-$x$", "-<b"])
    assert.equal(shownAfter(`where:\n${line}`), "where:", line);
  assert.equal(shownAfter("it costs $5 and"), "it costs $5 and");
  assert.equal(shownAfter("`$HOME is"), "$HOME is");
  assert.equal(shownAfter("text\n\n$$\n\\frac{a}{"), "text");
  assert.equal(shownAfter("| a | b |\n|---|:-:|\n| 1 | 2 |\n", "| some text | cen"), "ab12some text");
});

test("lists whose lines end in an ideographic space are the same in whatever pieces they come", () => {
  for (const text of ["- 甲　\n- 乙　\n- 丙\n\n段落", "1. 甲　\n   续行\n2. 乙", "- 甲　\n\n段落\n"])
    for (let size = 1; size < 9; size++)
      assert.equal(
        inPieces(text, () => size),
        once(text),
        `${text} by ${size}`,
      );
});

test("M16 an unclosed fence is code from its first line on", () => {
  const root = newRoot();
  const stream = new StreamedMarkdown(root, { labels });
  for (const piece of ["text\n\n", "```ht", "ml\n<b", ">x</b>\n", "``", "`"]) {
    stream.append(piece);
    stream.flush();
    assert.equal(root.querySelector("b"), null);
    assert.equal(root.querySelector("p code"), null);
  }
  assert.equal(root.querySelector("pre")?.textContent, "<b>x</b>");
});
