import assert from "node:assert/strict";
import { test } from "node:test";
import { atEnd, type Follow, follow, type Move } from "../../../media/follow.ts";

const scroll = (top: number, height = 1000): Move => ({ type: "scroll", top, view: 200, height });
const run = (...moves: readonly Move[]): Follow => moves.reduce(follow, atEnd);

test("growth keeps following", () => {
  assert.equal(run(scroll(800), scroll(900, 1100), scroll(1300, 1500)).isFollowing, true);
});

for (const [name, move] of [
  ["a wheel", { type: "wheel", deltaY: -1 }],
  ["the up key", { type: "key", key: "ArrowUp" }],
  ["page up", { type: "key", key: "PageUp" }],
  ["home", { type: "key", key: "Home" }],
  ["a finger that moves down", { type: "touch", deltaY: 2 }],
  ["the scroll bar, one step", scroll(797)],
] as const) {
  test(`${name} lets go at once`, () => assert.equal(run(scroll(800), move).isFollowing, false));
}

for (const [name, move] of [
  ["a wheel downward", { type: "wheel", deltaY: 5 }],
  ["the down key", { type: "key", key: "ArrowDown" }],
  ["a finger that moves up", { type: "touch", deltaY: -2 }],
] as const) {
  test(`${name} does not let go`, () => assert.equal(run(scroll(800), move).isFollowing, true));
}

test("a small step up stays let go though the end is near, and growth does not take hold", () => {
  const released = run(scroll(800), { type: "wheel", deltaY: -1 }, scroll(798));
  assert.equal(released.isFollowing, false);
  assert.equal(follow(released, scroll(798, 1100)).isFollowing, false);
});

test("arriving at the end takes hold again", () => {
  const released = run(scroll(800), scroll(500));
  assert.equal(follow(released, scroll(700)).isFollowing, false);
  assert.equal(follow(released, scroll(800)).isFollowing, true);
});

test("asking for the end takes hold", () => {
  assert.equal(run(scroll(800), scroll(500), { type: "toEnd" }).isFollowing, true);
});

test("content that shrinks moves the view up without letting go", () => {
  assert.equal(run(scroll(800), scroll(600, 800)).isFollowing, true);
});

test("at the very top a wheel upward means nothing", () => {
  assert.equal(run({ type: "wheel", deltaY: -5 }).isFollowing, true);
});
