import assert from "node:assert/strict";
import { test } from "node:test";
import { isTooLong, MAX_PROMPT } from "../../../media/tooLong.ts";
import { parseToHost } from "../../../src/chat/parseToHost.ts";

test("the page refuses exactly what the extension would drop", () => {
  for (const text of ["x".repeat(MAX_PROMPT), "x".repeat(MAX_PROMPT + 1)]) {
    assert.equal(isTooLong(text), parseToHost({ type: "send", conversation: "c", text }) === undefined);
  }
});
