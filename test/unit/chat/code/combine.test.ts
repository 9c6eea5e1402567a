import assert from "node:assert/strict";
import { test } from "node:test";
import { type Choice, type Combined, combine } from "../../../../src/chat/code/combine.ts";
import { piecesOf, piecesOfBlock } from "../../../../src/chat/code/pieces.ts";

const file = "def a():\n    return 1\n\n\ndef b():\n    return 2\n\n\ndef c():\n    return 3\n";

function all(answer: string, base = file, choice?: Choice, index = 0): Combined {
  const pieces = piecesOf(answer);
  return combine(base, pieces, pieces[index]!, choice);
}

test("several blocks for one file are one change", () => {
  const combined = all("```py\ndef a():\n    return 10\n```\nand\n```py\ndef c():\n    return 30\n```\n");
  assert.deepEqual(combined, {
    kind: "changed",
    text: file.replace("1", "10").replace("3", "30"),
    at: 0,
    used: 2,
    missed: 0,
  });
});

test("a block without a place only counts, unless it is the one that was asked for", () => {
  const answer = "```py\ndef a():\n    return 10\n```\n\n```sql\nSELECT many FROM things;\n```\n";
  const combined = all(answer);
  assert.deepEqual([combined.kind, combined.kind === "changed" && combined.missed], ["changed", 1]);
  assert.equal(all(answer, file, undefined, 1).kind, "none");
});

test("of several places the chosen one, or all of them", () => {
  const base = "x = make()\nx.run()\ncheck(x)\n\nother()\n\nx = make()\nx.run()\ncheck(x)\n";
  const answer = "```py\nx = make()\nx.run(fast=True)\ncheck(x)\n```\n";
  const none = all(answer, base);
  assert.deepEqual(none.kind === "several" && none.places.map(({ at }) => at), [0, 6]);
  const second = all(answer, base, 1);
  assert.ok(second.kind === "changed" && second.text.startsWith("x = make()\nx.run()\n"));
  const both = all(answer, base, "all");
  assert.equal(both.kind === "changed" && both.text, base.replaceAll("x.run()", "x.run(fast=True)"));
});

test("a diff of several files is a piece for each, with its own name", () => {
  const answer =
    "```diff\n--- a/one.py\n+++ b/one.py\n@@ -1 +1 @@\n-a = 1\n+a = 2\n--- a/two.py\n+++ b/two.py\n@@ -1 +1 @@\n-b = 1\n+b = 2\n```\n";
  const pieces = piecesOf(answer);
  assert.deepEqual(
    pieces.map(({ names }) => names[0]?.name),
    ["one.py", "two.py"],
  );
  const outcome = combine("b = 1\n", [pieces[1]!], pieces[1]!);
  assert.equal(outcome.kind === "changed" && outcome.text, "b = 2\n");
});

test("a block is found by its text; of equal ones the one with the number", () => {
  const pieces = piecesOf("In `a.ts`:\n```ts\nx\n```\nIn `b.ts`:\n```ts\nx\n```\n");
  const name = (number: number) => piecesOfBlock(pieces, "x", number)[0]?.names[0]?.name;
  assert.deepEqual([name(0), name(1), name(7)], ["a.ts", "b.ts", "a.ts"]);
  assert.deepEqual(piecesOfBlock(pieces, "not there", 0)[0]?.names, []);
});
