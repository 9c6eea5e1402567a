import assert from "node:assert/strict";
import { test } from "node:test";
import { cpuTime } from "../../cpuTime.ts";
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

const prompts = async (...texts: readonly string[]): Promise<readonly string[]> => {
  const entries = texts.flatMap((text) => [
    { role: "user", content: [{ type: "text", text }] },
    { role: "assistant", content: "ok" },
  ]);
  const { conversations } = await readAll(JSON.stringify(entries));
  return words(conversations[0]).filter((line) => line.startsWith("user: "));
};

test("a prompt about tags keeps its words", async () => {
  assert.deepEqual(
    await prompts(
      "<task>\nWhy does <answer>42</answer> not parse?\n</task>",
      "My XML is `<answer>42</answer>` and it fails. Please help",
      "<answer>42</answer> fails",
      "It fails:\n<answer>42</answer>",
      "<task>\nA <task>a</task> in it\n</task>\n\n<environment_details>\nnow\n</environment_details>",
    ),
    [
      "user: Why does <answer>42</answer> not parse?",
      "user: My XML is `<answer>42</answer>` and it fails. Please help",
      "user: <answer>42</answer> fails",
      "user: It fails:\n<answer>42</answer>",
      "user: A <task>a</task> in it",
    ],
  );
});

test("what the extension writes around a prompt is taken off", async () => {
  assert.deepEqual(
    await prompts(
      "<task>\nRead 'a.ts' (see below for file content)\n</task>\n\n<file_content path=\"a.ts\">\nlet a\n</file_content>",
      "[ask_followup_question for 'Which?'] Result:\n<answer>\nnode\n</answer>",
      "[execute_command for 'ls'] Result:\nStill running.\n\nThe user said:\n<feedback>\nstop\n</feedback>",
      "New instructions for task continuation:\n<user_message>\ngo on\n</user_message>",
    ),
    ["user: Read 'a.ts' (see below for file content)", "user: node", "user: stop", "user: go on"],
  );
});

const answers = async (...texts: readonly string[]): Promise<readonly string[]> => {
  const entries = texts.flatMap((content) => [
    { role: "user", content: "q" },
    { role: "assistant", content },
  ]);
  const { conversations } = await readAll(JSON.stringify(entries));
  return words(conversations[0]).filter((line) => line.startsWith("assistant: "));
};

test("tags in the code of an answer stay, as those that belong to no tool", async () => {
  const code = "```xml\n<response>\n  <result>5</result>\n</response>\n<thinking>x</thinking>\n```";
  const spans = "and `<question>` and ``<thinking>`a</thinking>`` in HTML, <result> as well";
  assert.deepEqual(
    await answers(
      `Use this:\n${code}\n${spans}`,
      `<attempt_completion>\n<result>\n${code}\n${spans}\n</result>\n</attempt_completion>`,
      "Now.\n<ask_followup_question>\n<question>Which <question>?</question>\n</ask_followup_question>",
      "<plan_mode_respond>\n<response>Cut short",
      "<attempt_completion> is a tag, <thinking>is thought</thinking>",
    ),
    [
      `assistant: Use this:\n${code}\n${spans}`,
      `assistant: ${code}\n${spans}`,
      "assistant: Now.\n\nWhich <question>?",
      "assistant: Cut short",
      "assistant: (is thought | <attempt_completion> is a tag,",
    ],
  );
});

test("tags without end are read in no time", async () => {
  const took = await cpuTime(async () => {
    for (const piece of ["<attempt_completion>\n<result>\n", "<thinking>", "` `` ", "</task>\n"])
      await answers(piece.repeat(50_000));
  });
  assert.ok(took < 3000, `${took} ms`);
});
