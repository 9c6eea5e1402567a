import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { estimateTokens, shortCount } from "../../../media/outgoing/estimate.ts";
import { estimateTokens as ofHost } from "../../../src/qwen/tokens.ts";

it("the page estimates as the host does", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => estimateTokens(text) === ofHost(text)),
  );
  assert.equal(estimateTokens("快速排序 quick(sort) {}"), ofHost("快速排序 quick(sort) {}"));
});

it("counts are short", () => {
  assert.deepEqual([0, 999, 1000, 1234, 9_960, 41_234, 999_499, 999_500, 1_000_000, 1_234_567].map(shortCount), [
    "0",
    "999",
    "1k",
    "1.2k",
    "10k",
    "41k",
    "999k",
    "1M",
    "1M",
    "1.2M",
  ]);
});
