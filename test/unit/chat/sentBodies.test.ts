import assert from "node:assert/strict";
import { it } from "node:test";
import { createSentBodies } from "../../../src/chat/sentBodies.ts";

it("the oldest ones make room; the newest is kept whatever its size", () => {
  const sent = createSentBodies(10);
  sent.keep("a", "12345");
  sent.keep("b", "12345");
  assert.deepEqual([sent.of("a"), sent.of("b")], ["12345", "12345"]);
  sent.keep("c", "1");
  assert.deepEqual([sent.of("a"), sent.of("b"), sent.of("c")], [undefined, "12345", "1"]);
  sent.keep("d", "12345678901234");
  assert.deepEqual([sent.of("b"), sent.of("c"), sent.of("d")], [undefined, undefined, "12345678901234"]);
});

it("a request that is made again takes the place of the one before", () => {
  const sent = createSentBodies(10);
  sent.keep("a", "123456");
  sent.keep("a", "1234567");
  sent.keep("b", "123");
  assert.deepEqual([sent.of("a"), sent.of("b")], ["1234567", "123"]);
});
