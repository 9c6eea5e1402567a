import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf } from "../../../../src/chat/code/blocks.ts";
import { namesOf, withoutPathComment } from "../../../../src/chat/code/named.ts";

const names = (markdown: string): readonly string[] => namesOf(blocksOf(markdown)[0]!).map(({ name }) => name);
const fenced = (info: string, code = "x = 1", before = ""): string => `${before}\n\n\`\`\`${info}\n${code}\n\`\`\`\n`;

for (const info of [
  "ts src/a.ts",
  "ts:src/a.ts",
  'ts title="src/a.ts"',
  "ts title='src/a.ts'",
  "ts filename=src/a.ts",
  "ts {path=src/a.ts}",
  "{.ts file=src/a.ts}",
  "src/a.ts",
  "12:40:src/a.ts",
  "ts path: src/a.ts",
]) {
  test(`M15 a file behind the fence: ${info}`, () => assert.deepEqual(names(fenced(info)), ["src/a.ts"]));
}

for (const info of [
  "ts",
  "",
  "diff",
  'ts "><script>',
  "python 3.11",
  "js showLineNumbers",
  "text https://a.example/b.ts",
  "x".repeat(10_000),
]) {
  test(`M15 no file behind the fence: ${info.slice(0, 40)}`, () => assert.deepEqual(names(fenced(info)), []));
}

for (const line of [
  "// src/a.ts",
  "# src/a.ts",
  "/* src/a.ts */",
  "<!-- src/a.ts -->",
  "-- src/a.ts",
  "// File: src/a.ts",
  "# 文件：src/a.ts",
  "// src/a.ts (new)",
  "// `src/a.ts`",
]) {
  test(`a first line that names a file: ${line}`, () =>
    assert.deepEqual(names(fenced("ts", `${line}\nx`)), ["src/a.ts"]));
}

for (const line of [
  "// Add two numbers.",
  "# e.g. this",
  "// version 1.2.3",
  "// calls a.b() first",
  "# see https://a.example/x.ts",
  "import a.b",
]) {
  test(`a first line that names none: ${line}`, () => assert.deepEqual(names(fenced("", `${line}\nx`)), []));
}

test("a file named in the text right before the block, the nearest first", () => {
  assert.deepEqual(names(fenced("ts", "x", "First `old.ts`.\n\nNow change `src/a.ts` like this:")), [
    "src/a.ts",
    "old.ts",
  ]);
  assert.deepEqual(names(fenced("ts", "x", "**src/a.ts:**")), ["src/a.ts"]);
  assert.deepEqual(names(fenced("ts", "x", "### src/a.ts")), ["src/a.ts"]);
  assert.deepEqual(names(fenced("ts", "x", "在 src/工具/a.ts 中：")), ["src/工具/a.ts"]);
  assert.deepEqual(names(fenced("", "x", "Put this into `Dockerfile`:")), ["Dockerfile"]);
  assert.deepEqual(
    names(fenced("ts", "x", "Call `shop.add()` in version 2.0.1, e.g. this, and/or that. See https://a.example/b.ts")),
    [],
  );
});

test("the surest name comes first, none twice", () => {
  assert.deepEqual(names(fenced("ts src/a.ts", "// src/b.ts\nx", "In `src/a.ts` and `src/c.ts`:")), [
    "src/a.ts",
    "src/b.ts",
    "src/c.ts",
  ]);
});

test("text before an earlier block is not before this one", () => {
  const [, second] = blocksOf(`In \`a.ts\`:\n\n\`\`\`ts\nx\n\`\`\`\n\n\`\`\`ts\ny\n\`\`\`\n`);
  assert.deepEqual(namesOf(second!), []);
});

test("the naming line is taken off, unless the file begins with it", () => {
  assert.equal(withoutPathComment("// a.ts\n\nlet a;", ""), "let a;");
  assert.equal(withoutPathComment("// a.ts\nlet a;", "// a.ts\nlet b;"), "// a.ts\nlet a;");
  assert.equal(withoutPathComment("// Adds.\nlet a;", ""), "// Adds.\nlet a;");
});
