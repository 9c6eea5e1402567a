import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { limits } from "../../../../src/chat/transfer/imported.ts";
import { cpuTime } from "../../cpuTime.ts";
import { read, readAll, sample } from "./read.ts";

const samples = ["vscode.json", "cline-api.json", "cline-panel.json", "cline.md", "continue.json", "continue.md"];

test("a file imported twice has the same ids both times", async () => {
  for (const name of samples) {
    const [first, second] = [await readAll(sample(name)), await readAll(sample(name))];
    assert.deepEqual(first.conversations, second.conversations, name);
    const ids = first.conversations[0]!.messages.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(first.conversations[0]!.leaf, ids.at(-1));
  }
});

test("S23 what is no conversation is refused with its reason", async () => {
  const reasons = {
    "": "empty",
    " \n": "empty",
    "[]": "empty",
    "{": "broken",
    "{}": "unknown",
    "[1]": "unknown",
    '{"requests":[]}': "empty",
    '{"requests":[1]}': "unknown",
    "# A document\n": "unknown",
    "# Sorting\n\n- Ask Qwen · 2026-01-02\n\n## You\n": "ours",
    "\u0089PNG\r\n\u001a\n\0\0\0": "notText",
  };
  for (const [text, reason] of Object.entries(reasons)) {
    assert.deepEqual(await read(text), { ok: false, reason }, JSON.stringify(text));
  }
  assert.deepEqual(await read(new Uint8Array(limits.fileBytes + 1)), { ok: false, reason: "tooLarge" });
});

test("S23 whatever is in a field, nothing throws", async () => {
  const json = fc.jsonValue({ maxDepth: 4 });
  const shapes = fc.oneof(
    fc.record({
      requests: fc.array(
        fc.record({ message: json, response: json, variableData: json, result: json, timestamp: json }),
      ),
    }),
    fc.array(fc.record({ role: fc.constantFrom("user", "assistant", "x"), content: json, ts: json })),
    fc.array(
      fc.record({
        type: fc.constantFrom("say", "ask"),
        say: fc.constantFrom("text", "tool", "followup", "x"),
        text: json,
        ts: json,
      }),
    ),
    fc.record({
      history: fc.array(
        fc.record({
          message: fc.dictionary(fc.constantFrom("role", "content", "toolCalls"), json),
          contextItems: json,
        }),
      ),
    }),
    fc.record({ format: fc.constant("ask-qwen-conversations"), version: fc.constant(1), conversations: json }),
    fc.record({
      format: fc.constant("ask-qwen-conversations"),
      version: fc.constant(1),
      conversations: fc.array(fc.record({ id: json, messages: fc.array(json) })),
    }),
  );
  await fc.assert(
    fc.asyncProperty(shapes, async (value) => {
      const reading = await read(JSON.stringify(value));
      if (reading.ok) for await (const one of reading.conversations()) assert.ok(one.messages.length > 0);
    }),
    { numRuns: 150 },
  );
});

test("S23 brackets without end and files made to be slow end soon", async () => {
  const deep = 200_000;
  const files = [
    "[".repeat(deep) + "]".repeat(deep),
    `{"requests":[{"message":${"[".repeat(deep)}${"]".repeat(deep)}}]}`,
    `{"format":"ask-qwen-conversations","version":1,"conversations":[{"messages":[${"[".repeat(deep)}${"]".repeat(deep)}]}]}`,
    JSON.stringify([
      { role: "user", content: "<task>".repeat(100_000) },
      { role: "assistant", content: "<thinking>".repeat(100_000) },
    ]),
    `### [Continue](https://continue.dev) session transcript\n${"#### _User_ \n> ".repeat(100_000)}`,
    `**User:**\n${"---\n\n**User:**\n".repeat(100_000)}`,
    JSON.stringify({
      history: [{ message: { role: "user", content: "x" }, contextItems: [{ content: "``` \n".repeat(100_000) }] }],
    }),
    JSON.stringify({
      requests: [
        {
          message: "x",
          response: [{ value: "\n```".repeat(200_000) }, { kind: "warning", content: " ".repeat(500_000) }],
        },
      ],
    }),
  ];
  for (const [index, file] of files.entries()) {
    const time = await cpuTime(async () => {
      const reading = await read(file);
      if (reading.ok) for await (const _one of reading.conversations());
    });
    assert.ok(time < 3000, `file ${index}: ${time} ms`);
  }
});
