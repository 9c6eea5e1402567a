import assert from "node:assert/strict";
import { it } from "node:test";
import { firstWords } from "../../../src/chat/title.ts";

it("a title is one line, and not cut inside a character", () => {
  assert.equal(firstWords("  What\n\tis   this? "), "What is this?");
  assert.equal(firstWords("字".repeat(70)), `${"字".repeat(59)}…`);
  assert.equal(firstWords(`${"x".repeat(58)}😀😀`), `${"x".repeat(58)}…`);
});
