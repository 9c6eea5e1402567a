import assert from "node:assert/strict";
import { test } from "node:test";
import { Outline } from "../../../media/markdown/outline.ts";

const levels = (...depths: readonly number[]): number[] => {
  const outline = new Outline();
  return depths.map((depth) => outline.settle(depth));
};

test("headings of an answer begin at 3 and leave no level out", () => {
  assert.deepEqual(levels(1, 2, 3, 2), [3, 4, 5, 4]);
  assert.deepEqual(levels(3, 4, 3), [3, 4, 3]);
  assert.deepEqual(levels(2, 4, 6), [3, 4, 5]);
  assert.deepEqual(levels(3, 2, 3, 1, 2), [3, 3, 4, 3, 4]);
});

test("a heading that is not final yet changes nothing", () => {
  const outline = new Outline();
  assert.equal(outline.levelOf(4), 3);
  assert.equal(outline.settle(2), 3);
  assert.equal(outline.levelOf(3), 4);
});
