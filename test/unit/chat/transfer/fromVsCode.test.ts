import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, sample, words } from "./read.ts";

test("an export of VS Code's chat: prompts, answers in one piece, thinking, edits, tools as a line", async () => {
  const { source, conversations, skipped } = await readAll(sample("vscode.json"));
  assert.equal(source, "VS Code");
  assert.deepEqual(words(conversations[0]), [
    "user: @workspace 排序为什么不稳定？ #file:sort.py",
    "assistant: (Heap sort is not stable.\nSay why. | Look at `sort.py`: heaps swap far apart.\n\n> sort.py\n\n```\nitems.sort(key=rank)\n```",
    "user: run the tests",
    "assistant: > Ran command `npm test`\n\nAll green.",
  ]);
  const [, answer, , cut] = conversations[0]!.messages;
  assert.deepEqual(
    [answer?.model, answer?.usage, answer?.status],
    ["copilot/gpt-5", { input: 812, output: 96 }, "done"],
  );
  assert.equal(cut?.status, "stopped");
  assert.equal(answer?.createdAt, 1762939547595);
  assert.deepEqual([skipped("part"), skipped("attachment"), skipped("toolResult")], [1, 1, 1]);
  assert.equal(conversations[0]!.title, "@workspace 排序为什么不稳定？ #file:sort.py");
});

test("S23 no folder of the other machine is in what is imported", async () => {
  const { conversations } = await readAll(sample("vscode.json"));
  assert.doesNotMatch(JSON.stringify(conversations), /home\/li/);
});

test("a kept session has its own title and time", async () => {
  const session = { version: 3, sessionId: "s", customTitle: "About sorting", creationDate: 1700000000000 };
  const requests = [{ message: { text: "q" }, response: [{ kind: "markdownContent", content: { value: "a" } }] }];
  const { conversations } = await readAll(JSON.stringify({ ...session, requests }));
  assert.deepEqual(words(conversations[0]), ["user: q", "assistant: a"]);
  assert.equal(conversations[0]!.title, "About sorting");
  assert.equal(conversations[0]!.messages[0]!.createdAt, 1700000000000);
});

test("code is as it was: its blank lines, and fences that follow each other", async () => {
  const code = "```python\nimport os\n\n\ndef a():\n    pass\n\n\n\ndef b():\n    pass\n```";
  const text = `Here:\n\n\n\n${code}\nand\n\`\`\`\nfoo\n\`\`\`\n\n\`\`\`\nbar\n\`\`\`\n\n\`\`\`ts\n\n\`\`\`\n\n1. ~~~\n   \n\n\n   ~~~\nend`;
  const requests = [{ requestId: "1", message: { text: "q" }, response: [{ value: text }] }];
  const { conversations } = await readAll(JSON.stringify({ requests }));
  assert.equal(
    words(conversations[0])[1],
    `assistant: Here:\n\n${code}\nand\n\`\`\`\nfoo\n\`\`\`\n\n\`\`\`\nbar\n\`\`\`\n\n1. ~~~\n   \n\n\n   ~~~\nend`,
  );
});

test("code of very many lines is read", async () => {
  const text = `\`\`\`\n${"x\n".repeat(500_000)}\`\`\``;
  const { conversations } = await readAll(
    JSON.stringify({ requests: [{ message: { text: "q" }, response: [{ value: text }] }] }),
  );
  assert.equal(words(conversations[0])[1], `assistant: ${text}`);
});
