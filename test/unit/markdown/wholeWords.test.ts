import assert from "node:assert/strict";
import { test } from "node:test";
import { labels, newRoot, written } from "./page.ts";

const { StreamedMarkdown, limits, renderOnce } = await import("../../../media/markdown/stream.ts");

/** What is on the screen when so much has come; then the rest comes. */
function shown(text: string, rest = " end.\n"): string {
  limits.milliseconds = Number.POSITIVE_INFINITY;
  const root = newRoot();
  const stream = new StreamedMarkdown(root, { labels });
  stream.append(text);
  stream.flush();
  const now = written(root.querySelector("p, td") ?? root);
  stream.append(rest);
  stream.end();
  const once = newRoot();
  renderOnce(once, text + rest, { labels });
  assert.equal(written(root), written(once));
  return now.trimEnd();
}

test("a word that begins bold text, code or a link is shown when it is complete, with what is attached to it", () => {
  assert.equal(shown("it is **bo"), "it is");
  assert.equal(shown("it is **bold**"), "it is");
  assert.equal(shown("it is **bold**,"), "it is");
  assert.equal(shown("it is **bold** "), "it is <strong>bold</strong>");
  assert.equal(shown("it is **bold** as"), "it is <strong>bold</strong>");
  assert.equal(shown("it is **bold** as it"), "it is <strong>bold</strong> as it");
  assert.equal(shown("run `npm"), "run");
  assert.equal(shown("run `npm` no"), "run <code>npm</code>");
});

test("within a piece, and at the beginning of a line, nothing is held back", () => {
  assert.equal(shown("it is bo"), "it is bo");
  assert.equal(shown("**bo"), "<strong>bo</strong>");
  assert.equal(shown("it is **very bo"), "it is <strong>very bo</strong>");
  assert.equal(shown("run `npm ci"), "run <code>npm ci</code>");
});

test("between Chinese characters a line may end, but not before a full stop", () => {
  assert.equal(shown("返回`await`", "等待"), "返回");
  assert.equal(shown("返回`await`。", "等待"), "返回");
  assert.equal(shown("返回`await`等", "待"), "返回<code>await</code>");
  assert.equal(shown("返回`await`等待", "它"), "返回<code>await</code>等待");
});

test("what is inside of an element is taken off alone", () => {
  assert.equal(shown("it is **very `co", "de`** end\n"), "it is <strong>very </strong>");
});
