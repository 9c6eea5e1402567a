import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, indexedText, tokensOf } from "../../../../src/chat/search/tokens.ts";

const words = (text: string): string[] => indexedText(text).trim().split(/\s+/);

test("Latin words are whole and in lower case, and identifiers are known from each of their parts on", () => {
  assert.deepEqual(words("The getUserName, HTTPServer"), [
    "the",
    "getusername",
    "httpserver",
    "username",
    "name",
    "server",
  ]);
  assert.deepEqual(words("get_user_name utf8"), ["getusername", "utf8", "username", "name"]);
});

test("Chinese, Japanese and Korean are pairs of neighbours and the last character alone", () => {
  assert.deepEqual(words("函数式，编程"), ["函数", "数式", "式", "编程", "程"]);
  assert.deepEqual(words("関数です"), ["関数", "数で", "です", "す"]);
  assert.deepEqual(words("함수를 a"), ["함수", "수를", "를", "a"]);
});

test("scripts that touch each other are parted", () => {
  assert.deepEqual(words("用getName函数"), ["用", "getname", "函数", "数", "name"]);
});

test("characters beyond the first plane are not cut in two", () => {
  assert.deepEqual(words("𠮷野家 👍"), ["𠮷野", "野家", "家", "👍"]);
});

test("case, accents, full-width forms and the final sigma do not matter, and no place moves", () => {
  for (const [text, folded] of [
    ["Café", "cafe"],
    ["ＡＢｃ１", "abc1"],
    ["ΟΔΟΣ ς", "οδοσ σ"],
    ["İstanbul ½ ﬁ", "istanbul ½ ﬁ"],
  ] as const) {
    assert.equal(fold(text), folded);
    assert.equal(fold(text).length, text.length);
  }
});

test("a hash and a long piece of data are one word each, cut to a size", () => {
  assert.deepEqual(words("a1b2c3d4e5f6a7b8c9d0e1f2"), ["a1b2c3d4e5f6a7b8c9d0e1f2"]);
  assert.deepEqual(
    words("xY".repeat(1000)).map((word) => word.length),
    [64],
  );
});

test("a token says where it stands", () => {
  const text = "ab 函数";
  assert.deepEqual(
    tokensOf(text).map(({ start, end }) => text.slice(start, end)),
    ["ab", "函数", "数"],
  );
});
