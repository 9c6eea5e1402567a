import assert from "node:assert/strict";
import { test } from "node:test";
import { firstDrawn, STEP } from "../../../media/firstDrawn.ts";

const messages = (from: number, to: number): { id: string }[] =>
  Array.from({ length: to - from }, (_, index) => ({ id: `m${from + index}` }));

test("at first only the end is drawn", () => {
  assert.equal(firstDrawn(messages(0, 30), "c", undefined), 30 - STEP);
  assert.equal(firstDrawn(messages(0, 3), "c", undefined), 0);
});

test("what was drawn stays drawn when messages are added at either end", () => {
  const first = { conversation: "c", id: "m10" };
  assert.equal(firstDrawn(messages(0, 30), "c", first), 10);
  assert.equal(firstDrawn(messages(4, 34), "c", first), 6);
});

test("when the first drawn message falls out of the window, everything left is drawn", () => {
  assert.equal(firstDrawn(messages(2, 32), "c", { conversation: "c", id: "m1" }), 0);
});

test("what was set for another conversation says nothing about this one", () => {
  assert.equal(firstDrawn(messages(0, 30), "d", { conversation: "c", id: "m1" }), 30 - STEP);
});
