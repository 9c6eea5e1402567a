// A damaged history is read back in a thread, while the windows go on with a new one.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { writeManyConversations } from "../../../bench/manyConversations.ts";
import { filesLike, listed, loaded, message, opened, startWriter, temporaryFolder, textOf } from "./fixture.ts";

/** 150 conversations of ten messages each, in a file that SQLite does not open. */
function damaged(folder: string): void {
  writeManyConversations(folder, { conversations: 150, megabytes: 3 });
  const file = join(folder, "history.sqlite");
  writeFileSync(file, readFileSync(file).fill(0, 0, 100));
}

/** On the end of a conversation of old. */
const answerTo = (id: string) => message(`${id}-new`, `${id}-answer-4`, "written meanwhile");

test("S07 while a damaged file is read the chat works, and what it holds comes before what was written since", async (context) => {
  const folder = temporaryFolder(context);
  damaged(folder);
  const before = process.threadCpuUsage();
  const history = opened(context, folder);
  assert.deepEqual(history.notices, [{ kind: "repairing" }]);
  assert.deepEqual(listed(history), []);
  let told = 0;
  history.onRecovered(() => told++);
  history.create({ id: "new", workspace: "w" });
  history.saveMessage("new", message("n1", undefined, "begun meanwhile"));
  history.saveMessage("conversation-5", answerTo("conversation-5"));
  history.setOpen("of a page without a conversation", "nothing was written in it");
  assert.deepEqual(textOf(history, "new"), ["begun meanwhile"]);
  await history.whole();
  const { user, system } = process.threadCpuUsage(before);
  assert.ok(user + system < 400_000, `this thread worked ${(user + system) / 1000} ms`);
  assert.equal(told, 1);
  assert.deepEqual(
    history.notices.map((notice) => notice.kind === "damaged" && notice.recovered),
    [1500],
  );
  const rows = listed(history);
  assert.equal(rows.length, 151);
  assert.deepEqual(
    rows.slice(0, 4).map(({ id, messages }) => [id, messages]),
    [
      ["conversation-5", 11],
      ["new", 1],
      ["conversation-149", 10],
      ["conversation-148", 10],
    ],
  );
  const [five, six] = [loaded(history, "conversation-5"), loaded(history, "conversation-6")];
  assert.notEqual(five?.title, "");
  assert.deepEqual([five?.leaf, five?.messages.at(-1)?.id], ["conversation-5-new", "conversation-5-new"]);
  assert.deepEqual([six?.leaf, six?.messages.length], ["conversation-6-answer-4", 10]);
});

test("S07 what is done to a conversation while it is read back counts more than what is read", async (context) => {
  const folder = temporaryFolder(context);
  damaged(folder);
  const history = opened(context, folder);
  history.rename("conversation-7", "renamed meanwhile");
  history.hide("conversation-8");
  history.setPinned("conversation-9", true);
  await history.whole();
  assert.equal(history.head("conversation-7")?.title, "renamed meanwhile");
  assert.equal(history.head("conversation-7")?.heads.length, 10);
  assert.equal(history.head("conversation-8"), undefined);
  assert.equal(listed(history)[0]?.id, "conversation-9");
});

test("S07 two windows read one damaged file at once: every message is there once", async (context) => {
  const folder = temporaryFolder(context);
  damaged(folder);
  const windows = [opened(context, folder), opened(context, folder)];
  windows[1]?.saveMessage("conversation-5", answerTo("conversation-5"));
  await Promise.all(windows.map((history) => history.whole()));
  for (const history of windows) {
    assert.deepEqual(
      listed(history).map(({ messages }) => messages),
      [11, ...Array(149).fill(10)],
    );
    assert.equal(loaded(history, "conversation-5")?.leaf, "conversation-5-new");
    assert.deepEqual([...new Set(history.notices.map(({ kind }) => kind))], ["damaged"]);
  }
  assert.equal(filesLike(folder, /salvaging/).length, 0);
  assert.equal(filesLike(folder, /damaged-.*sqlite$/).length, 1);
});

test("S01 S07 a window that is killed while it reads a damaged file, again and again, loses nothing", async (context) => {
  const folder = temporaryFolder(context);
  damaged(folder);
  const saved = new Set<string>();
  let interrupted = 0;
  for (let kill = 0; kill < 4; kill++) {
    const writer = startWriter(folder, "c", "1000000");
    let said = "";
    writer.stdout?.setEncoding("utf8").on("data", (text: string) => {
      if (said === "") setTimeout(() => writer.kill("SIGKILL"), kill * 60);
      said += text;
    });
    await once(writer, "close");
    for (const id of said.slice(0, said.lastIndexOf("\n")).split("\n")) saved.add(id);
    if (filesLike(folder, /salvaging/).length > 0) interrupted++;
  }
  assert.ok(interrupted > 0, "no kill fell into the reading");
  const history = opened(context, folder);
  await history.whole();
  const found = new Set(loaded(history, "c")?.messages.map(({ id }) => id));
  assert.deepEqual(
    [...saved].filter((id) => !found.has(id)),
    [],
  );
  // Where it stands in the list is another matter: a quick machine has written more than what is moved to the end.
  const counts = new Map(listed(history).map(({ id, messages }) => [id, messages]));
  assert.equal(counts.get("c"), found.size);
  counts.delete("c");
  assert.deepEqual([...counts.values()], Array(150).fill(10));
  assert.equal(filesLike(folder, /salvaging/).length, 0);
});

test("S07 a file that can not be read back stays, the notice says why, and it is tried again", async (context) => {
  const folder = temporaryFolder(context);
  damaged(folder);
  const file = join(folder, "history.sqlite");
  // The new file is one of a later version by the time that the thread opens it.
  const history = opened(context, folder);
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const later = new DatabaseSync(file);
  context.after(() => later.isOpen && later.close());
  const version = Number(later.prepare("PRAGMA user_version").get()?.["user_version"]);
  later.exec(`PRAGMA user_version = ${version + 1}`);
  await history.whole();
  assert.deepEqual(history.notices, [{ kind: "newer" }]);
  assert.equal(filesLike(folder, /salvaging-.*sqlite$/).length, 1);
  later.exec(`PRAGMA user_version = ${version}`);
  later.close();
  history.close();
  const again = opened(context, folder);
  await again.whole();
  assert.equal(listed(again).length, 150);
});
