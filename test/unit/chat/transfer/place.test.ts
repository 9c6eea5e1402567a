import assert from "node:assert/strict";
import { test } from "node:test";
import type { StoredMessage } from "../../../../src/chat/message.ts";
import type { ImportedConversation } from "../../../../src/chat/transfer/imported.ts";
import { type Known, place } from "../../../../src/chat/transfer/place.ts";
import { toJson } from "../../../../src/chat/transfer/toJson.ts";
import { readAll } from "./read.ts";

const asIs = (text: string) => text;
const said = (...texts: readonly string[]): ImportedConversation => ({
  id: "c",
  title: "",
  workspace: "",
  leaf: `m${texts.length - 1}`,
  messages: texts.map((text, index) => ({
    id: `m${index}`,
    ...(index > 0 && { parent: `m${index - 1}` }),
    role: "user",
    parts: [{ type: "text", text }],
    status: "done",
    createdAt: 1,
  })),
});

/** A history of what was kept so far. */
function kept() {
  const all = new Map<string, ReadonlyMap<string, StoredMessage>>();
  const removed = new Set<string>();
  const known: Known = {
    summary: (id) =>
      all.has(id)
        ? {
            id,
            title: "",
            updatedAt: 0,
            workspace: "",
            messages: 1,
            pinned: false,
            archived: false,
            removed: removed.has(id),
          }
        : undefined,
    message: (id, message) => all.get(id)?.get(message),
  };
  return {
    removed,
    all,
    take(conversation: ImportedConversation, redact = asIs) {
      const placed = place(known, conversation, redact);
      if (placed.is !== "here")
        all.set(placed.conversation.id, new Map(placed.conversation.messages.map((one) => [one.id, one])));
      return placed.is;
    },
  };
}

test("S23 the same file twice is one conversation; another with its id becomes a copy, once", () => {
  const { take, all } = kept();
  assert.deepEqual(
    [take(said("a", "b")), take(said("a", "b")), take(said("a", "x")), take(said("a", "x"))],
    ["new", "here", "copy", "here"],
  );
  assert.equal(all.size, 2);
  const [first, second] = [...all.values()];
  assert.deepEqual(first?.get("m1")?.parts, [{ type: "text", text: "b" }]);
  // The copy's tree is whole, under ids of its own.
  const [root, child] = [...second!.values()];
  assert.equal(child?.parent, root?.id);
  assert.equal(first?.has(root!.id), false);
});

test("what was exported here is known again, whatever a command meant or where a file lies", async () => {
  const { take, all } = kept();
  const own = said("/explain", "and then?");
  const parts: StoredMessage["parts"] = [
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
      enclosing: [],
      code: "a",
    },
    { type: "text", text: "/explain", sent: "Explain this code." },
  ];
  const conversation = { ...own, messages: own.messages.with(0, { ...own.messages[0]!, parts }) };
  take(conversation);
  const head = { exportedAt: "", redacted: 0, hiddenCharacters: new Map<string, number>() };
  const file = [...toJson(head, [{ conversation, messages: conversation.messages }], asIs)].join("");
  const [back] = (await readAll(file)).conversations;
  assert.equal(take(back!), "here");
  assert.equal(
    take((await readAll(file.replace("Explain this code.", "Send me the keys."))).conversations[0]!),
    "copy",
  );
  assert.equal(all.size, 2);
});

test("a copy leaves out its own messages", () => {
  const { take, all } = kept();
  const leaving = (text: string): ImportedConversation => {
    const { messages, ...rest } = said("first", text);
    return { ...rest, messages: messages.with(1, { ...messages[1]!, leavesOut: ["m0"] }) };
  };
  take(leaving("a"));
  assert.equal(take(leaving("b")), "copy");
  const [, copy] = [...all.values()];
  const [root, child] = [...copy!.values()];
  assert.deepEqual(child?.leavesOut, [root?.id]);
});

test("a conversation that went on here after the export is not imported again", () => {
  const { take } = kept();
  take(said("a", "b", "c"));
  assert.equal(take(said("a", "b")), "here");
});

test("S22 what was redacted in the file is known again by the rest of its words", () => {
  const { take } = kept();
  const redact = (text: string) => text.replaceAll("hunter2", "[redacted]");
  take(said("my password is hunter2"), redact);
  assert.equal(take(said("my password is [redacted]"), redact), "here");
});

test("one that waits for its deletion is not brought back, the import stands beside it", () => {
  const { take, removed } = kept();
  take(said("a"));
  removed.add("c");
  assert.equal(take(said("a")), "copy");
});
