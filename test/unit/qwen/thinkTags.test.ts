import assert from "node:assert/strict";
import { test } from "node:test";
import { createThinkTags } from "../../../src/qwen/thinkTags.ts";
import { outcomeOf } from "./ask.ts";

function read(text: string, size: number) {
  const tags = createThinkTags();
  const events = [];
  for (let i = 0; i < text.length; i += size) events.push(...tags.take(text.slice(i, i + size)));
  const { thinking, text: answer } = outcomeOf([...events, ...tags.end()]);
  return [thinking, answer];
}

// biome-ignore format: a table
const cases: readonly (readonly [string, string, string])[] = [
  ["<think>\nhm\n</think>\n\nHi", "hm\n", "Hi"],
  ["\n <think>hm</think>Hi", "hm", "Hi"],
  ["hm hm\n</think>\n\nHi", "hm hm\n", "Hi"],
  ["Hi </thi there < />", "", "Hi </thi there < />"],
  ["use `</think>` to end", "", "use `</think>` to end"],
  ["The tag <think> opens", "", "The tag <think> opens"],
  ["<think>never closed", "never closed", ""],
  ["<think>a</think>b</think>c <think>d", "a", "b</think>c <think>d"],
  ["<thinking aloud>", "", "<thinking aloud>"],
  ["</think>Hi", "", "Hi"],
  ["Hi</think", "", "Hi</think"],
  ["", "", ""],
];

for (const [sent, thinking, text] of cases) {
  test(`${JSON.stringify(sent)} at every chunking`, () => {
    for (let size = 1; size <= Math.max(1, sent.length); size++)
      assert.deepEqual(read(sent, size), [thinking, text], `${size}`);
  });
}
