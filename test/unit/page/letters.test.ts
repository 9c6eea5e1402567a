import assert from "node:assert/strict";
import { test } from "node:test";
import { countLetters, noLetters } from "../../../media/letters.ts";

const count = (text: string) => {
  const letters = noLetters();
  countLetters(text, letters);
  return letters;
};

test("letters are counted by direction and by script", () => {
  assert.deepEqual(count("aÄжאب1!٣"), { ...noLetters(), leftToRight: 3, rightToLeft: 2 });
  assert.deepEqual(count("かカ漢한ー・"), { ...noLetters(), leftToRight: 4, kana: 2, han: 1, hangul: 1 });
  assert.deepEqual(count("这這"), { ...noLetters(), leftToRight: 2, han: 2, simplified: 1, traditional: 1 });
  assert.equal(count("\u{20000}").han, 1);
  assert.equal(count("\u{10900}\u{1e900}").rightToLeft, 2);
  assert.deepEqual(count("🙂→—“”…\u{1f468}\u200d\u{1f469}"), noLetters());
});

test("every letter of the scripts that run from right to left is counted, and no mark of them", () => {
  for (let code = 0x590; code < 0x700; code++) {
    const character = String.fromCharCode(code);
    if (/\p{Lo}/u.test(character)) assert.equal(count(character).rightToLeft, 1, code.toString(16));
    if (/[\p{M}\p{N}]/u.test(character)) assert.equal(count(character).rightToLeft, 0, code.toString(16));
  }
});
