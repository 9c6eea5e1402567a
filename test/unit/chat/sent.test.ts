// K13 what is sent for each kind of context, whole and to the letter: `sent.json` is to be read when it changes.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { partsOf, type StoredMessage } from "../../../src/chat/message.ts";
import { promptFor } from "../../../src/chat/prompt.ts";
import { builtInText } from "../../../src/chat/slash/builtIn.ts";
import { filledPrompt } from "../../../src/chat/slash/promptFile.ts";
import { summaryReference } from "../../../src/chat/summary.ts";
import { bodyOf } from "../../../src/qwen/body.ts";
import type { CodeReference, Reference, TextReference, TextSource } from "../../../src/reference.ts";
import { endpointAt } from "../qwen/ask.ts";

const code: CodeReference = {
  type: "reference",
  kind: "code",
  id: "id-is-not-sent",
  label: "client.ts:10-11",
  path: "src/client.ts",
  uri: "file:///home/somebody/project/src/client.ts",
  startLine: 10,
  endLine: 11,
  language: "typescript",
  enclosing: ["class Client {", "  send(text: string) {"],
  code: '    const fence = "```";\n    return this.post(text + fence);',
  omittedLines: 3,
};
const text = (
  of: TextSource,
  title: string,
  language: string,
  content: string,
  more: Partial<TextReference> = {},
): TextReference => ({
  type: "reference",
  kind: "text",
  of,
  id: "id-is-not-sent",
  label: "label is not sent",
  title,
  uri: "file:///home/somebody/project",
  language,
  text: content,
  ...more,
});

const kinds: Readonly<Record<string, readonly Reference[]>> = {
  plain: [],
  "code: a file, a symbol, a selection": [code],
  "code: a whole file": [{ ...code, startLine: 1, endLine: 1, enclosing: [], code: "export {};", omittedLines: 0 }],
  folder: [text("folder", "src/chat", "", "src/chat/a.ts\n\n==> src/chat/a.ts <==\nexport {};\n", { omitted: 12 })],
  problems: [text("problems", "2 problems", "", "src/a.ts:2:3 error: no such name")],
  terminal: [text("terminal", "npm test", "", "$ npm test\n1 failed")],
  changes: [text("changes", "staged", "diff", "-old\n+new")],
  commit: [text("commit", "0123abcd why", "diff", "why\n\n-old\n+new")],
  instructions: [code, text("instructions", "AGENTS.md", "markdown", "Use tabs.")],
  summary: [summaryReference("id-is-not-sent", "Summary", "They chose Rust.")],
  image: [
    {
      type: "reference",
      kind: "image",
      id: "id-is-not-sent",
      label: "a.png",
      mediaType: "image/png",
      width: 64,
      height: 64,
      hash: "0",
    },
  ],
};

const commands: Readonly<
  Record<string, { readonly typed: string; readonly sent: string; readonly references: readonly Reference[] }>
> = {
  "command: explain": {
    typed: "/explain",
    sent: builtInText("explain", "", "Simplified Chinese (简体中文)"),
    references: [code],
  },
  "command: commit": { typed: "/commit", sent: builtInText("commit", "", undefined), references: kinds["changes"]! },
  "command: translate": { typed: "/translate 你好", sent: builtInText("translate", "你好", undefined), references: [] },
  "command: a prompt file": {
    typed: "/api quickly",
    sent: filledPrompt("Review $" + "{file}.", "quickly", { file: "src/a.ts" }),
    references: [],
  },
};

function bodyFor(references: readonly Reference[], typed: string, sent?: string): unknown {
  const earlier: StoredMessage[] = [
    { id: "a", role: "user", parts: [{ type: "text", text: "hello" }], status: "done", createdAt: 0 },
    { id: "b", role: "assistant", parts: [{ type: "text", text: "Hi." }], status: "done", createdAt: 0 },
  ];
  const prompt: StoredMessage = {
    id: "c",
    role: "user",
    parts: partsOf({ text: typed, references, sent }),
    status: "done",
    createdAt: 0,
  };
  return bodyOf({
    endpoint: endpointAt("https://dashscope-intl.aliyuncs.com/compatible-mode/v1"),
    model: "qwen3-max",
    messages: promptFor([...earlier, prompt], undefined),
    thinking: "off",
  });
}

it("K13 the whole body of a request with each kind of context, and for commands", async () => {
  const bodies = {
    ...Object.fromEntries(Object.entries(kinds).map(([name, references]) => [name, bodyFor(references, "Why?")])),
    ...Object.fromEntries(
      Object.entries(commands).map(([name, { typed, sent, references }]) => [name, bodyFor(references, typed, sent)]),
    ),
  };
  const file = join(import.meta.dirname, "sent.json");
  const written = `${JSON.stringify(bodies, null, 2)}\n`;
  if (process.env["ASK_QWEN_WRITE"]) await writeFile(file, written);
  const expected = await readFile(file, "utf8");
  assert.deepEqual(JSON.parse(written), JSON.parse(expected));
  assert.ok(written === expected, "the order of the fields is the same");
  for (const never of ["id-is-not-sent", "label is not sent", "somebody", "/explain", "/commit"])
    assert.ok(!written.includes(never), never);
});
