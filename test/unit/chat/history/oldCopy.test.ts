// From version 1 to this one, with a copy of what was there; and from a later one: nothing is touched (history.test.ts).
import assert from "node:assert/strict";
import { readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { draft, filesLike, message, opened, temporaryFolder, textOf } from "./fixture.ts";
import { reference, writeVersion1 } from "./version1.ts";

const texts = Array.from({ length: 10 }, (_, index) => `old ${index} 汉字`);
const copies = (folder: string) => filesLike(folder, /^history\.version1-.*sqlite$/);

test("X13 a history of version 1 is brought over whole, and a copy of it is kept for 30 days", (context) => {
  const folder = join(temporaryFolder(context), "history");
  writeVersion1(folder).close();
  const before = readFileSync(join(folder, "history.sqlite"));
  const history = opened(context, folder);
  assert.deepEqual(history.notices, []);
  assert.deepEqual(textOf(history, "c"), texts);
  const head = history.head("c");
  assert.deepEqual([head?.title, head?.leaf, head?.draft, history.latest("/w")], ["Old", "m9", draft("half"), "c"]);
  assert.deepEqual(head?.queue, [
    { id: "q", text: "next", references: [{ ...reference, kind: "code" }] },
    { id: "p", text: "then", references: [] },
  ]);
  history.saveMessage("c", message("m10", "m9"));
  history.saveDraft("c", draft("half a thought"));
  history.close();
  const [copy = ""] = copies(folder);
  assert.deepEqual(readFileSync(join(folder, copy)), before);
  assert.equal(statSync(join(folder, copy)).mode & 0o077, 0);

  const again = opened(context, folder);
  assert.deepEqual(textOf(again, "c"), [...texts, "text of m10"]);
  assert.equal(again.head("c")?.draft.text, "half a thought");
  again.close();
  assert.deepEqual(copies(folder), [copy], "copied once");
  const days = (count: number) => new Date(Date.now() - count * 24 * 3_600_000);
  utimesSync(join(folder, copy), days(29), days(29));
  opened(context, folder).close();
  assert.deepEqual(copies(folder), [copy]);
  utimesSync(join(folder, copy), days(31), days(31));
  opened(context, folder).close();
  assert.deepEqual(copies(folder), []);
});

test("X13 a window of version 1 that is still open: what it wrote is in the copy and in the new tables", (context) => {
  const folder = temporaryFolder(context);
  const old = writeVersion1(folder);
  old.exec("BEGIN; SELECT * FROM messages"); // Reading: its log can not be tidied away.
  const history = opened(context, folder);
  assert.deepEqual([history.notices, textOf(history, "c")], [[], texts]);
  old.exec("ROLLBACK");
  old.close();
  const copy = join(folder, copies(folder)[0] ?? "");
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const database = new DatabaseSync(copy);
  assert.equal(database.prepare("SELECT count(*) AS n FROM messages").get()?.["n"], 10);
  assert.equal(database.prepare("PRAGMA user_version").get()?.["user_version"], 1);
  database.close();
});

test("X13 a damaged history of version 1 gives back its messages, its draft and its queue", async (context) => {
  const folder = temporaryFolder(context);
  writeVersion1(folder).close();
  const file = join(folder, "history.sqlite");
  writeFileSync(file, readFileSync(file).fill(0, 0, 100));
  const history = opened(context, folder);
  await history.whole();
  assert.equal(history.notices[0]?.kind, "damaged");
  assert.deepEqual(textOf(history, "c"), texts);
  assert.deepEqual([history.head("c")?.draft, history.head("c")?.queue.length], [draft("half"), 2]);
});
