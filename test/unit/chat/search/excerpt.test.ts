import assert from "node:assert/strict";
import { test } from "node:test";
import { excerptOf } from "../../../../src/chat/search/excerpt.ts";
import { placesOf } from "../../../../src/chat/search/places.ts";
import { parseTerms } from "../../../../src/chat/search/terms.ts";

function shown(text: string, query: string): string {
  const { before, match, after } = excerptOf(text, placesOf(text, parseTerms(query))!);
  return `${before}[${match}]${after}`;
}

test("a short text is shown whole, in one line", () => {
  assert.equal(shown("# Title\n\n  See foo\n here ", "foo"), "See [foo] here");
});

test("what comes before begins with the line or a word, what comes after ends with a word", () => {
  const text = `${"lorem ipsum ".repeat(20)}needle ${"dolor amet ".repeat(40)}`;
  const { before, after } = excerptOf(text, placesOf(text, parseTerms("needle"))!);
  assert.match(before, /^…(lorem|ipsum) .*ipsum $/);
  assert.match(after, /^ dolor .* (dolor|amet)…$/);
  assert.ok(before.length <= 45 && after.length <= 165);
});

test("Chinese takes twice the room and is cut between characters", () => {
  const text = `${"前".repeat(200)}函数${"后".repeat(200)}`;
  assert.equal(shown(text, "函数"), `…${"前".repeat(20)}[函数]${"后".repeat(80)}…`);
});

test("no character is cut in two", () => {
  const { before, after } = excerptOf(`${"👍🏽".repeat(50)}x${"👍🏽".repeat(100)}`, [[{ start: 200, end: 201 }]]);
  assert.ok(before.isWellFormed() && after.isWellFormed());
});

test("of several places the one with the most words near it is shown", () => {
  const text = `alpha ${"x ".repeat(200)}\nalpha and beta`;
  assert.equal(shown(text, "alpha beta"), "[alpha] and beta");
});
