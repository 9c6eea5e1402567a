import assert from "node:assert/strict";
import { test } from "node:test";
import { blockAt } from "../../../src/context/block.ts";
import { linesOf } from "./lines.ts";

const braces = linesOf(
  [
    "import a;", // 0
    "", // 1
    "function f() {", // 2
    "  if (x) {", // 3
    "    y();", // 4
    "", // 5
    "    z();", // 6
    "  } else {", // 7
    "    w();", // 8
    "  }", // 9
    "}", // 10
    "", // 11
    "last();", // 12
  ].join("\n"),
);

const python = linesOf(
  [
    "class A:", // 0
    "    def f(self):", // 1
    "        return 1", // 2
    "", // 3
    "    def g(self):", // 4
    "        return 2", // 5
    "", // 6
    "x = 1", // 7
    "y = 2", // 8
  ].join("\n"),
);

const cases: readonly [string, ReturnType<typeof linesOf>, number, readonly [number, number]][] = [
  ["a line inside a block means the block with its braces", braces, 4, [3, 7]],
  ["so does the line that opens it", braces, 2, [2, 10]],
  ["and the one that closes it", braces, 10, [2, 10]],
  ["a blank line belongs to what follows", braces, 11, [12, 12]],
  ["a line at the top stands with its neighbours only", braces, 0, [0, 0]],
  ["Python: the function around the line", python, 2, [1, 2]],
  ["Python: the header of a class means all of it", python, 0, [0, 5]],
  ["Python: a paragraph at the top", python, 8, [7, 8]],
];

for (const [name, lines, cursor, expected] of cases) {
  test(name, () => assert.deepEqual(blockAt(lines, cursor), expected));
}

test("an opening brace on a line of its own belongs to the header", () => {
  const c = linesOf("int main(void)\n{\n  return 0;\n}\n\nint x;");
  assert.deepEqual(blockAt(c, 2), [1, 3]);
  assert.deepEqual(blockAt(c, 5), [5, 5]);
});

test("an empty file is its one line", () => {
  assert.deepEqual(blockAt(linesOf(""), 0), [0, 0]);
});

test("D16 only some hundred lines are read, however long the file is", () => {
  let read = 0;
  const huge = {
    lineCount: 200_000,
    line() {
      read++;
      return "  deep();";
    },
  };
  const [first, last] = blockAt(huge, 100_000);
  assert.ok(first <= 100_000 && last >= 100_000 && last - first <= 600);
  assert.ok(read < 10_000, `${read} reads`);
});
