import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyHead, newJournal } from "../../../../src/chat/history/journal.ts";
import { draft, message } from "./fixture.ts";

test("an answer that was saved a thousand times in vain waits once, in its place", () => {
  const journal = newJournal();
  for (let index = 0; index < 1000; index++) {
    journal.add({ type: "message", conversation: "c", message: message("a", undefined, "x".repeat(index)) });
    if (index === 0) journal.add({ type: "message", conversation: "c", message: message("b", "a") });
    journal.add({ type: "leaf", conversation: "c", leaf: "b" });
  }
  assert.equal(journal.changes().length, 3);
  assert.deepEqual(journal.over("c", undefined)?.heads, [
    { id: "a", role: "user" },
    { id: "b", parent: "a", role: "assistant" },
  ]);
  assert.deepEqual(journal.message("c", "a"), message("a", undefined, "x".repeat(999)));
});

test("a removed conversation takes its waiting changes with it, and what comes after begins anew", () => {
  const journal = newJournal();
  const saved = { ...emptyHead("c"), title: "old", heads: [{ id: "a", role: "user" } as const], leaf: "a" };
  journal.add({ type: "title", conversation: "c", title: "new" });
  journal.add({ type: "remove", conversation: "c" });
  assert.deepEqual(journal.changes(), [{ type: "remove", conversation: "c" }]);
  assert.equal(journal.over("c", saved), undefined);
  journal.add({ type: "message", conversation: "c", message: message("late", "a") });
  assert.deepEqual(journal.over("c", saved)?.heads, [{ id: "late", parent: "a", role: "assistant" }]);
});

test("what empties a draft or a queue, and what hides, is written after the message that was made of it", () => {
  const journal = newJournal();
  const prompt = { id: "q", text: "queued", references: [] };
  const inDraft = { type: "draft", conversation: "c", window: "w", adopted: undefined } as const;
  journal.add({ ...inDraft, draft: draft("typed") });
  journal.add({ type: "queue", conversation: "c", prompt, isWaiting: true });
  journal.add({ type: "mark", conversation: "c", mark: "removed", at: 1 });
  journal.add({ type: "leaf", conversation: "c", leaf: undefined });
  journal.add({ type: "message", conversation: "c", message: message("m") });
  journal.add({ ...inDraft, draft: draft("") });
  journal.add({ type: "queue", conversation: "c", prompt, isWaiting: false });
  journal.add({ type: "mark", conversation: "c", mark: "removed", at: 2 });
  journal.add({ type: "leaf", conversation: "c", leaf: "m" });
  assert.deepEqual(
    journal.changes().map(({ type }) => type),
    ["message", "draft", "queue", "mark", "leaf"],
  );
});

test("a change that was replaced while it was written is not taken for done", () => {
  const journal = newJournal();
  const first = { type: "draft", conversation: "c", draft: draft("1"), window: "w", adopted: undefined } as const;
  journal.add(first);
  journal.add({ ...first, draft: draft("2") });
  journal.done(first);
  assert.equal(journal.over("c", undefined)?.draft.text, "2");
  assert.equal(journal.isEmpty, false);
});
