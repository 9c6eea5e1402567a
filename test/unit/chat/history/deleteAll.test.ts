import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { openEngine } from "../../../../src/chat/search/engine.ts";
import { until } from "../../../until.ts";
import { afterwards, draft, fill, listed, message, opened, startWriter, temporaryFolder } from "./fixture.ts";

const SECRET = "a sentence that must not remain anywhere";

/** Every byte of every file below the folder. */
function bytesOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");
}

test("S21 after deleting all nothing of any conversation is in a file, and nothing else is touched", async (context) => {
  const parent = temporaryFolder(context);
  const folder = join(parent, "storage");
  writeFileSync(join(parent, "beside.txt"), "beside");
  fill(folder, 40, 2000);
  mkdirSync(join(folder, "other"));
  writeFileSync(join(folder, "other", "not-ours.txt"), "kept");
  writeFileSync(join(folder, "history.damaged-notes.txt"), "kept");
  const copies = ["history.damaged-20260101-000000.sqlite", "history.version1-abc.sqlite"];
  for (const name of copies) writeFileSync(join(folder, name), SECRET);
  writeFileSync(join(folder, "history.damaged-20260101-000000.sqlite-wal"), SECRET);
  const history = opened(context, folder);
  for (const id of ["one", "two"]) {
    history.create({ id, workspace: `${SECRET} is the name of a workspace` });
    history.saveMessage(id, message(`${id}-1`, undefined, `${SECRET}. `.repeat(300)));
    history.rename(id, SECRET);
    history.setOpen(`file:///${SECRET}`, id);
  }
  history.setArchived("two", true);
  history.saveDraft("one", draft(SECRET));
  history.create({ id: "only a draft", workspace: "w" });
  history.saveDraft("only a draft", draft(SECRET));
  const engine = openEngine(folder);
  afterwards(context, engine.close);
  while (engine.step() === "more");
  assert.equal(engine.search({ text: "sentence", archived: false, limit: 5 }, () => false).conversations.length, 1);
  assert.ok(bytesOf(folder).includes(SECRET));

  assert.deepEqual(history.everything(), { conversations: 3, messages: 42, drafts: 1, copies });
  assert.deepEqual(await history.deleteAll(), { left: [] });
  assert.deepEqual(history.everything(), { conversations: 0, messages: 0, drafts: 0, copies: [] });
  assert.deepEqual(listed(history), []);
  for (const trace of [SECRET, "汉字", "filled"]) {
    assert.ok(!bytesOf(folder).includes(Buffer.from(trace).toString("latin1")), trace);
  }
  assert.ok(statSync(join(folder, "history.sqlite")).size < 100_000);
  assert.deepEqual(
    readdirSync(folder)
      .filter((name) => !name.startsWith("history.sqlite"))
      .sort(),
    ["history.damaged-notes.txt", "other"],
  );
  assert.equal(readFileSync(join(folder, "other", "not-ours.txt"), "utf8"), "kept");
  assert.equal(readFileSync(join(parent, "beside.txt"), "utf8"), "beside");
  // The search begins anew, and the chat goes on.
  history.saveMessage("next", message("x1", undefined, "a sentence of the time after"));
  while (engine.step() === "more");
  const { conversations } = engine.search({ text: "sentence", archived: false, limit: 5 }, () => false);
  assert.deepEqual(
    conversations.map(({ id }) => id),
    ["next"],
  );
});

test("S21 what waits to be saved goes too, a conversation that begins during the deletion stays", async (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 100);
  const [history, other] = [opened(context, folder), opened(context, folder)];
  const blocker = new DatabaseSync(join(folder, "history.sqlite"));
  blocker.exec("BEGIN IMMEDIATE");
  history.saveMessage("c", message("waits", "m99", SECRET));
  assert.equal(history.notices[0]?.kind, "notSaved");
  blocker.exec("COMMIT");
  blocker.close();
  const deleting = history.deleteAll();
  other.create({ id: "begun", workspace: "w" });
  other.saveMessage("begun", message("b1"));
  await deleting;
  history.retry();
  assert.ok(!bytesOf(folder).includes(SECRET));
  assert.deepEqual(
    listed(history).map(({ id, messages }) => [id, messages]),
    [["begun", 1]],
  );
});

test("S21 an answer that runs in another window does not bring back what was deleted", async (context) => {
  const folder = temporaryFolder(context);
  const [history, other] = [opened(context, folder), opened(context, folder)];
  other.create({ id: "c", workspace: "w" });
  other.saveMessage("c", message("asked"));
  const answer = { ...message("answer", "asked", SECRET), status: "streaming" } as const;
  other.saveMessage("c", answer);
  await history.deleteAll();
  other.saveMessage("c", { ...answer, status: "done" });
  assert.ok(other.changedElsewhere());
  assert.equal(other.summary("c"), undefined);
  assert.deepEqual(listed(history), []);
  assert.ok(!bytesOf(folder).includes(SECRET));
  // Brought in again by hand it is there.
  other.create({ id: "c", workspace: "w" });
  other.saveMessage("c", message("asked"));
  assert.equal(listed(history).length, 1);
});

test("S21 a window that is killed while it deletes: all is hidden at once, and the next start goes on", async (context) => {
  const folder = temporaryFolder(context);
  const writer = startWriter(folder, "w", "150");
  await once(writer, "close");
  const script = `
    const { openHistory } = await import(${JSON.stringify(join(import.meta.dirname, "fixture.ts"))});
    const history = openHistory(${JSON.stringify(folder)});
    void history.deleteAll();
    setImmediate(() => setImmediate(() => process.kill(process.pid, "SIGKILL")));`;
  await once(spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" }), "close");
  const file = new DatabaseSync(join(folder, "history.sqlite"), { readOnly: true });
  const count = () => Number(file.prepare("SELECT count(*) AS n FROM messages").get()?.["n"]);
  assert.ok(count() > 0, "it was killed in the middle");
  const history = opened(context, folder);
  assert.deepEqual(listed(history), []);
  await until(() => count() === 0, "the rest is deleted");
  file.close();
});

test("S03 a write that was rolled back is not taken for a message that was deleted since: it is saved at the next try", (context) => {
  const folder = temporaryFolder(context);
  const history = opened(context, folder);
  const other = new DatabaseSync(join(folder, "history.sqlite"));
  context.after(() => other.close());
  other.exec("CREATE TRIGGER refuse BEFORE INSERT ON messages BEGIN SELECT RAISE(ABORT, 'refused'); END");
  history.saveMessage("c", message("waits"));
  assert.equal(history.notices[0]?.kind, "notSaved");
  other.exec("DROP TRIGGER refuse");
  history.retry();
  assert.deepEqual(history.notices, []);
  assert.deepEqual(
    listed(opened(context, folder)).map(({ id, messages }) => [id, messages]),
    [["c", 1]],
  );
});

test("a history that is closed in the middle of deleting all opens nothing again; the next start goes on", async (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 200, 2000);
  const history = opened(context, folder);
  const deleting = history.deleteAll();
  history.close();
  await assert.rejects(deleting, /closed/);
  assert.deepEqual(openFiles(folder), []);
  const next = opened(context, folder);
  assert.deepEqual(listed(next), []);
  await until(() => {
    next.purge();
    return next.everything()?.messages === 0;
  }, "the rest is deleted");
});

/** Of this process; none where the system does not say. */
function openFiles(folder: string): readonly string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc/self/fd").flatMap((number) => {
    try {
      const file = readlinkSync(`/proc/self/fd/${number}`);
      return file.startsWith(folder) ? [file] : [];
    } catch {
      return []; // That of this very listing.
    }
  });
}
