import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, sample, words } from "./read.ts";

test("Cline's api_conversation_history.json: the user's own words, thinking, tools as a line", async () => {
  const { source, conversations, skipped } = await readAll(sample("cline-api.json"));
  assert.equal(source, "Cline or Roo Code");
  assert.deepEqual(words(conversations[0]), [
    "user: Add a test for the parser",
    'assistant: (I need the file first. | Let me look. | > read_file {"path":"src/parser.ts"} | (Simple enough. | The test is there.',
    "user: 也测试一下空输入",
    "assistant: Done.",
  ]);
  assert.equal(conversations[0]!.title, "Add a test for the parser");
  assert.equal(conversations[0]!.messages[1]!.model, "qwen3-coder-plus");
  assert.deepEqual([skipped("attachment"), skipped("toolResult"), skipped("message"), skipped("part")], [1, 2, 1, 1]);
});

test("Cline's and Roo's ui_messages.json: what the panel showed", async () => {
  const { conversations, skipped } = await readAll(sample("cline-panel.json"));
  assert.deepEqual(words(conversations[0]), [
    "user: Add a test for the parser",
    'assistant: (I need the file first. | Let me look. | > readFile "src/parser.ts" | > `npm test` | Which runner?',
    "user: node",
    "assistant: The test is there.",
  ]);
  assert.deepEqual([skipped("toolResult"), skipped("attachment"), skipped("message")], [1, 1, 1]);
});

test("Cline's exported Markdown: a line of dashes in an answer is no new message", async () => {
  const { conversations, skipped } = await readAll(sample("cline.md"));
  assert.deepEqual(words(conversations[0]), [
    "user: Add a test for the parser",
    "assistant: Let me look.\n[Tool Use: read_file]\nPath: src/parser.ts | | a | b |\n|---|---|\n\n---\n\nThat was a line, not the end.",
  ]);
  assert.equal(skipped("toolResult"), 1);
});
