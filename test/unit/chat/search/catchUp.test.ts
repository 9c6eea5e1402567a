import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openHistoryFile } from "../../../../src/chat/history/file.ts";
import { catchUp, progressOf } from "../../../../src/chat/search/catchUp.ts";
import { openIndexFile } from "../../../../src/chat/search/indexFile.ts";
import { INDEX_NAME } from "../../../../src/chat/search/result.ts";
import { openSource } from "../../../../src/chat/search/source.ts";
import { parseTerms } from "../../../../src/chat/search/terms.ts";
import { afterwards, ask, index, message, newPlace, streaming, write } from "./fixture.ts";

test("a changed message is found by its new words only", (context) => {
  const { history, engine } = newPlace(context);
  write(history, "a", ["alpha"]);
  index(engine);
  history.saveMessage("a", message("a0", undefined, "beta"));
  index(engine);
  assert.deepEqual(ask(engine, "alpha"), []);
  assert.deepEqual(ask(engine, "beta"), ["a a0"]);
});

test("what is deleted for good is not found any more, and its words are in no file", (context) => {
  const { folder, history, engine } = newPlace(context);
  write(history, "a", ["alpha secretword"]);
  write(history, "b", ["alpha"]);
  index(engine);
  const file = openHistoryFile(folder);
  afterwards(context, () => file.close());
  assert.ok(bytes(folder).includes("secretword"));
  file.database.exec("DELETE FROM messages WHERE conversation = 'a'");
  index(engine);
  assert.deepEqual(ask(engine, "secretword"), []);
  assert.deepEqual(ask(engine, "alpha"), ["b b0"]);
  assert.ok(!bytes(folder).includes("secretw"));
});

const bytes = (folder: string): string =>
  ["", "-wal"].map((end) => readFileSync(join(folder, INDEX_NAME + end), "latin1")).join("");

test("a row that is used again belongs to the new message", (context) => {
  const { folder, history, engine } = newPlace(context);
  write(history, "a", ["alpha"]);
  write(history, "b", ["beta"]);
  index(engine);
  const file = openHistoryFile(folder);
  file.database.exec("DELETE FROM messages WHERE conversation = 'b'");
  file.close();
  write(history, "c", ["gamma"]);
  index(engine);
  assert.deepEqual(ask(engine, "beta"), []);
  assert.deepEqual(ask(engine, "gamma"), ["c c0"]);
});

test("an answer that is being written is indexed when somebody searches, not at each of its changes", (context) => {
  const { history, engine } = newPlace(context);
  write(history, "a", ["alpha"]);
  history.saveMessage("a", streaming("s", "gam"));
  index(engine);
  history.saveMessage("a", streaming("s", "gamma"));
  index(engine);
  assert.deepEqual(ask(engine, "gamma"), ["a s"]);
  history.saveMessage("a", { ...streaming("s", "gamma delta"), status: "done" });
  assert.deepEqual(ask(engine, "delta"), ["a s"]);
});

test("the first index begins with the newest and can be broken off at any piece", (context) => {
  const { folder, history } = newPlace(context);
  for (let count = 0; count < 30; count++) write(history, `c${count}`, [`alpha word${count}`]);
  const source = openSource(folder)!;
  afterwards(context, () => source.close());
  let before = -1;
  for (;;) {
    const part = openIndexFile(folder, source.id);
    catchUp(source, part, 500, true);
    const found = [...part.candidates(parseTerms("alpha"))];
    const progress = progressOf(part.state);
    part.close();
    assert.deepEqual(
      found,
      Array.from(found, (_, place) => 30 - place),
    );
    assert.ok(progress > before);
    before = progress;
    if (progress === 1) break;
  }
});
