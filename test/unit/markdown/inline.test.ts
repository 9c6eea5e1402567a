/// <reference path="../../commonmark-spec.d.ts" />
import assert from "node:assert/strict";
import { before, test } from "node:test";
import spec from "commonmark-spec";
import { Lexer, marked } from "marked";
import { labels, newRoot } from "./page.ts";

const { renderOnce } = await import("../../../media/markdown/stream.ts");
const { lexBlocks } = await import("../../../media/markdown/lex.ts");
const { loadHighlighter } = await import("../../../media/markdown/highlight.ts");
before(loadHighlighter);

function draw(text: string): HTMLElement {
  const root = newRoot();
  renderOnce(root, text, { labels });
  return root;
}

const texts = (root: HTMLElement, selector: string): string[] =>
  [...root.querySelectorAll(selector)].map((found) => found.textContent ?? "");

test("emphasis works beside Chinese and Japanese punctuation", () => {
  const cases: readonly [string, string][] = [
    ["**中文**后面", "中文"],
    ["这是**“强调”**的", "“强调”"],
    ["**注意：**后面", "注意："],
    ["前面**（说明）**后面", "（说明）"],
    ["他说**「你好」**吗", "「你好」"],
    ["**重要。**接下来", "重要。"],
    ["使用**`npm`**命令", "npm"],
    ["**この関数(foo)**は", "この関数(foo)"],
    ["これは**「強調」、**です", "「強調」、"],
    ["**강조(强調)**는", "강조(强調)"],
    ["价格**¥100**元", "¥100"],
    ["**𠮷野家。**です", "𠮷野家。"],
  ];
  for (const [text, strong] of cases) assert.deepEqual(texts(draw(text), "strong"), [strong], text);
  assert.deepEqual(texts(draw("这是*“斜体”*的"), "em"), ["“斜体”"]);
  assert.deepEqual(texts(draw("这是~~“删除”~~的"), "del"), ["“删除”"]);
  assert.deepEqual(texts(draw("**甲：**乙，**丙：**丁"), "strong"), ["甲：", "丙："]);
});

test("what is no emphasis stays text in Chinese too", () => {
  for (const text of ["中 ** 文 ** 字", "2 * 3 * 4 = 二十四", "中文_变量_名", "10~20岁，30~40岁"]) {
    assert.equal(draw(text).textContent, text);
  }
});

test("text without CJK is read exactly as marked reads it", () => {
  const emphasis = spec.tests.filter(({ section }) => section.startsWith("Emphasis"));
  assert.ok(emphasis.length > 120);
  const shape = (tokens: readonly object[]): unknown =>
    JSON.parse(
      JSON.stringify(tokens, (key, value) => (["inLink", "inRawBlock", "escaped"].includes(key) ? undefined : value)),
    );
  for (const { markdown, number } of emphasis) {
    const plain = Lexer.lex(markdown, marked.getDefaults());
    assert.deepEqual(shape(lexBlocks(markdown, {}, false).tokens), shape(plain), `CommonMark ${number}`);
  }
});

test("an address ends where Chinese begins", () => {
  const root = draw("见https://a.example/b?c=d，然后（http://b.example/x）看 www.c.example。");
  assert.deepEqual(texts(root, "a"), ["https://a.example/b?c=d", "http://b.example/x", "www.c.example"]);
});

test("maths is found, money is not", () => {
  const maths = (text: string): string[] => texts(draw(text), ".maths");
  assert.deepEqual(maths("Let $x^2$, \\(a+b\\) and $$c$$ be"), ["x^2", "a+b", "c"]);
  assert.deepEqual(maths("$$\n- a\n= b\n$$\n"), ["- a\n= b"]);
  assert.deepEqual(maths("text\n\\[\nx\n\\]\nmore"), ["x"]);
  assert.deepEqual(maths("其中$x$表示，$y_1$。"), ["x", "y_1"]);
  for (const text of [
    "It costs $5 and $10.",
    "$HOME/$USER and $PATH",
    "US$3 to A$4",
    "from $1,000 to $2,000.",
    "`$x$`",
  ]) {
    assert.deepEqual(maths(text), [], text);
  }
});

test("M13 M14 raw HTML is text, except a line break", () => {
  const hostile = "<b onclick=alert(1)>x</b> <img src=x onerror=alert(1)> <svg/onload=alert(1)><br>y";
  const root = draw(`${hostile}\n\n<iframe src=javascript:alert(1)></iframe>\n\n|a|\n|-|\n|1<br>2|\n`);
  assert.equal(root.querySelectorAll("b, img, svg, iframe, script").length, 0);
  assert.equal(root.querySelectorAll("br").length, 2);
  assert.ok(root.textContent?.includes("<iframe src=javascript:alert(1)></iframe>"));
});

test("M05 an image is a chip that names its host", () => {
  const root = draw(
    "![x](https://evil.example/i?d=1) ![](data:image/png;base64,AA) [![i](//a.example/i.png)](https://b.example)\n\n# ![h][r]\n\n[r]: http://r.example/i\n",
  );
  assert.deepEqual(texts(root, ".image-not-loaded"), [
    "x (Image: evil.example, not loaded)",
    "Image: data:, not loaded",
    "i (Image: //a.example/i.png, not loaded)",
    "h (Image: r.example, not loaded)",
  ]);
  assert.equal(root.querySelectorAll("img, picture, source, [src], [srcset], [poster], [background]").length, 0);
});

test("tasks have names for those who can not see them", () => {
  const root = draw("- [x] a\n- [ ] b\n\n* [ ] c\n\n* [X] d\n");
  const names = [...root.querySelectorAll(".task")].map((task) => task.getAttribute("aria-label"));
  assert.deepEqual(names, ["done", "open", "open", "done"]);
  assert.deepEqual(texts(root, "li"), ["a", "b", "c", "d"]);
});

test("a clicked link tells its address, and so does Enter", () => {
  const opened: string[] = [];
  const root = newRoot();
  renderOnce(root, "[a](https://a.example/?x=1&amp;y) and <https://b.example>", {
    labels,
    onLink: (href) => opened.push(href),
  });
  const [first, second] = root.querySelectorAll("a");
  first!.click();
  const enter = Object.assign(new Event("keydown"), { key: "Enter" });
  second!.dispatchEvent(enter);
  assert.deepEqual(opened, ["https://a.example/?x=1&y", "https://b.example"]);
  assert.equal(first!.hasAttribute("href"), false);
  assert.equal(first!.title, "Opens a.example");
});
