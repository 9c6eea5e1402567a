import assert from "node:assert/strict";
import { test } from "node:test";
import { parseTerms, toMatch } from "../../../../src/chat/search/terms.ts";

const match = (text: string): string => toMatch(parseTerms(text));

test("each word may be the beginning of one, and all are wanted", () => {
  assert.equal(match("getUser  naMe"), '"getuser" * AND "name" *');
  assert.equal(match("get_user"), '"getuser" *');
});

test("one letter is a word of its own, one Chinese character begins any pair", () => {
  assert.equal(match("c"), '"c"');
  assert.equal(match("函"), '"函" *');
  assert.equal(match("函数"), '"函数"');
  assert.equal(match("函数式"), '"函数 数式"');
});

test("what touches follows each other", () => {
  assert.equal(match("foo.bar"), '"foo bar" *');
  assert.equal(match("用getUser"), '"用 getuser" *');
  assert.equal(match("函数get"), '"函数 数 get" *');
});

test("quotes, also Chinese ones and those that are not closed yet, hold words together", () => {
  assert.equal(match('"foo bar" baz'), '"foo bar" * AND "baz" *');
  assert.equal(match("“foo bar” baz"), '"foo bar" * AND "baz" *');
  assert.equal(match('x "foo ba'), '"x" AND "foo ba" *');
  assert.ok("foo\n bar(1)".match(parseTerms('"Foo Bár(1)"')[0]!.literal!));
});

test("nothing to look for gives nothing, and FTS5's own signs mean nothing", () => {
  for (const text of ["", "  ", "=> ++", '""', "*", "\0"]) assert.deepEqual(parseTerms(text), []);
  assert.equal(match('NOT a* OR "b) NEAR'), '"not" * AND "a" AND "or" * AND "b near" *');
});

test("a text without end is cut", () => {
  assert.ok(parseTerms("ab ".repeat(10_000)).length <= 16);
  assert.ok(parseTerms("字".repeat(10_000))[0]!.tokens.length < 1000);
});
