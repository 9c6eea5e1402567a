import assert from "node:assert/strict";
import { it } from "node:test";
import { factsOf } from "../../../src/chat/referenceFacts.ts";
import type { CodeReference } from "../../../src/reference.ts";

const code: CodeReference = {
  type: "reference",
  kind: "code",
  id: "r",
  label: "a.ts:10-12",
  path: "a.ts",
  uri: "file:///a.ts",
  startLine: 10,
  endLine: 12,
  language: "typescript",
  enclosing: [],
  code: "one()\npassword = 'hunter22hunter'\nx\u202e\u200b",
};

it("H13 H16 secrets are named by the lines of their file, hidden characters are counted", () => {
  const { tokens, secretLines, hidden } = factsOf(code);
  assert.deepEqual([secretLines, hidden], [[11], 2]);
  assert.ok(tokens > 10 && tokens < 60);
  assert.equal(factsOf(code), factsOf(code));
});

it("an image takes tokens by its size, and hides nothing", () => {
  const image = {
    type: "reference",
    kind: "image",
    id: "i",
    label: "a.png",
    mediaType: "image/png",
    hash: "00",
  } as const;
  assert.ok(factsOf({ ...image, width: 320, height: 320 }).tokens > 100);
  assert.ok(factsOf({ ...image, width: 9000, height: 9000 }).tokens < 3000);
});
