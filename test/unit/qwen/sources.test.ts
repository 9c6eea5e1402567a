import assert from "node:assert/strict";
import { test } from "node:test";
import { sourcesIn } from "../../../src/qwen/sources.ts";

const results = (...list: readonly unknown[]) => ({ search_info: { search_results: list } });

test("sources are read at the top of a chunk and beside the text", () => {
  const found = [{ number: 3, title: "Node", url: "https://nodejs.org/en" }];
  const sent = results({ index: 3, title: "Node", url: "https://nodejs.org/en", site_name: "nodejs", icon: "x" });
  assert.deepEqual(sourcesIn(sent, {}), found);
  assert.deepEqual(sourcesIn({}, sent), found);
  assert.deepEqual(sourcesIn({}, {}), []);
});

test("what is no page of the web is left out, and texts are tame", () => {
  const list = [
    { index: 1, title: "x", url: "javascript:alert(1)" },
    { index: 2, title: "x", url: "command:askQwen.showLog" },
    { index: 3, title: "x", url: "file:///etc/passwd" },
    { index: 4, title: "x" },
    null,
    "https://a.example",
    { index: -1, title: " \u202e\n", url: "https://b.example/?q=1" },
    { title: `a\u0000\u200bb${"c".repeat(1000)}`, url: "http://c.example" },
    { index: 9, title: "long", url: `https://d.example/${"x".repeat(3000)}` },
  ];
  const found = sourcesIn(results(...list), {});
  assert.deepEqual(
    found.map(({ number, url }) => [number, url]),
    [
      [7, "https://b.example/?q=1"],
      [8, "http://c.example/"],
    ],
  );
  assert.equal(found[0]?.title, "b.example");
  assert.match(found[1]?.title ?? "", /^a bc+$/);
  assert.equal(found[1]?.title.length, 300);
});

test("a list without end is cut, and nonsense in its place is nothing", () => {
  const many = Array.from({ length: 500 }, (_, index) => ({
    index: index + 1,
    title: "x",
    url: `https://x.example/${index}`,
  }));
  assert.equal(sourcesIn(results(...many), {}).length, 50);
  for (const search_info of [null, 3, "x", [], { search_results: {} }, { search_results: null }]) {
    assert.deepEqual(sourcesIn({ search_info }, {}), []);
  }
});
