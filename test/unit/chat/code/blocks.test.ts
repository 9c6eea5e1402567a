import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf, languageOf } from "../../../../src/chat/code/blocks.ts";

const texts = (markdown: string): readonly string[] => blocksOf(markdown).map(({ text }) => text);

test("blocks in order, with what stands behind the fence and before it", () => {
  const [one, two] = blocksOf("Intro\n\nIn `a.ts`:\n```ts a.ts\nlet a;\n```\nand\n\n~~~~py\n```\nb\n~~~~\n");
  assert.deepEqual(one, { info: "ts a.ts", text: "let a;", before: ["Intro", "In `a.ts`:"], isClosed: true });
  assert.deepEqual(two, { info: "py", text: "```\nb", before: ["and"], isClosed: true });
});

test("in lists and quotations, without what they put before each line", () => {
  assert.deepEqual(texts("1. Do\n\n   ```ts\n   a {\n     b\n   }\n   ```\n"), ["a {\n  b\n}"]);
  assert.deepEqual(texts("> ```\n> a\n>   b\n> ```\n"), ["a\n  b"]);
  assert.deepEqual(texts("- ```js\n  x\n  ```\n"), ["x"]);
});

test("a block that is not closed reaches to the end and says so", () => {
  const [block] = blocksOf("```ts\na\nb");
  assert.deepEqual([block?.text, block?.isClosed], ["a\nb", false]);
});

test("CRLF is a line end; inline code is no fence", () => {
  assert.deepEqual(texts("```js\r\na\r\nb\r\n```\r\n"), ["a\nb"]);
  assert.deepEqual(texts("```not a fence``` here\n"), []);
});

test("M15 the language is one short word", () => {
  assert.deepEqual(
    ["ts src/a.ts", "{.python}", "js:title=x", "", "C++", '"><script>x', "x".repeat(100)].map(languageOf),
    ["ts", "python", "js", "", "c++", '"><script>x', "x".repeat(40)],
  );
});
