import assert from "node:assert/strict";
import { test } from "node:test";
import { labels, newRoot } from "./page.ts";

const { renderOnce, StreamedMarkdown } = await import("../../../media/markdown/stream.ts");
const { textIn } = await import("../../../media/markdown/copied.ts");
const { toCsv, toMarkdown } = await import("../../../media/markdown/tableTools.ts");

function drawn(source: string): HTMLElement {
  const root = newRoot();
  renderOnce(root, source, { labels, onCode: () => {}, onCopy: () => {} });
  return root;
}

const answer = `# Title

Some **bold**, *slanted*, \`co\`de and [a link](https://a.example/x).
Second line.

- one
- two
  1. deep
- [x] done

> quoted
> text

| a | b \\| c |
|---|--:|
| 1 | \`x\` |
| 2 | **y** |

\`\`\`ts
const a = 1;

  b(a);
\`\`\`

---

The end.`;

test("as text: tables with tabs, code with its line ends, nothing of our buttons", () => {
  assert.equal(
    textIn(drawn(answer), "text"),
    `Title

Some bold, slanted, code and a link.
Second line.

- one
- two
  1. deep
- [x] done

quoted
text

a\tb | c
1\tx
2\ty

const a = 1;

  b(a);

The end.`,
  );
});

test("as Markdown: what would draw the same", () => {
  const markdown = textIn(drawn(answer), "markdown");
  assert.equal(textIn(drawn(markdown), "markdown"), markdown);
  assert.equal(textIn(drawn(markdown), "text"), textIn(drawn(answer), "text"));
  assert.match(
    markdown,
    /^# Title\n\nSome \*\*bold\*\*, \*slanted\*, `co`de and \[a link\]\(https:\/\/a\.example\/x\)\./,
  );
  assert.match(markdown, /```ts\nconst a = 1;\n\n {2}b\(a\);\n```/);
  assert.match(markdown, /\| a \| b \\\| c \|\n\| --- \| --- \|\n\| 1 \| `x` \|/);
});

test("M32 what can not be seen is copied as what it is", () => {
  assert.equal(textIn(drawn("```\na\u202eb\n```"), "text"), "a\u202eb");
});

/** What the copy keys take while `range` is selected. */
function copied(pre: Element, range: Range): string {
  const selection = document.getSelection()!;
  selection.removeAllRanges();
  selection.addRange(range);
  let text = "";
  const clipboardData = { setData: (_: string, data: string) => void (text = data) };
  pre.dispatchEvent(Object.assign(new Event("copy", { cancelable: true }), { clipboardData }));
  return text;
}

/** All of a block of code, or from one of its text nodes to another. */
function selected(pre: Element, from?: Node, to?: Node): Range {
  const range = document.createRange();
  range.selectNodeContents(pre);
  if (from) range.setStart(from, from.textContent!.length);
  if (to) range.setEnd(to, 0);
  return range;
}

test("M32 a selection in code has it as it was written, markers and line ends too", () => {
  const root = drawn("```\nlet a\u200bb = 1;\nlet c;\u202e\n```");
  document.body.append(root);
  const pre = root.querySelector("pre")!;
  assert.equal(copied(pre, selected(pre)), "let a\u200bb = 1;\nlet c;\u202e");
  const [first, last] = [...pre.querySelectorAll(".hidden-character")].map(({ firstChild }) => firstChild!);
  assert.equal(copied(pre, selected(pre, first, last)), "b = 1;\nlet c;");
  root.remove();
});

test("M32 a selection in code that is still coming has no boxes", () => {
  const root = newRoot();
  document.body.append(root);
  const stream = new StreamedMarkdown(root, { labels });
  stream.append("```js\nlet a\u200bb = 1;\nlet ");
  stream.flush();
  const pre = root.querySelector("pre")!;
  assert.equal(pre.textContent, "let a\u25a1b = 1;\nlet ");
  const range = selected(pre);
  assert.equal(copied(pre, range), "let a\u200bb = 1;\nlet ");
  assert.match(textIn(root, "markdown", range), /a\u200bb/);
  root.remove();
});

test("signs that would be Markdown are escaped", () => {
  const root = drawn("2 \\* 3 \\* 4, \\_x\\_, [no\\](link), a\\`b, snake_case");
  assert.equal(textIn(drawn(textIn(root, "markdown")), "text"), "2 * 3 * 4, _x_, [no](link), a`b, snake_case");
});

const cell = (text: string) => ({ text, markdown: text });

test("CSV: quotes where they are needed, nothing that a spreadsheet would run", () => {
  assert.equal(
    toCsv([["a", 'b "c"', "d, e"].map(cell), ["-1.5", "=1+1", "line\nend"].map(cell)]),
    `a,"b ""c""","d, e"\r\n-1.5,'=1+1,"line\nend"\r\n`,
  );
});

test("a backslash before a pipe does not split the cell, by either way of copying", () => {
  const root = drawn("| a |\n|---|\n| c:\\\\\\|d |\n");
  assert.equal(textIn(root, "text"), "a\nc:\\|d");
  const markdown = textIn(root, "markdown");
  assert.equal(textIn(drawn(markdown), "text"), "a\nc:\\|d");
  const rows = [...root.querySelectorAll("tr")].map((row) => [cell(textIn(row, "markdown"))]);
  assert.equal(textIn(drawn(toMarkdown(rows, [])), "text"), "a\nc:\\|d");
});

test("a table as Markdown, with its alignment", () => {
  assert.equal(
    toMarkdown([["a", "b"].map(cell), ["1 | 2", "x"].map(cell)], ["", "right"]),
    "| a | b |\n| --- | ---: |\n| 1 \\| 2 | x |\n",
  );
});
