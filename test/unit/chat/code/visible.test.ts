import assert from "node:assert/strict";
import { test } from "node:test";
import { hiddenIn, hiddenLines, visible } from "../../../../src/chat/code/visible.ts";

test("M31 M32 what can not be seen is written as its number", () => {
  assert.equal(visible("a\u202Eb\u200Bc\u0007"), "a⟨U+202E⟩b⟨U+200B⟩c⟨U+0007⟩");
  assert.equal(visible("rm -rf /\r ls\n\tx"), "rm -rf /⟨U+000D⟩ ls\n\tx");
  assert.equal(hiddenIn("a\u202Eb\u{e0041}"), 2);
  assert.equal(hiddenIn("普通 text 👩‍💻"), 0);
});

test("M31 the lines that hold it, with their numbers, not more than asked for", () => {
  assert.equal(hiddenLines("a\nb\u200b\nc", 5), "2: b⟨U+200B⟩");
  assert.equal(hiddenLines("\u200b\n".repeat(5), 2), "1: ⟨U+200B⟩\n2: ⟨U+200B⟩\n…");
});
