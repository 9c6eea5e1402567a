import assert from "node:assert/strict";
import { test } from "node:test";
import blns from "big-list-of-naughty-strings" with { type: "json" };
import fc from "fast-check";
import { safeFileName } from "../../../../src/chat/transfer/fileName.ts";

function isSafe(name: string): void {
  assert.match(name, /\.md$/);
  assert.doesNotMatch(name, /[/\\:*?"<>|\p{Cc}\p{Cf}]|^[.\s~-]|[.\s]\.md$/u);
  assert.doesNotMatch(name, /^(con|prn|aux|nul|com\d|lpt\d)(\s*\.|$)/i);
  assert.ok([...name].length <= 84 && Buffer.byteLength(name) <= 245 && name.isWellFormed(), name);
}

test("S22 a title that is a path becomes a name", () => {
  assert.equal(safeFileName("../../etc/passwd", "md"), "etc-passwd.md");
  assert.equal(safeFileName("C:\\Windows\\system.ini", "md"), "C-Windows-system.ini.md");
  assert.equal(safeFileName("con", "md"), "_con.md");
  assert.equal(safeFileName("NUL.txt", "md"), "_NUL.txt.md");
  assert.equal(safeFileName("..", "json"), "conversation.json");
});

test("S22 Chinese and emoji stay, and nothing is cut in two", () => {
  assert.equal(safeFileName("为什么归并排序是稳定的？", "md"), "为什么归并排序是稳定的？.md");
  assert.equal(safeFileName("排".repeat(200), "md"), `${"排".repeat(80)}.md`);
  isSafe(safeFileName("🙂".repeat(200), "md"));
});

test("S22 S24 every naughty string, and any other, gives a name that every system takes", () => {
  for (const title of blns) isSafe(safeFileName(title, "md"));
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (title) => isSafe(safeFileName(title, "md"))));
});
