import assert from "node:assert/strict";
import { it } from "node:test";
import { besidesOf, goingOf, isSame } from "../../../src/chat/besides.ts";
import type { StoredMessage } from "../../../src/chat/message.ts";
import type { CodeReference, TextReference } from "../../../src/reference.ts";

const selection: CodeReference = {
  type: "reference",
  kind: "code",
  id: "s",
  label: "a.ts:1-2",
  path: "a.ts",
  uri: "file:///a.ts",
  startLine: 1,
  endLine: 2,
  language: "typescript",
  enclosing: [],
  code: "one\ntwo",
};
const instructions: TextReference = {
  type: "reference",
  kind: "text",
  of: "instructions",
  id: "i",
  label: "AGENTS.md",
  title: "AGENTS.md",
  uri: "file:///AGENTS.md",
  language: "markdown",
  text: "Use tabs.",
};
const on = { isOff: false, sendsSelection: true };

function shown(messages: readonly Partial<StoredMessage>[] = [], references: readonly CodeReference[] = []) {
  const all = messages.map(
    (message, index) =>
      ({ id: String(index), role: "user", parts: [], status: "done", createdAt: 0, ...message }) as StoredMessage,
  );
  return {
    isEmpty: all.length === 0,
    branch: () => all.map(({ id }) => id),
    message: (id: string) => all[Number(id)],
    unsent: { draft: { text: "", references } },
  } as unknown as Parameters<typeof besidesOf>[0]; // What of a conversation is looked at.
}
const ids = (list: ReturnType<typeof besidesOf>) => goingOf(list).map(({ id }) => id);

it("the instructions go with the first message only, and not where they were taken away", () => {
  assert.deepEqual(ids(besidesOf(shown(), { instructions, selection }, on)), ["i", "s"]);
  assert.deepEqual(
    ids(besidesOf(shown([{ parts: [{ type: "text", text: "hi" }] }]), { instructions, selection }, on)),
    ["s"],
  );
  assert.deepEqual(besidesOf(shown(), { instructions }, { ...on, isOff: true }), []);
  assert.deepEqual(besidesOf(shown(), {}, on), []);
});

it("a selection that is switched off is shown and does not go", () => {
  const list = besidesOf(shown(), { selection }, { ...on, sendsSelection: false });
  assert.deepEqual(
    list.map(({ what, isOn }) => [what, isOn]),
    [["selection", false]],
  );
  assert.deepEqual(ids(list), []);
});

it("what is attached already, or was just sent, does not go twice; another text of the same place does", () => {
  const again = { ...selection, id: "another", label: "b" };
  assert.deepEqual(besidesOf(shown([], [again]), { selection }, on), []);
  assert.deepEqual(besidesOf(shown([{ parts: [again] }, { role: "assistant" }]), { selection }, on), []);
  assert.deepEqual(ids(besidesOf(shown([{ parts: [{ ...again, code: "changed" }] }]), { selection }, on)), ["s"]);
  assert.ok(
    isSame(selection, again) &&
      isSame(undefined, undefined) &&
      !isSame(selection, instructions) &&
      !isSame(selection, undefined),
  );
});
