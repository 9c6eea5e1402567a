import assert from "node:assert/strict";
import { it } from "node:test";
import { parseMentionQuery } from "../../../src/context/mentionQuery.ts";

it("lines stand behind a colon or a hash", () => {
  assert.deepEqual(parseMentionQuery("src/client.ts:10-24"), { text: "src/client.ts", lines: { first: 10, last: 24 } });
  assert.deepEqual(parseMentionQuery("client.ts#L7"), { text: "client.ts", lines: { first: 7, last: 7 } });
  assert.deepEqual(parseMentionQuery("a#L3-L9"), { text: "a", lines: { first: 3, last: 9 } });
});

it("a number that is still being typed is no mistake, and neither is nonsense", () => {
  assert.deepEqual(parseMentionQuery("client.ts:"), { text: "client.ts" });
  assert.deepEqual(parseMentionQuery("client.ts:10-"), { text: "client.ts", lines: { first: 10, last: 10 } });
  assert.deepEqual(parseMentionQuery("a:9-3"), { text: "a", lines: { first: 9, last: 9 } });
  assert.deepEqual(parseMentionQuery("a:0"), { text: "a", lines: { first: 1, last: 1 } });
  assert.deepEqual(parseMentionQuery("why:"), { text: "why" });
});
