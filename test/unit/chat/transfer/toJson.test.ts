import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { takeImage } from "../../../../src/chat/images/take.ts";
import type { ImportedConversation } from "../../../../src/chat/transfer/imported.ts";
import { newRedaction } from "../../../../src/chat/transfer/redaction.ts";
import { toJson } from "../../../../src/chat/transfer/toJson.ts";
import { png } from "../images/pictures.ts";
import { readAll } from "./read.ts";
import { tree } from "./tree.ts";

const head = { exportedAt: "2026-01-02T03:04:05.000Z", redacted: 0, hiddenCharacters: new Map<string, number>() };
const asIs = (text: string) => text;

function exported(conversations: readonly ImportedConversation[], redact = asIs): string {
  return [
    ...toJson(
      head,
      conversations.map((conversation) => ({ conversation, messages: conversation.messages })),
      redact,
    ),
  ].join("");
}

test("S22 what is exported and imported again is the same tree, in every detail", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(tree, { selector: ({ id }) => id, minLength: 1, maxLength: 4 }), async (trees) => {
      const file = exported(trees);
      JSON.parse(file);
      const { source, conversations, skipped } = await readAll(file);
      assert.equal(source, "Ask Qwen");
      assert.deepEqual(conversations, trees);
      assert.deepEqual((["message", "part", "tooLong"] as const).map(skipped), [0, 0, 0]);
    }),
    { numRuns: 30 },
  );
});

test("S22 images go along and come back; bytes that are not what their hash says, or no image, do not", async () => {
  const { reference, image } = takeImage(png(64, 48), "a.png", "i")!;
  const message = { id: "m", role: "user", parts: [reference], status: "done", createdAt: 1 } as const;
  const conversation = { id: "c", title: "t", workspace: "", leaf: "m", messages: [message] };
  const file = [
    ...toJson(head, [{ conversation, messages: [message] }], asIs, (hash) => (hash === image.hash ? image : undefined)),
  ].join("");
  const back = await readAll(file);
  assert.deepEqual(back.conversations[0]?.messages, [message]);
  assert.deepEqual(
    back.conversations[0]?.images?.map(({ data, ...rest }) => ({ ...rest, data: [...data] })),
    [{ ...image, data: [...image.data] }],
  );
  assert.equal(back.skipped("attachment"), 0);
  const data = Buffer.from(image.data).toString("base64");
  for (const other of [png(64, 49), Buffer.from("<svg/>"), Buffer.alloc(0)]) {
    const { conversations, skipped } = await readAll(file.replace(data, Buffer.from(other).toString("base64")));
    assert.deepEqual(conversations[0]?.messages, [message], "its name is kept");
    assert.deepEqual([conversations[0]?.images, skipped("attachment")], [undefined, 1]);
  }
});

test("a file that was formatted by another program, or written as UTF-16, is read the same", async () => {
  const [conversation] = fc.sample(tree, { numRuns: 1, seed: 7 });
  const file = exported([conversation!]);
  const pretty = JSON.stringify(JSON.parse(file), null, 4);
  assert.deepEqual((await readAll(pretty)).conversations, [conversation]);
  assert.deepEqual((await readAll(Buffer.from(`\ufeff${pretty}`, "utf16le"))).conversations, [conversation]);
});

const said = (text: string): ImportedConversation => ({
  id: "one",
  title: "t",
  workspace: "",
  leaf: "m",
  messages: [
    {
      id: "m",
      role: "user",
      parts: [
        { type: "text", text },
        {
          type: "reference",
          kind: "code",
          id: "r",
          label: "a.ts:1",
          path: "a.ts",
          uri: "file:///home/li/a.ts",
          startLine: 1,
          endLine: 1,
          language: "typescript",
          enclosing: [text],
          code: text,
        },
      ],
      status: "done",
      createdAt: 1,
    },
  ],
});

test("S22 K01 a key is not in the file, whether in text, code or a line around it, and is counted", () => {
  const known = "my-own-server-key-without-shape";
  const shaped = `sk-${"a1B2".repeat(6)}`;
  const redaction = newRedaction((text) => text.replaceAll(known, "[redacted]"));
  const file = exported([said(`use ${shaped} or ${known}`)], redaction.redact);
  assert.ok(!file.includes(shaped) && !file.includes(known));
  assert.equal(redaction.count, 6);
});

test("S22 hidden characters are counted by name and visible in the file, and come back as they were", async () => {
  const redaction = newRedaction(asIs);
  const text = "a\u200bb\u202ec\u{e0041}d\u200b";
  const file = exported([said(text)], redaction.redact);
  assert.deepEqual(Object.fromEntries(redaction.hidden), { "U+200B": 6, "U+202E": 3, "U+E0041": 3 });
  assert.match(file, /a\\u200bb\\u202ec\\udb40\\udc41d/);
  assert.doesNotMatch(file, /[\u200b\u202e\u{e0041}]/u);
  assert.deepEqual((await readAll(file)).conversations[0]?.messages[0]?.parts[0], { type: "text", text });
});

test("K14 where a file lay on this machine is not in the file", () => {
  assert.doesNotMatch(exported([said("x")]), /home\/li/);
});
