import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { placesOf } from "../../../../src/chat/search/places.ts";
import { parseTerms } from "../../../../src/chat/search/terms.ts";

function found(text: string, query: string): string[][] | undefined {
  return placesOf(text, parseTerms(query))?.map((places) => places.map(({ start, end }) => text.slice(start, end)));
}

test("a part of an identifier is found at the borders of its parts, not elsewhere", () => {
  assert.deepEqual(found("superuser getUserName get_user_name", "user"), [["User", "user"]]);
  assert.deepEqual(found("getUserName get_user_name", "UserNa"), [["UserNa", "user_na"]]);
  assert.equal(found("getUserName", "sername"), undefined);
});

test("all words are wanted, in any order", () => {
  assert.deepEqual(found("beta alpha", "alpha be"), [["alpha"], ["be"]]);
  assert.equal(found("beta", "alpha beta"), undefined);
});

test("Chinese words of any length are found anywhere", () => {
  const text = "请解释函数式编程";
  for (const word of ["函", "函数", "数式编", "解释函数式编程"]) assert.deepEqual(found(text, word), [[word]]);
  assert.equal(found(text, "函式"), undefined);
});

test("quotes mean the letter, but for case, accents and white space", () => {
  assert.deepEqual(found("call Foo(bar)\n  now", '"foo(Bar) now"'), [["Foo(bar)\n  now"]]);
  assert.equal(found("call foo bar", '"foo(bar)"'), undefined);
});

test("words far down a long text are found, also across the pieces it is taken in", () => {
  const long = "lorem ipsum ".repeat(5000);
  assert.deepEqual(found(`${long}needle`, "needle"), [["needle"]]);
  for (const length of [490, 495, 499, 500, 501])
    assert.deepEqual(found(`${"x".repeat(length)} one.two`, "one.two"), [["one.two"]]);
});

test("whatever a text is, each of its words is found in it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (raw) => {
      const text = raw.normalize("NFC");
      for (const word of text.split(/[\s"“”＂]+/)) {
        if (parseTerms(word).length > 0) assert.ok(found(text, word), JSON.stringify([text, word]));
      }
    }),
  );
});
