import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { syncLog } from "../../../../src/chat/history/logSync.ts";
import { message, opened, temporaryFolder, textOf } from "./fixture.ts";

test("a log that comes and goes, or was never there, stops nobody", (context) => {
  const log = join(temporaryFolder(context), "log");
  const failures: Error[] = [];
  const sync = syncLog(log, (error) => failures.push(error));
  sync.soon();
  writeFileSync(log, "x");
  for (let count = 0; count < 100; count++) sync.soon();
  rmSync(log);
  sync.soon();
  sync.finish();
  sync.finish();
  assert.deepEqual(failures, []);
});

test("a long answer that streams grows in its row, and ends there as it was written", (context) => {
  const folder = temporaryFolder(context);
  const history = opened(context, folder);
  const text = "汉字 words, ".repeat(20_000);
  for (const length of [10, 70_000, 70_001, 150_000, 200_000]) {
    const streaming = { ...message("a", undefined, text.slice(0, length)), status: "streaming" } as const;
    history.saveMessage("c", streaming);
    assert.deepEqual(opened(context, folder).message("c", "a"), streaming);
  }
  const done = message("a", undefined, text);
  history.saveMessage("c", done);
  history.close();
  assert.deepEqual(opened(context, folder).message("c", "a"), done);
  assert.deepEqual(textOf(opened(context, folder), "c"), [text]);
});
