import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMessage, parseQueue } from "../../../../src/chat/history/rows.ts";
import { partsOf, type QueuedPrompt, type StoredMessage } from "../../../../src/chat/message.ts";
import { summaryReference } from "../../../../src/chat/summary.ts";
import type { StoredError } from "../../../../src/storedError.ts";

test("K13 what a command meant when it was sent is kept with the message, and with one that waits", () => {
  const given = {
    text: "/fix it",
    sent: "Find what is wrong.\n\nit",
    references: [summaryReference("s", "Summary", "In short.")],
  };
  const message: StoredMessage = { id: "m", role: "user", parts: partsOf(given), status: "done", createdAt: 1 };
  assert.deepEqual(parseMessage(JSON.stringify(message))?.message, message);
  const queued: QueuedPrompt = { ...given, id: "q", model: "qwen3-max" };
  assert.deepEqual(parseQueue(JSON.stringify([queued])), [queued]);
  assert.deepEqual(parseQueue('[{"id":"q","text":"/fix","references":[],"sent":1,"model":null}]'), [
    { id: "q", text: "/fix", references: [] },
  ]);
});

test("an error is read with all that its words are made of", () => {
  const where = { code: "c", httpStatus: 400, requestId: "r", host: "h" };
  const error: Required<StoredError> = { kind: "tooLong", message: "m", ...where, limit: 32_768 };
  const message: StoredMessage = { id: "m", role: "assistant", parts: [], status: "failed", error, createdAt: 1 };
  assert.deepEqual(parseMessage(JSON.stringify(message))?.message, message);
});
