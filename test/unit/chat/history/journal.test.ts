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

test("a change that was replaced while it was written is not taken for done", () => {
  const journal = newJournal();
  const first = { type: "draft", conversation: "c", draft: draft("1"), window: "w", adopted: undefined } as const;
  journal.add(first);
  journal.add({ ...first, draft: draft("2") });
  journal.done(first);
  assert.equal(journal.over("c", undefined)?.draft.text, "2");
  assert.equal(journal.isEmpty, false);
});
