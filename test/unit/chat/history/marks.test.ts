// Pin, archive, hide, restore, purge: what the list shows of them, in this window and in others.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { History } from "../../../../src/chat/history/history.ts";
import { draft, message, opened, temporaryFolder, textOf } from "./fixture.ts";

const listed = (history: History, archived = false, workspace?: string): string[] =>
  history.summaries({ archived, limit: 100, ...(workspace !== undefined && { workspace }) }).rows.map(({ id }) => id);

/** Conversations a, b and c, written in this order. */
function three(context: TestContext): { history: History; folder: string } {
  const folder = temporaryFolder(context);
  const history = opened(context, folder);
  for (const id of ["a", "b", "c"]) {
    history.create({ id, workspace: id === "b" ? "other" : "/w" });
    history.saveMessage(id, message(`${id}1`));
  }
  return { history, folder };
}

/** Each deletes a slice of a removed conversation. */
async function turnsOfTheLoop(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

test("pinned conversations come first, archived ones are listed apart, by workspace and up to the limit", (context) => {
  const { history, folder } = three(context);
  assert.deepEqual(listed(history), ["c", "b", "a"]);
  history.setPinned("a", true);
  assert.deepEqual(listed(history), ["a", "c", "b"]);
  history.setArchived("c", true);
  assert.deepEqual([listed(history), listed(history, true)], [["a", "b"], ["c"]]);
  assert.deepEqual([listed(history, false, "other"), listed(history, false, "none")], [["b"], []]);
  assert.deepEqual(history.summaries({ archived: false, limit: 1 }).rows.length, 1);
  assert.equal(history.summaries({ archived: false, limit: 1 }).total, 2);
  history.close();
  const again = opened(context, folder);
  assert.deepEqual([listed(again), listed(again, true)], [["a", "b"], ["c"]]);
  const { pinned, archived, removed } = again.summary("a") ?? {};
  assert.deepEqual({ pinned, archived, removed }, { pinned: true, archived: false, removed: false });
  again.setPinned("a", false);
  again.setArchived("c", false);
  assert.deepEqual(listed(again), ["c", "b", "a"]);
});

test("S20 a removed conversation is hidden at once, comes back whole for ten seconds, then is really gone", async (context) => {
  const { history, folder } = three(context);
  const start = Date.now();
  context.mock.timers.enable({ apis: ["Date"], now: start });
  history.setOpen("/w", "a");
  history.saveMessage("a", message("a2", "a1", "SECRET text"));
  history.saveDraft("a", draft("SECRET draft"));
  history.hide("a");
  const other = opened(context, folder);
  for (const window of [history, other]) {
    assert.deepEqual([listed(window), window.head("a"), window.latest("/w")], [["c", "b"], undefined, undefined]);
    assert.equal(window.summary("a")?.removed, true);
  }
  context.mock.timers.setTime(start + 9_000);
  other.purge();
  other.restore("a");
  assert.deepEqual(textOf(history, "a"), ["text of a1", "SECRET text"]);
  assert.equal(history.head("a")?.draft.text, "SECRET draft");
  assert.deepEqual(listed(history), ["a", "c", "b"]);
  history.hide("a");
  context.mock.timers.setTime(start + 20_000);
  for (let index = 3; index < 60; index++) history.saveMessage("a", message(`a${index}`, `a${index - 1}`, "SECRET"));
  other.purge();
  history.restore("a");
  assert.equal(history.head("a"), undefined, "it has begun to go");
  await turnsOfTheLoop();
  history.restore("a");
  assert.equal(history.head("a"), undefined);
  assert.equal(history.summary("a"), undefined);
  history.close();
  other.close();
  assert.equal(readFileSync(join(folder, "history.sqlite"), "latin1").includes("SECRET"), false);
});

test("S20 a crash before the purge: the next start finishes it; a clock that was set back does not keep it", async (context) => {
  const { history, folder } = three(context);
  const now = Date.now();
  context.mock.timers.enable({ apis: ["Date"], now });
  history.hide("a");
  history.hide("b");
  context.mock.timers.setTime(now - 3_600_000);
  const next = opened(context, folder);
  await turnsOfTheLoop();
  assert.deepEqual([next.summary("a"), next.summary("b")], [undefined, undefined]);
  assert.deepEqual(listed(next), ["c"]);
});

test("S14 a prompt written in one window brings back what was removed in another; an answer that ends does not", (context) => {
  const { history, folder } = three(context);
  const other = opened(context, folder);
  other.hide("a");
  history.saveMessage("a", message("a2", "a1"));
  assert.equal(history.head("a"), undefined);
  history.saveMessage("a", { ...message("a3", "a1"), role: "user" });
  assert.deepEqual(
    other.head("a")?.heads.map(({ id }) => id),
    ["a1", "a2", "a3"],
  );
});

test("the way back from side questions is kept", (context) => {
  const { history, folder } = three(context);
  history.setBack("a", ["x", "y"]);
  assert.deepEqual(opened(context, folder).head("a")?.back, ["x", "y"]);
});

test("marks, drafts and messages that can not be written yet are there for every reader of this window", (context) => {
  const { history, folder } = three(context);
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const blocker = new DatabaseSync(join(folder, "history.sqlite"));
  blocker.exec("BEGIN IMMEDIATE");
  history.setPinned("a", true);
  history.setArchived("c", true);
  history.setBack("a", ["a1"]);
  history.saveMessage("b", message("b2", "b1"));
  history.create({ id: "d", workspace: "/w" });
  history.saveMessage("d", message("d1"));
  history.saveDraft("d", draft("waits"));
  const seen = () => ({
    lists: [listed(history), listed(history, true), listed(history, false, "/w")],
    totals: [
      history.summaries({ archived: false, limit: 1 }).total,
      history.summaries({ archived: true, limit: 1 }).total,
    ],
    back: history.head("a")?.back,
    b: textOf(history, "b"),
    body: history.message("b", "b2"),
    d: [history.summary("d"), history.head("d")],
  });
  const waiting = seen();
  assert.deepEqual(waiting.lists, [["a", "d", "b"], ["c"], ["a", "d"]]);
  assert.deepEqual(waiting.totals, [3, 1]);
  assert.deepEqual(waiting.b, ["text of b1", "text of b2"]);
  history.hide("b");
  assert.deepEqual(listed(history), ["a", "d"]);
  assert.equal(history.head("b"), undefined);
  history.restore("b");
  blocker.exec("ROLLBACK");
  blocker.close();
  history.retry();
  assert.deepEqual(history.notices, []);
  assert.deepEqual(seen(), waiting, "written, nothing looks different");
});

test("it is known whether another window has written since", (context) => {
  const { history, folder } = three(context);
  const other = opened(context, folder);
  assert.equal(other.changedElsewhere(), false);
  other.setPinned("a", true);
  assert.equal(other.changedElsewhere(), false, "its own writes are no news");
  history.rename("a", "new");
  assert.deepEqual([other.changedElsewhere(), other.changedElsewhere()], [true, false]);
});

test("the names of all conversations, archived ones at the end, with what waits to be saved", (context) => {
  const folder = temporaryFolder(context);
  const history = opened(context, folder);
  for (const id of ["a", "b", "gone", "c"]) {
    history.create({ id, workspace: "w" });
    history.saveMessage(id, message(`${id}1`));
  }
  history.create({ id: "only a draft", workspace: "w" });
  history.saveDraft("only a draft", { text: "half", references: [] });
  history.setArchived("c", true);
  history.hide("gone");
  history.setPinned("a", true);
  assert.deepEqual(history.ids(), ["a", "b", "c"]);
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const other = new DatabaseSync(join(folder, "history.sqlite"));
  other.exec("BEGIN IMMEDIATE");
  history.saveMessage("waits", message("w1"));
  history.hide("a");
  assert.deepEqual(history.ids(), ["waits", "b", "c"]);
  other.exec("COMMIT");
  other.close();
});
