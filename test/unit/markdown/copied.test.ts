import assert from "node:assert/strict";
import { test } from "node:test";
import { labels, newRoot } from "./page.ts";

const { renderOnce } = await import("../../../media/markdown/stream.ts");
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

test("a table as Markdown, with its alignment", () => {
  assert.equal(
    toMarkdown([["a", "b"].map(cell), ["1 | 2", "x"].map(cell)], ["", "right"]),
    "| a | b |\n| --- | ---: |\n| 1 \\| 2 | x |\n",
  );
});
