import assert from "node:assert/strict";
import { test } from "node:test";
import { directionOf } from "../../../media/direction.ts";

test("the majority of the letters decides, not the first word", () => {
  assert.equal(directionOf("npm هو مدير حزم لبيئة Node"), "rtl");
  assert.equal(directionOf("React היא ספריית JavaScript לבניית ממשקי משתמש"), "rtl");
  assert.equal(directionOf("مرحبا is how one says hello in Arabic"), "ltr");
  assert.equal(directionOf("Hello"), "ltr");
  assert.equal(directionOf("你好"), "ltr");
});

test("code, addresses, digits and vowel marks do not count", () => {
  assert.equal(directionOf("شغّل `npm install --save-dev typescript` الآن"), "rtl");
  assert.equal(directionOf("انظر https://example.com/a/very/long/address هنا"), "rtl");
  assert.equal(directionOf("1, 2, 3 … ٤٥ 🙂"), undefined);
  assert.equal(directionOf("\u064b\u064c\u05b0 a"), "ltr");
  assert.equal(directionOf(""), undefined);
});
