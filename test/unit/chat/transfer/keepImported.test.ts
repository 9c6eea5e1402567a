import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { keepImported, NotSaved } from "../../../../src/chat/transfer/keepImported.ts";
import { until } from "../../../until.ts";
import { listed, message, opened, temporaryFolder, textOf } from "../history/fixture.ts";

const conversation = {
  id: "imported",
  title: "Imported",
  workspace: "w",
  leaf: "b",
  messages: [message("a"), message("b", "a")],
};
const pause = async (): Promise<void> => {};

test("an import while another window writes waits for it, and is on disk when it is done", async (context) => {
  const folder = temporaryFolder(context);
  const history = opened(context, folder);
  const other = new DatabaseSync(join(folder, "history.sqlite"));
  other.exec("BEGIN IMMEDIATE");
  setTimeout(() => {
    other.exec("ROLLBACK");
    other.close();
  }, 1500);
  await keepImported(history, conversation, pause);
  const fresh = opened(context, folder);
  assert.deepEqual(textOf(fresh, "imported"), ["text of a", "text of b"]);
  assert.equal(fresh.summary("imported")?.title, "Imported");
});

test("S03 what can not be saved is not said to be imported, and nothing of it comes later", async (context) => {
  const folder = temporaryFolder(context);
  opened(context, folder).saveMessage("mine", message("m"));
  const history = opened(context, folder);
  const newer = new DatabaseSync(join(folder, "history.sqlite"));
  // As on a full disk: no row can be added.
  newer.exec("CREATE TRIGGER full BEFORE INSERT ON messages BEGIN SELECT raise(ABORT, 'no room'); END");
  await assert.rejects(keepImported(history, conversation, pause), (error) => {
    return error instanceof NotSaved && error.trouble.kind === "notSaved" && error.trouble.reason === "other";
  });
  newer.exec("DROP TRIGGER full");
  newer.close();
  history.retry();
  await until(() => history.notices.length === 0, "there is room again");
  assert.deepEqual(
    listed(opened(context, folder)).map(({ id }) => id),
    ["mine"],
  );
});

test("S07 beside a damaged file that can not be read back an import is saved", async (context) => {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, "history.salvaging-20260101-000000.sqlite"));
  const history = opened(context, folder);
  await until(() => history.notices.some(({ kind }) => kind === "notSaved"), "it is told");
  await keepImported(history, conversation, pause);
  assert.deepEqual(textOf(opened(context, folder), "imported"), ["text of a", "text of b"]);
});

test("an import that is stopped in the middle of a conversation leaves nothing of that one", async (context) => {
  const history = opened(context, temporaryFolder(context));
  let pauses = 0;
  const stopped = keepImported(history, conversation, async () => {
    if (++pauses === 2) throw new Error("stopped");
  });
  await assert.rejects(stopped, /stopped/);
  assert.deepEqual(listed(history), []);
});
