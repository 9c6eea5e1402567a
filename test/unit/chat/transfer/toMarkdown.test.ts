import assert from "node:assert/strict";
import { test } from "node:test";
import blns from "big-list-of-naughty-strings" with { type: "json" };
import fc from "fast-check";
import { lexer } from "marked";
import type { StoredMessage } from "../../../../src/chat/message.ts";
import { type MarkdownOptions, markdownHead, toMarkdown } from "../../../../src/chat/transfer/toMarkdown.ts";
import { tree } from "./tree.ts";

const options: MarkdownOptions = {
  branches: "open",
  thinking: true,
  date: (milliseconds) => new Date(milliseconds).toISOString().slice(0, 10),
  redact: (text) => text.replaceAll("hunter2", "[redacted]"),
  words: {
    you: "You",
    assistant: "Qwen",
    thinking: "Thinking",
    version: (index, count) => `Version ${index} of ${count}`,
    otherBranch: (index) => `Branch ${index}`,
    status: (status) => status,
    omittedLines: (count) => `${count} lines left out`,
    unreadable: "unreadable",
  },
};

function written(messages: readonly StoredMessage[], leaf: string, changed: Partial<MarkdownOptions> = {}): string {
  const conversation = { heads: messages, leaf };
  const byId = new Map(messages.map((message) => [message.id, message]));
  return [...toMarkdown(conversation, (id) => byId.get(id), { ...options, ...changed })].join("");
}

const at = Date.UTC(2026, 0, 2);
const message = (
  id: string,
  parent: string | undefined,
  text: string,
  more: Partial<StoredMessage> = {},
): StoredMessage => ({
  id,
  ...(parent !== undefined && { parent }),
  role: parent === undefined ? "user" : "assistant",
  parts: [{ type: "text", text }],
  status: "done",
  createdAt: at,
  ...more,
});

test("a branch as people read it: who, when, which model, thinking folded, code in a fence", () => {
  const question = message("q", undefined, "为什么？", {
    parts: [
      {
        type: "reference",
        kind: "code",
        id: "r",
        label: "a.ts:3-4",
        path: "src/a.ts",
        uri: "",
        startLine: 3,
        endLine: 4,
        language: "typescript",
        enclosing: [],
        code: "let password = hunter2;\n```",
        omittedLines: 7,
      },
      { type: "text", text: "为什么？" },
    ],
  });
  const answer = message("a", "q", "Because.", {
    model: "qwen3-max",
    status: "stopped",
    parts: [
      { type: "thinking", text: "Hm </details>", seconds: 2.4 },
      { type: "text", text: "Because." },
    ],
  });
  assert.equal(
    markdownHead("Why *this*?", ["Ask Qwen · 2026-01-02"]) + written([question, answer], "a"),
    [
      "# Why \\*this\\*?\n\n- Ask Qwen · 2026-01-02\n",
      "\n## You\n\n*2026-01-02*\n",
      "\n**src/a.ts:3-4**\n\n````typescript\nlet password = [redacted];\n```\n````\n\n*7 lines left out*\n\n为什么？\n",
      "\n## Qwen · qwen3-max\n\n*2026-01-02*\n",
      "\n<details>\n<summary>Thinking (2 s)</summary>\n\nHm &lt;/details>\n\n</details>\n\nBecause.\n\n*stopped*\n",
    ].join(""),
  );
  assert.doesNotMatch(written([question, answer], "a", { thinking: false }), /details|Hm/);
});

test("versions are noted in the open branch, and written once each when all branches are asked for", () => {
  const messages = [
    message("q", undefined, "q"),
    message("a", "q", "first"),
    message("b", "q", "second"),
    message("c", "b", "deeper"),
  ];
  const open = written(messages, "a");
  assert.match(open, /Version 1 of 2/);
  assert.doesNotMatch(open, /second/);
  const all = written(messages, "a", { branches: "all" });
  for (const text of ["first", "second", "deeper"]) assert.equal(all.split(`\n${text}\n`).length, 2, text);
  assert.ok(all.indexOf("## Branch 2") > all.indexOf("first") && all.indexOf("second") > all.indexOf("## Branch 2"));
});

test("S22 of any tree, every message of the open branch, and no heading but the frame's", () => {
  fc.assert(
    fc.property(tree, ({ messages, leaf }) => {
      const document = markdownHead("t", []) + written(messages, leaf!, { branches: "all" });
      const headings = lexer(document).filter((token) => token.type === "heading" && token["depth"] === 2);
      const branches = headings.filter(({ raw }) => raw.startsWith("## Branch"));
      assert.equal(headings.length - branches.length, messages.length);
    }),
    { numRuns: 30 },
  );
});

test("S22 S24 a title is one line of plain words, whatever is in it", () => {
  for (const title of blns) {
    const [heading, ...rest] = lexer(`${markdownHead(title, ["fact"])}\n## You\n`).filter(
      ({ type }) => type !== "space",
    );
    assert.equal(heading?.type, "heading", title);
    assert.deepEqual(
      rest.map(({ type }) => type),
      ["list", "heading"],
      title,
    );
    assert.doesNotMatch(JSON.stringify(heading?.["tokens"] ?? []), /"type":"(?:html|image|code)/, title);
  }
});
