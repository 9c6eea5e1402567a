import assert from "node:assert/strict";
import { it } from "node:test";
import { borrowClipboard, type Clipboard } from "../../../src/context/borrowClipboard.ts";

function clipboardWith(text: string): Clipboard & { readonly writes: string[]; text: string } {
  return {
    text,
    writes: [],
    async readText() {
      return this.text;
    },
    async writeText(text) {
      this.writes.push(text);
      this.text = text;
    },
  };
}

it("K15 what was in the clipboard is there again", async () => {
  const clipboard = clipboardWith("mine");
  const copy = async () => void (clipboard.text = "$ npm test");
  assert.equal(await borrowClipboard(clipboard, copy), "$ npm test");
  assert.equal(clipboard.text, "mine");
  assert.equal(await borrowClipboard(clipboard, async () => undefined), undefined);
  assert.equal(clipboard.text, "mine");
  await assert.rejects(
    borrowClipboard(clipboard, () => Promise.reject(new Error("no terminal"))),
    /no terminal/,
  );
  assert.equal(clipboard.text, "mine");
});

it("a clipboard without text, which may hold an image, is not written to when nothing was copied", async () => {
  const clipboard = clipboardWith("");
  assert.equal(await borrowClipboard(clipboard, async () => undefined), undefined);
  assert.deepEqual(clipboard.writes, []);
  assert.equal(await borrowClipboard(clipboard, async () => void (clipboard.text = "$ ls")), "$ ls");
  assert.equal(clipboard.text, "");
});

it("two at once do not take each other's mark for what was there", async () => {
  const clipboard = clipboardWith("mine");
  const copy = async () => void (clipboard.text = "$ ls");
  const both = await Promise.all([borrowClipboard(clipboard, copy), borrowClipboard(clipboard, copy)]);
  assert.deepEqual([...both, clipboard.text], ["$ ls", "$ ls", "mine"]);
});
