import assert from "node:assert/strict";
import { test } from "node:test";
import { newJournal } from "../../../../src/chat/history/journal.ts";
import { message } from "./fixture.ts";

test("an answer that was saved a thousand times in vain waits once, in its place", () => {
  const journal = newJournal();
  for (let index = 0; index < 1000; index++) {
    journal.add({ type: "message", conversation: "c", message: message("a", undefined, "x".repeat(index)) });
    if (index === 0) journal.add({ type: "message", conversation: "c", message: message("b", "a") });
    journal.add({ type: "leaf", conversation: "c", leaf: "b" });
  }
  assert.equal(journal.changes().length, 3);
  assert.deepEqual(journal.over("c", undefined)?.messages, [
    message("a", undefined, "x".repeat(999)),
    message("b", "a"),
  ]);
});

test("a removed conversation takes its waiting changes with it, and what comes after begins anew", () => {
  const journal = newJournal();
  const saved = { id: "c", title: "old", messages: [message("a")], leaf: "a", draft: "d", queue: [] };
  journal.add({ type: "title", conversation: "c", title: "new" });
  journal.add({ type: "remove", conversation: "c" });
  assert.deepEqual(journal.changes(), [{ type: "remove", conversation: "c" }]);
  assert.equal(journal.over("c", saved), undefined);
  journal.add({ type: "message", conversation: "c", message: message("late", "a") });
  assert.deepEqual(journal.over("c", saved)?.messages, [message("late", "a")]);
});

test("a change that was replaced while it was written is not taken for done", () => {
  const journal = newJournal();
  const first = { type: "draft", conversation: "c", draft: "1" } as const;
  journal.add(first);
  journal.add({ ...first, draft: "2" });
  journal.done(first);
  assert.equal(journal.over("c", undefined)?.draft, "2");
  assert.equal(journal.isEmpty, false);
});
