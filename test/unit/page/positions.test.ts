import assert from "node:assert/strict";
import { test } from "node:test";
import { type Counted, indexOf, type Position, step } from "../../../media/find/positions.ts";

const counted: Counted = [
  { id: "a", counts: [0, 2] },
  { id: "b", counts: [0] },
  { id: "c", counts: [] },
  { id: "d", counts: [1, 0, 1] },
];
const at = (messageId: string, part: number, place: number): Position => ({ messageId, part, at: place });
const all = [at("a", 1, 0), at("a", 1, 1), at("d", 0, 0), at("d", 2, 0)];

test("next and previous go through all matches, and round", () => {
  for (const [index, position] of all.entries()) {
    const [before, after] = [all.at(index - 1), all[(index + 1) % all.length]];
    assert.deepEqual(step(counted, position, "next"), after);
    assert.deepEqual(step(counted, position, "previous"), before);
    assert.equal(indexOf(counted, position), index + 1);
  }
});

test("a way may begin at a place without a match", () => {
  assert.deepEqual(step(counted, at("b", Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY), "next"), all[2]);
  assert.deepEqual(step(counted, at("d", Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY), "next"), all[0]);
  assert.deepEqual(step(counted, at("b", -1, -1), "previous"), all[1]);
  assert.deepEqual(step(counted, at("a", -1, -1), "previous"), all[3]);
  assert.deepEqual(step(counted, at("a", -1, -1), "next"), all[0]);
});

test("there may be one match, or none", () => {
  const one: Counted = [{ id: "a", counts: [1] }];
  assert.deepEqual(step(one, at("a", 0, 0), "next"), at("a", 0, 0));
  assert.deepEqual(step(one, at("a", 0, 0), "previous"), at("a", 0, 0));
  assert.equal(step([{ id: "a", counts: [0] }], at("a", 0, 0), "next"), undefined);
  assert.equal(step([], at("a", 0, 0), "previous"), undefined);
  assert.equal(step(counted, at("unknown", 0, 0), "next"), undefined);
  assert.equal(indexOf(counted, at("d", 1, 0)), undefined);
});
