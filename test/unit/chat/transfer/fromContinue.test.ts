import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, sample, words } from "./read.ts";

test("a session of Continue: context becomes code of ours, thinking and tools are kept as such", async () => {
  const { source, conversations, skipped } = await readAll(sample("continue.json"));
  assert.equal(source, "Continue");
  const [conversation] = conversations;
  assert.deepEqual([conversation?.title, conversation?.workspace], ["解释解析器", "my app"]);
  assert.deepEqual(words(conversation), [
    "user: [parser.ts] | 这段代码做什么？",
    'assistant: (A parser. | It splits at commas.\n\n> read_file {"filepath":"src/parser.ts"} | And keeps empty fields.',
  ]);
  assert.deepEqual(conversation?.messages[0]?.parts[0], {
    type: "reference",
    kind: "code",
    id: "0",
    label: "parser.ts (3-4)",
    path: "parser.ts",
    uri: "",
    startLine: 3,
    endLine: 4,
    language: "typescript",
    enclosing: [],
    code: 'export function parse(text: string) {\n  return text.split(",");',
  });
  assert.equal(conversation?.messages[1]?.model, "Qwen3 Coder");
  assert.deepEqual([skipped("message"), skipped("attachment"), skipped("toolResult")], [1, 2, 1]);
});

test("the envelope of Continue's command line is opened", async () => {
  const envelope = {
    version: 1,
    exportedAt: "2026-01-01T00:00:00Z",
    session: JSON.parse(String(sample("continue.json"))),
  };
  const [bare, packed] = [await readAll(sample("continue.json")), await readAll(JSON.stringify(envelope))];
  assert.deepEqual(packed.conversations, bare.conversations);
});

test("Continue's Markdown: what is quoted is not the frame", async () => {
  const { conversations } = await readAll(sample("continue.md"));
  assert.deepEqual(words(conversations[0]), [
    "user: What does `parse` do?\n```ts\n// src/parser.ts\nparse()\n```",
    "assistant: It splits.\n\n#### _User_\n\nwas never asked here.",
    "user: 谢谢",
  ]);
});
