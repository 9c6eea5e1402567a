import assert from "node:assert/strict";
import { test } from "node:test";
import { type EnterKey, isSendingEnter } from "../../../media/enter.ts";

const enter: EnterKey = {
  key: "Enter",
  keyCode: 13,
  shiftKey: false,
  altKey: false,
  isComposing: false,
  timeStamp: 1000,
};
const never = Number.NEGATIVE_INFINITY;

test("Enter sends", () => assert.equal(isSendingEnter(enter, never), true));

test("Shift+Enter and Alt+Enter do not send, nor do other keys", () => {
  assert.equal(isSendingEnter({ ...enter, shiftKey: true }, never), false);
  assert.equal(isSendingEnter({ ...enter, altKey: true }, never), false);
  assert.equal(isSendingEnter({ ...enter, key: "a" }, never), false);
});

test("Enter within a composition does not send", () => {
  assert.equal(isSendingEnter({ ...enter, isComposing: true }, never), false);
});

test("Safari's Enter with code 229, after the composition has ended, does not send", () => {
  assert.equal(isSendingEnter({ ...enter, keyCode: 229 }, 999), false);
});

test("the Enter that ended a composition does not send even with code 13; the next one does", () => {
  assert.equal(isSendingEnter(enter, 999), false);
  assert.equal(isSendingEnter(enter, 900), true);
});
