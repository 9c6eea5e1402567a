import assert from "node:assert/strict";
import { test } from "node:test";
import { isStopOf, neighbour } from "../../../media/history/stops.ts";

const ids = (text: string): { readonly id: string }[] => [...text].map((id) => ({ id }));

test("a stop belongs to the row that it is named after, not to one whose name begins alike", () => {
  assert.equal(isStopOf("c1", "c1"), true);
  assert.equal(isStopOf("c1 0", "c1"), true);
  assert.equal(isStopOf("c10", "c1"), false);
});

test("the focus stays with a row that keeps its place", () => {
  assert.equal(neighbour(ids("abc"), ids("abc"), "b"), "b");
  assert.equal(neighbour(ids("abc"), ids("xbc"), "b"), "b");
});

test("it goes to the row below when its row goes or moves, else to the one above, else nowhere", () => {
  assert.equal(neighbour(ids("abcd"), ids("acd"), "b"), "c");
  assert.equal(neighbour(ids("abcd"), ids("cabd"), "c"), "d");
  assert.equal(neighbour(ids("abc"), ids("ab"), "c"), "b");
  assert.equal(neighbour(ids("abc"), ids("x"), "c"), "x");
  assert.equal(neighbour(ids("abc"), [], "c"), undefined);
});
