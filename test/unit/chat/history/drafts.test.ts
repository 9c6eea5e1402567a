import assert from "node:assert/strict";
import { test } from "node:test";
import type { Draft } from "../../../../src/chat/message.ts";
import { draft, message, opened, temporaryFolder } from "./fixture.ts";

const reference = {
  type: "reference",
  kind: "code",
  id: "r",
  label: "a.ts:1-2",
  path: "src/a.ts",
  uri: "file:///a.ts",
  startLine: 1,
  endLine: 2,
  language: "typescript",
  enclosing: [],
  code: "x\ny",
} as const;

const drafted: Draft = { text: "look at this", references: [reference] };

test("a draft comes back with its references, after a kill too, and in the window that is opened next", (context) => {
  const folder = temporaryFolder(context);
  const killed = opened(context, folder); // Never closed: nothing is written at the end.
  killed.create({ id: "c", workspace: "/w" });
  killed.saveDraft("c", drafted);
  const next = opened(context, folder);
  assert.deepEqual(next.head("c")?.draft, drafted);
});

test("only references: that is a draft too", (context) => {
  const folder = temporaryFolder(context);
  opened(context, folder).saveDraft("c", { text: "", references: [reference] });
  assert.deepEqual(opened(context, folder).head("c")?.draft.references, [reference]);
});

test("two windows write drafts into one conversation: each keeps its own, none is lost, the newest is shown in a third", (context) => {
  const folder = temporaryFolder(context);
  const [one, two] = [opened(context, folder), opened(context, folder)];
  one.saveMessage("c", message("m"));
  two.head("c");
  one.saveDraft("c", draft("of one"));
  two.saveDraft("c", draft("of two"));
  assert.equal(one.head("c")?.draft.text, "of one");
  assert.equal(two.head("c")?.draft.text, "of two");
  const three = opened(context, folder);
  assert.equal(three.head("c")?.draft.text, "of two");
  two.saveDraft("c", draft(""));
  assert.equal(opened(context, folder).head("c")?.draft.text, "of one", "shows up when the other is gone");
});

test("a window that goes on with a draft of another takes its place", (context) => {
  const folder = temporaryFolder(context);
  const [gone, here] = [opened(context, folder), opened(context, folder)];
  gone.saveDraft("c", draft("half a"));
  gone.close();
  assert.equal(here.head("c")?.draft.text, "half a");
  here.saveDraft("c", draft("half a thought"));
  here.saveDraft("c", draft(""));
  assert.equal(opened(context, folder).head("c")?.draft.text, "", "it was sent, and does not come back");
});

test("a draft that its window typed on stays when another window sends what it had found of it", (context) => {
  const folder = temporaryFolder(context);
  const [one, two] = [opened(context, folder), opened(context, folder)];
  one.saveDraft("c", draft("half a"));
  two.head("c");
  one.saveDraft("c", draft("half a thought"));
  two.saveDraft("c", draft(""));
  assert.equal(two.head("c")?.draft.text, "half a thought");
  two.saveDraft("c", draft(""));
  assert.equal(two.head("c")?.draft.text, "", "found, unchanged, and cleared");
});

test("a draft that was cleared before its first message leaves the conversation without one", (context) => {
  const folder = temporaryFolder(context);
  const history = opened(context, folder);
  history.saveDraft("c", draft("x"));
  history.saveDraft("c", draft(""));
  assert.deepEqual(history.head("c")?.draft, draft(""));
  assert.deepEqual(history.summaries({ archived: false, limit: 9 }), { rows: [], total: 0 });
});
