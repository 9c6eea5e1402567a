import assert from "node:assert/strict";
import { test } from "node:test";
import { findAll, fold } from "../../../media/find/fold.ts";

const found = (text: string, ...terms: string[]): string[] =>
  findAll(text, { terms, isCaseSensitive: false }).map(({ start, end }) => text.slice(start, end));

test("matches have their places in the original, whatever their length in upper case", () => {
  assert.deepEqual(found("Die Straße und die STRASSE", "strasse"), ["Straße", "STRASSE"]);
  assert.deepEqual(found("ﬁnd ﬁnd", "find"), ["ﬁnd", "ﬁnd"]);
  assert.deepEqual(found("İstanbul, istanbul, ISTANBUL", "istanbul"), ["İstanbul", "istanbul", "ISTANBUL"]);
  assert.deepEqual(found("ΟΔΟΣ, οδος", "οδός".normalize("NFC").replace("ό", "ο")), ["ΟΔΟΣ", "οδος"]);
  assert.deepEqual(found("İ before the word", "WORD"), ["word"]);
  assert.deepEqual(found("𐐀 and 𐐨", "𐐨"), ["𐐀", "𐐨"]);
});

test("a part of a character is no match", () => {
  assert.deepEqual(found("ß", "s"), []);
  assert.deepEqual(found("Maß s", "s"), ["s"]);
  assert.deepEqual(found("ßs", "ss"), ["ß"]);
});

test("matches do not overlap; of several terms the longer one at a place counts", () => {
  assert.deepEqual(found("aaaa", "aa"), ["aa", "aa"]);
  assert.deepEqual(found("one two onetwo", "two", "one", "onet"), ["one", "two", "onet"]);
  assert.deepEqual(found("中文中文", "中文", "文"), ["中文", "中文"]);
});

test("case counts when it is asked for", () => {
  const query = { terms: ["A"], isCaseSensitive: true };
  assert.deepEqual(findAll("aAßA", query), [
    { start: 1, end: 2 },
    { start: 3, end: 4 },
  ]);
});

test("each character there is knows its place when folded", () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    if (code === 0xd800) code = 0xe000;
    const character = String.fromCodePoint(code);
    if (character === character.toUpperCase() && character === character.toLowerCase()) continue;
    const { text, starts } = fold(character);
    assert.equal(starts ? starts.at(-1) : text.length, character.length, code.toString(16));
    assert.equal(fold(`${character} x`).text, `${text} x`, code.toString(16));
  }
});
