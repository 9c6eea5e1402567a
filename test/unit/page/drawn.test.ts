import assert from "node:assert/strict";
import { test } from "node:test";
import { BOX, drawnOf, inBoxes, STEP } from "../../../media/drawn.ts";

interface Message {
  readonly id: string;
}

const messages = (from: number, to: number): Message[] =>
  Array.from({ length: to - from }, (_, index) => ({ id: `m${from + index}` }));
const known = (...ranges: readonly (readonly [number, number])[]): ReadonlySet<string> =>
  new Set(ranges.flatMap(([from, to]) => messages(from, to).map(({ id }) => id)));
const idsOf = (all: readonly Message[], ids: ReadonlySet<string>): string[] => {
  const { start, isDrawn } = drawnOf(all, ids);
  assert.equal(isDrawn.indexOf(true), all.length > 0 ? start : -1);
  return all.filter((_, index) => isDrawn[index]).map(({ id }) => id);
};

test("at first only the end is drawn", () => {
  assert.equal(drawnOf(messages(0, 30), known()).start, 30 - STEP);
  assert.equal(drawnOf(messages(0, 3), known()).start, 0);
  assert.deepEqual(drawnOf([], known()), { start: 0, isDrawn: [] });
});

test("what was drawn stays drawn when messages are added at either end", () => {
  assert.equal(drawnOf(messages(0, 30), known([10, 30])).start, 10);
  assert.deepEqual(
    idsOf(messages(4, 34), known([10, 30])),
    messages(10, 34).map(({ id }) => id),
  );
});

test("when the first drawn message falls out of the window, everything left is drawn", () => {
  assert.equal(drawnOf(messages(2, 32), known([1, 32])).start, 0);
});

test("of a long branch that takes the place of another, the end is drawn and the rest is a gap", () => {
  assert.deepEqual(idsOf([...messages(0, 3), ...messages(500, 700)], known([0, 4], [300, 310])), [
    "m0",
    "m1",
    "m2",
    "m696",
    "m697",
    "m698",
    "m699",
  ]);
});

test("a message stays in its box when others come above or below", () => {
  const boxesOf = (from: number, to: number) =>
    inBoxes(messages(from, to), from, drawnOf(messages(from, to), known([from, to])));
  const boxOf = (from: number, to: number, id: string) =>
    boxesOf(from, to).find(({ items }) => items.some((item) => "id" in item && item.id === id))?.number;
  assert.equal(boxOf(95, 100, "m97"), boxOf(40, 120, "m97"));
  assert.deepEqual(
    boxesOf(95, 121).map(({ items, hasGap }) => [items.length, hasGap]),
    [
      [5, false],
      [BOX, false],
      [BOX, false],
      [1, false],
    ],
  );
});

test("what is not drawn between two drawn parts is a gap in each box, which knows its place", () => {
  const all = messages(0, 40);
  const boxes = inBoxes(all, 0, drawnOf(all, known([3, 5], [36, 40])));
  assert.deepEqual(
    boxes.map(({ number, hasGap, items }) => [
      number,
      hasGap,
      items.map((item) => ("at" in item ? `${item.at}+${item.messages.length}` : item.id)),
    ]),
    [
      [0, true, ["m3", "m4", "5+5"]],
      [1, true, ["10+10"]],
      [2, true, ["20+10"]],
      [3, true, ["30+6", "m36", "m37", "m38", "m39"]],
    ],
  );
});
