import assert from "node:assert/strict";
import { test } from "node:test";
import { type Recall, recallKey } from "../../../media/recall.ts";

const prompts = ["first", "second", "third"];

/** Presses keys one after the other; `undefined` in the result stands for a key that kept its own meaning. */
function press(text: string, ...keys: readonly string[]): (string | undefined)[] {
  let now = text;
  let recall: Recall | undefined;
  return keys.map((key) => {
    const recalled = recallKey(key, now, recall, prompts);
    if (!recalled) return undefined;
    now = recalled.text;
    recall = recalled.recall;
    return now;
  });
}

test("up goes back through the prompts and stops at the first", () => {
  assert.deepEqual(press("", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp"), ["third", "second", "first", undefined]);
});

test("down goes forward again and ends with the empty composer", () => {
  assert.deepEqual(press("", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown", "ArrowDown"), [
    "third",
    "second",
    "third",
    "",
    undefined,
  ]);
});

test("escape ends recalling, and means nothing without it", () => {
  assert.deepEqual(press("", "ArrowUp", "ArrowUp", "Escape", "Escape"), ["third", "second", "", undefined]);
});

test("in a text of the reader's own the keys move the cursor", () => {
  assert.deepEqual(press("mine", "ArrowUp", "ArrowDown", "Escape"), [undefined, undefined, undefined]);
});

test("a recalled prompt that was changed is the reader's own text", () => {
  assert.equal(recallKey("ArrowUp", "third!", { at: 0, own: "" }, prompts), undefined);
  assert.equal(recallKey("Escape", "third!", { at: 0, own: "" }, prompts), undefined);
});

test("without prompts there is nothing to recall", () => {
  assert.equal(recallKey("ArrowUp", "", undefined, []), undefined);
});
