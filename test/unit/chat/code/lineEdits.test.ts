import assert from "node:assert/strict";
import { test } from "node:test";
import fastCheck from "fast-check";
import { lineEdits } from "../../../../src/chat/code/lineEdits.ts";

function apply(before: readonly string[], after: readonly string[]): readonly string[] {
  const lines = [...before];
  for (const { start, end, lines: now } of lineEdits(before, after).toReversed())
    lines.splice(start, end - start, ...now);
  return lines;
}

test("changes are small and apart", () => {
  const before = ["a", "b", "c", "d", "e", "f"];
  assert.deepEqual(lineEdits(before, ["a", "B", "c", "d", "f", "g"]), [
    { start: 1, end: 2, lines: ["B"] },
    { start: 4, end: 5, lines: [] },
    { start: 6, end: 6, lines: ["g"] },
  ]);
  assert.deepEqual(lineEdits(before, before), []);
});

test("they make the one text of the other", () => {
  const lines = fastCheck.array(fastCheck.constantFrom("a", "b", "c", ""), { maxLength: 12 });
  fastCheck.assert(fastCheck.property(lines, lines, (before, after) => assert.deepEqual(apply(before, after), after)));
});

test("texts that have nothing in common are one change", () => {
  const before = Array.from({ length: 5000 }, (_, index) => `a${index}`);
  const after = Array.from({ length: 5000 }, (_, index) => `b${index}`);
  assert.equal(lineEdits(before, after).length, 1);
});
