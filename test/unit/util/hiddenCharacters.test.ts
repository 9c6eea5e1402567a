import assert from "node:assert/strict";
import { test } from "node:test";
import { countHiddenCharacters, showHidden } from "../../../src/util/hiddenCharacters.ts";

function counts(text: string): Readonly<Record<string, number>> {
  const found = new Map<string, number>();
  countHiddenCharacters(text, found);
  return Object.fromEntries(found);
}

test("S22 hidden characters are counted by name", () => {
  assert.deepEqual(counts("a\u200bb\u202e\u200b\u{e0041}"), { "U+200B": 2, "U+202E": 1, "U+E0041": 1 });
  assert.deepEqual(counts("plain 中文 👨‍👩‍👧 ❤️\n\t"), {});
  assert.equal(
    showHidden("a\u200bb", () => "_"),
    "a_b",
  );
});
