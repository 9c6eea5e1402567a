import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { until } from "../../until.ts";
import { labels, newRoot } from "./page.ts";

const { StreamedMarkdown, limits, renderOnce } = await import("../../../media/markdown/stream.ts");

beforeEach(() => {
  // A busy machine must not make it skip a frame.
  limits.milliseconds = Number.POSITIVE_INFINITY;
  document.documentElement.lang = "en";
});

function drawn(text: string): HTMLElement {
  const root = newRoot();
  renderOnce(root, text, { labels });
  return root;
}
const directions = (root: HTMLElement, selector: string): string[] =>
  [...root.querySelectorAll<HTMLElement>(selector)].map((element) => element.dir);
const languages = (root: HTMLElement, selector: string): string[] =>
  [...root.querySelectorAll<HTMLElement>(selector)].map((element) => element.lang);

test("each block runs as most of its letters do; what holds blocks as they do", () => {
  const root = drawn(
    "npm هو مدير حزم\n\nEnglish\n\n- TypeScript\n- لغة برمجة مبنية عليها\n\n> اقتباس\n\n| العمود الأول | b |\n|---|---|\n| x | 1 |\n\n```js\n// تعليق طويل\n```\n",
  );
  assert.deepEqual(directions(root, ".markdown-box > p"), ["rtl", "ltr"]);
  assert.deepEqual(directions(root, ".list, blockquote, .table, .code-block"), ["rtl", "rtl", "rtl", "ltr"]);
  assert.deepEqual(directions(root, "li p"), ["ltr", "rtl"]);
  assert.deepEqual(directions(root, "th, td"), ["rtl", "ltr", "ltr", ""]);
});

test("code and addresses do not turn a block", () => {
  const root = drawn("شغّل `npm install --save-dev typescript` ثم https://example.com/a/long/address\n");
  assert.deepEqual(directions(root, "p"), ["rtl"]);
  assert.deepEqual(directions(root, "a"), ["ltr"]);
});

test("the direction of the block that grows follows its letters", async () => {
  const root = newRoot();
  const stream = new StreamedMarkdown(root, { labels });
  const add = async (text: string): Promise<string[]> => {
    stream.append(text);
    stream.flush();
    await until(() => root.textContent.includes(text.trim()), "the text is drawn"); // Later, after a draw that took long.
    return directions(root, "p");
  };
  assert.deepEqual(await add("12 % "), [""]);
  assert.deepEqual(await add("React "), ["ltr"]);
  assert.deepEqual(await add("مكتبة لبناء"), ["rtl"]);
});

test("a block of an Arabic answer that begins with a name runs from right to left at once", () => {
  const root = newRoot();
  const stream = new StreamedMarkdown(root, { labels });
  const seen: string[] = [];
  for (const piece of [
    "# مكتبة لبناء\n\n",
    "React ",
    "هي مكتبة\n\n",
    "- TypeScript\n",
    "- لغة برمجة مبنية\n\n",
    "React\n",
  ]) {
    stream.append(piece);
    stream.flush();
    seen.push(directions(root, ".markdown-box > :not(h3)").join(" "));
  }
  stream.end();
  assert.deepEqual(seen, ["", "rtl", "rtl", "rtl rtl", "rtl rtl", "rtl rtl rtl"]);
  assert.deepEqual(
    directions(root, ".markdown-box > :not(h3)"),
    ["rtl", "rtl", "ltr"],
    "its own letters decide in the end",
  );
});

test("language is set where it is certain, else it is the answer's, else VS Code's", () => {
  const text = "概要\n\n環境変数の設定方法を説明します。\n\n这是简体中文\n\nEnglish\n\n```py\n# これはコメント\n```\n";
  const root = drawn(text);
  assert.equal(root.lang, "ja");
  assert.deepEqual(languages(root, "p"), ["", "ja", "zh-Hans", ""]);
  assert.deepEqual(languages(root, "pre"), ["ja"]);
  document.documentElement.lang = "ja";
  assert.equal(drawn(text).lang, "");
  document.documentElement.lang = "zh-cn";
  assert.equal(drawn("你好\n").lang, "");
  assert.equal(drawn("這是繁體中文，對嗎\n").lang, "zh-Hant");
});
