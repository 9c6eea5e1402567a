import assert from "node:assert/strict";
import { test } from "node:test";
import { createSentences } from "../../../media/sentences.ts";

/** All pieces of a text that comes in steps of `step` characters. */
function read(text: string, step = text.length || 1): string[] {
  const sentences = createSentences((language) => `code block ${language}`.trim());
  const pieces: string[] = [];
  for (let end = step; end < text.length; end += step) pieces.push(...sentences.take(text.slice(0, end), false));
  return [...pieces, ...sentences.take(text, true)];
}

test("a sentence is read when the next one begins, the last one at the end", () => {
  const sentences = createSentences(() => "");
  assert.deepEqual(sentences.take("One is here. Tw", false), ["One is here."]);
  assert.deepEqual(sentences.take("One is here. Two is he", false), []);
  assert.deepEqual(sentences.take("One is here. Two is here too.", true), ["Two is here too."]);
  assert.deepEqual(sentences.take("One is here. Two is here too.", true), []);
});

test("a text that turned out to be thinking is forgotten: the answer after it is read from its beginning", () => {
  const sentences = createSentences(() => "code");
  assert.deepEqual(sentences.take("```\nHm. I have to think about that. So", false), ["code"]);
  assert.deepEqual(sentences.take("It is", false), []);
  assert.deepEqual(sentences.take("It is forty-two. Ask again.", true), ["It is forty-two. Ask again."]);
});

test("Chinese sentences end with their own marks", () => {
  assert.deepEqual(read("你好。这是一个例子！还有吗？", 1), ["你好。", "这是一个例子！", "还有吗？"]);
});

test("abbreviations and numbers end no sentence", () => {
  assert.deepEqual(read("Use e.g. version 1.5 of it. Then go.", 1), ["Use e.g. version 1.5 of it.", "Then go."]);
});

test("code is not read, only that it is there", () => {
  assert.deepEqual(read("See:\n\n```ts\nconst a = 1. B\n```\nDone.", 1), ["See:", "code block ts", "Done."]);
  assert.deepEqual(read("- item\n- ```\n  x. Y\n  ```\nEnd", 1), ["item", "code block", "End"]);
});

test("a fence inside a longer fence does not end it", () => {
  assert.deepEqual(read("````md\n```\nsecret\n```\n````\nafter", 1), ["code block md", "after"]);
});

test("a span of code at the beginning of a line opens no fence", () => {
  assert.deepEqual(read("```npm install``` installs it.\nThis is important.", 1), [
    "npm install installs it.",
    "This is important.",
  ]);
});

test("a fence is closed as far in as it was opened: under a number, in an item, in a quote", () => {
  for (const code of [
    "10. ```js\n    let a;\n    ```\n",
    "   - ```js\n     let a;\n     ```\n",
    "- > ```js\n  > let a;\n  > ```\n",
  ]) {
    assert.deepEqual(read(`${code}After.`, 1), ["code block js", "After."], code);
  }
  assert.deepEqual(read("   - Run:\n     ```sh\n     npm i\n     ```\nAfter.", 1), ["Run:", "code block sh", "After."]);
});

test("a fence in the text of a program does not end its block", () => {
  assert.deepEqual(read('```py\ndef f():\n    """\n    ```sh\n    f\n    ```\n    """\n```\nAfter.', 1), [
    "code block py",
    "After.",
  ]);
});

test("Markdown's marks are not read", () => {
  assert.deepEqual(
    read("## A *title*\n- [x] **bold** `code`\n> [link](https://example.com/a)\n---\n| a | b |\n|---|---|"),
    ["A title", "bold code", "link", "a, b"],
  );
});

test("pieces are the same for every step that ends with whole lines", () => {
  const text = "One is here.\nTwo is here.\n\n```\ncode\n```\nThree.";
  assert.deepEqual(read(text, 1), read(text));
});
