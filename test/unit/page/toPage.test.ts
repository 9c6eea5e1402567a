import assert from "node:assert/strict";
import { test } from "node:test";
import { parseToPage } from "../../../media/toPage.ts";
import { english } from "../../page/labels.ts";
import { prompt, stateWith } from "../../page/states.ts";

test("messages of ours get in", () => {
  for (const message of [
    { type: "labels", labels: english, locale: "en" },
    { type: "state", state: stateWith([prompt("p", "Hi")]) },
    { type: "delta", messageId: "a", part: 0, at: 0, text: "x" },
    { type: "image", id: "r", mediaType: "image/png", data: "AAAA" },
    { type: "shrinkImage", conversation: "c", name: "a.png", data: "AAAA" },
    { type: "focus" },
  ]) {
    assert.equal(parseToPage(message), message);
  }
});

test("M27 what is not a message of ours is dropped", () => {
  const state = stateWith([]);
  for (const value of [
    undefined,
    null,
    "focus",
    [],
    {},
    { type: "unknown" },
    { type: "__proto__" },
    { type: "constructor" },
    JSON.parse('{"__proto__": {"type": "focus"}}'),
    { type: "labels", labels: null, locale: "en" },
    { type: "state" },
    { type: "state", state: { ...state, messages: {} } },
    { type: "state", state: { ...state, messages: [null] } },
    { type: "state", state: { ...state, messages: [{ id: "a" }] } },
    { type: "image", id: "r", mediaType: "image/png" },
    { type: "shrinkImage", conversation: "c", name: "a.png", data: [1] },
    { type: "delta", messageId: 1, part: 0, at: 0, text: "" },
    { type: "delta", messageId: "a", part: 0.5, at: 0, text: "" },
    { type: "delta", messageId: "a", part: 0, at: "0", text: "" },
    { type: "delta", messageId: "a", part: 0, at: 0, text: "x".repeat(10 * 1024 * 1024) },
  ]) {
    assert.equal(parseToPage(value), undefined);
  }
});
