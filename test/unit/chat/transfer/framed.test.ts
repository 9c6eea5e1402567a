import assert from "node:assert/strict";
import { test } from "node:test";
import blns from "big-list-of-naughty-strings" with { type: "json" };
import spec from "commonmark-spec";
import fc from "fast-check";
import { lexer, type Token, type Tokens } from "marked";
import { framed } from "../../../../src/chat/transfer/framed.ts";
import { cpuTime } from "../../cpuTime.ts";

/** The text stands in a document like ours: what comes after it must be read as what it is. */
function holds(text: string): void {
  const document = `# Title\n\n## You\n\n${framed(text)}\n\n## Qwen\n\nend\n`;
  const tokens = lexer(document);
  const headings = tokens.filter((token) => token.type === "heading" && (token as Tokens.Heading).depth <= 2);
  assert.deepEqual(
    headings.map((token) => (token as Tokens.Heading).text),
    ["Title", "You", "Qwen"],
    document,
  );
  assert.deepEqual(
    tokens.slice(-1).map(({ type, raw }) => [type, raw.trim()]),
    [["paragraph", "end"]],
    document,
  );
  assert.deepEqual(html(tokens), [], document);
}

interface Holder {
  readonly tokens?: Token[];
  readonly items?: readonly { readonly tokens: Token[] }[];
  readonly header?: readonly { readonly tokens: Token[] }[];
  readonly rows?: readonly (readonly { readonly tokens: Token[] }[])[];
}

function html(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token) => {
    if (token.type === "html") return [token.raw];
    // What a list or a table holds stands under other names.
    const { tokens: own = [], items = [], header = [], rows = [] } = token as Holder;
    return [own, ...[...items, ...header, ...rows.flat()].map((one) => one.tokens)].flatMap(html);
  });
}

test("ordinary Markdown stays as it is", () => {
  const text = [
    "Use `Array<string>` when `a < b`:",
    "",
    "```ts",
    "const list: Array<string> = []; // # no heading",
    "```",
    "",
    "1. one",
    "2. two with **bold** and [a link](https://example.org)",
    "",
    "| a | b |",
    "|---|---|",
    "| 1 < 2 | x |",
    "",
    "中文 <- 箭头，x < y。",
  ].join("\n");
  assert.equal(framed(text), text);
});

test("S22 headings of a text stand below those of the document", () => {
  assert.equal(framed("# A\n## B\n###### F\nA\n===\nB\n---"), "### A\n#### B\n###### F\nA\n\n===\nB\n\n---");
});

test("S22 an open fence is closed, one in a list is moved to where it is one for certain", () => {
  assert.equal(framed("```js\nlet a;"), "```js\nlet a;\n```");
  assert.equal(framed("- a\n  ```sh\n  ls\n  ```\nb"), "- a\n```sh\nls\n```\nb");
  assert.equal(framed("````md\n```\n# x\n```\n````"), "````md\n```\n# x\n```\n````");
});

test("S22 HTML is shown, not run", () => {
  assert.equal(
    framed("<script>x</script> </details> <!-- a <b"),
    "&lt;script>x&lt;/script> &lt;/details> &lt;!-- a &lt;b",
  );
  assert.equal(framed("`<b>` but not `<i>\n<u>`"), "`&lt;b>` but not `&lt;i>\n&lt;u>`");
  assert.equal(framed("\\<b> stays"), "\\<b> stays");
});

test("S22 the examples of CommonMark and the naughty strings can not break the frame", () => {
  for (const { markdown } of spec.tests) holds(markdown);
  for (const text of blns) holds(text);
});

test("S22 whatever pieces of Markdown come together, they can not break the frame", () => {
  const pieces = [
    "```",
    "~~~",
    "````",
    "`",
    "``",
    "\\",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "<a@b.c>",
    "<?x",
    "# You",
    "## Qwen",
    "===",
    "---",
    "- ",
    "1. ",
    "> ",
    ">",
    "    ",
    "\t",
    "\n",
    "\n",
    "\n\n",
    "a",
    "|",
    "|---|",
    "\r",
    "text ",
    " ",
    "[x]: /u",
    "*",
    "_",
    "&lt;",
    "中",
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((list) => list.join(""));
  fc.assert(fc.property(text, holds), { numRuns: 1500 });
});

test("S22 a long text made to be slow is framed at once", async () => {
  for (const piece of ["`", "\\", "> ", "- ", "```\n", "<a", " ", "#", "1. ", "~", "\n"]) {
    const time = await cpuTime(() => framed(piece.repeat(50_000)));
    assert.ok(time < 1500, `${JSON.stringify(piece)}: ${time} ms`);
  }
});
