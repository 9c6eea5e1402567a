import assert from "node:assert/strict";
import { test } from "node:test";
import { countHidden } from "../../../media/markdown/hidden.ts";
import { countHiddenCharacters } from "../../../src/util/hiddenCharacters.ts";

test("the panel and the export have the same list, character by character", () => {
  for (let code = 0; code <= 0xe1000; code++) {
    if (code === 0x20000) code = 0xdff00; // Between them are only Han characters, and nothing.
    const text = `x${String.fromCodePoint(code)}y`;
    const counts = new Map<string, number>();
    countHiddenCharacters(text, counts);
    const ours = [...counts.values()].reduce((sum, count) => sum + count, 0);
    if (ours !== countHidden(text)) assert.equal(ours, countHidden(text), `U+${code.toString(16)}`);
  }
});
