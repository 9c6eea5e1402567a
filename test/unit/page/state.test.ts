import assert from "node:assert/strict";
import { test } from "node:test";
import { isEqual, nothingYet, type PageState, reduce } from "../../../media/state.ts";
import type { ToPage } from "../../../src/protocol.ts";
import { english } from "../../page/labels.ts";
import { answer, prompt, stateWith } from "../../page/states.ts";

const withAnswer = (text: string): PageState =>
  reduce(nothingYet, {
    type: "state",
    state: stateWith([prompt("p", "Hi"), answer("a", text, { status: "streaming", silentFor: 30 })]),
  });

const delta = (at: number, text: string, change: Partial<Extract<ToPage, { type: "delta" }>> = {}): ToPage => ({
  type: "delta",
  messageId: "a",
  part: 0,
  at,
  text,
  ...change,
});

const textOf = (page: PageState): string | undefined => {
  const part = page.state?.messages.at(-1)?.parts[0];
  return part?.type === "text" ? part.text : undefined;
};

test("a delta whose place fits is appended, and leaves the other messages alone", () => {
  const before = withAnswer("Hel");
  const after = reduce(before, delta(3, "lo"));
  assert.equal(textOf(after), "Hello");
  assert.equal(after.isBehind, false);
  assert.equal(after.state?.messages[0], before.state?.messages[0]);
  assert.equal(textOf(before), "Hel");
});

test("a delta is a sign of life", () => {
  assert.equal(reduce(withAnswer("a"), delta(1, "b")).state?.messages.at(-1)?.silentFor, undefined);
});

for (const [name, wrong] of [
  ["an earlier place", delta(2, "x")],
  ["a later place", delta(4, "x")],
  ["an unknown message", delta(3, "x", { messageId: "b" })],
  ["an unknown part", delta(3, "x", { part: 1 })],
] as const) {
  test(`a delta for ${name} changes nothing and makes the page ask again`, () => {
    const before = withAnswer("Hel");
    const after = reduce(before, wrong);
    assert.equal(after.state, before.state);
    assert.equal(after.isBehind, true);
    assert.equal(reduce(after, { type: "state", state: before.state ?? stateWith([]) }).isBehind, false);
  });
}

test("a delta before any state makes the page ask", () => {
  assert.equal(reduce(nothingYet, delta(0, "x")).isBehind, true);
});

test("deltas and a whole state lead to the same page", () => {
  let page = withAnswer("");
  page = reduce(withAnswer("x"), { type: "state", state: stateWith([answer("a", "x", { status: "streaming" })]) });
  for (const [index, piece] of ["1", "2你", "3"].entries()) page = reduce(page, delta([1, 2, 4][index] ?? 0, piece));
  const whole = reduce(nothingYet, {
    type: "state",
    state: stateWith([answer("a", "x12你3", { status: "streaming" })]),
  });
  assert.deepEqual(page.state, whole.state);
});

test("messages that did not change stay the same objects in a new state", () => {
  const make = (text: string) => stateWith([prompt("p", "Hi"), answer("a", text)]);
  const before = reduce(nothingYet, { type: "state", state: make("one") });
  const after = reduce(before, { type: "state", state: make("two") });
  assert.equal(after.state?.messages[0], before.state?.messages[0]);
  assert.notEqual(after.state?.messages[1], before.state?.messages[1]);
  assert.equal(after.state?.notices, before.state?.notices);
});

test("the same words again stay the same object; other words do not", () => {
  const before = reduce(nothingYet, { type: "labels", labels: english, locale: "en" });
  assert.equal(reduce(before, { type: "labels", labels: { ...english }, locale: "en" }).words, before.words);
  assert.notEqual(reduce(before, { type: "labels", labels: english, locale: "de" }).words, before.words);
});

test("each request for the cursor counts", () => {
  assert.equal(reduce(reduce(nothingYet, { type: "focus" }), { type: "focus" }).focus, 2);
});

test("equality looks at names and values, not at inherited ones", () => {
  assert.equal(isEqual({ a: [1, { b: "c" }] }, { a: [1, { b: "c" }] }), true);
  assert.equal(isEqual({ a: 1 }, { a: 1, b: 2 }), false);
  assert.equal(isEqual({ a: undefined }, { b: undefined }), false);
  assert.equal(isEqual({ toString: 1 }, {}), false);
  assert.equal(isEqual(null, {}), false);
});
