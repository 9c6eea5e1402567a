import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FILE_NAME, openHistoryFile } from "../../../../src/chat/history/file.ts";
import { INDEX_NAME } from "../../../../src/chat/search/result.ts";
import { opened } from "../history/fixture.ts";
import { ask, index, newEngine, newPlace, write } from "./fixture.ts";

test("messages are found in Chinese, Japanese, Korean and code, the newest conversation first", (context) => {
  const { history, engine } = newPlace(context);
  write(history, "a", ["请解释这个函数", "関数 getUserName"]);
  write(history, "b", ["함수를 get_user_name", "这个函数"]);
  index(engine);
  for (const text of ["函数", "函"]) assert.deepEqual(ask(engine, text), ["b b1", "a a0"]);
  assert.deepEqual(ask(engine, "関数"), ["a a1"]);
  assert.deepEqual(ask(engine, "함수"), ["b b0"]);
  for (const text of ["user", "UserName", "userna", "GETUSER"]) assert.deepEqual(ask(engine, text), ["b b0", "a a1"]);
  assert.deepEqual(ask(engine, "nothing"), []);
});

test("the same is found without an index", (context) => {
  const { folder, history, engine } = newPlace(context);
  write(history, "a", ["请解释这个函数", "getUserName"]);
  mkdirSync(join(folder, INDEX_NAME));
  assert.deepEqual(ask(engine, "函数"), ["a a0"]);
  assert.deepEqual(ask(engine, "userna"), ["a a1"]);
  assert.equal(engine.step(), "done");
});

test("a message is found in the search after it was written, without a step between", (context) => {
  const { history, engine } = newPlace(context);
  write(history, "a", ["alpha"]);
  index(engine);
  write(history, "b", ["alpha beta"]);
  assert.deepEqual(ask(engine, "alpha"), ["b b0", "a a0"]);
});

test("while the index is made it answers with what it has, and says so", (context) => {
  const { history, engine } = newPlace(context);
  write(history, "a", ["alpha"]);
  const early = engine.search({ text: "alpha", archived: false, limit: 5 }, () => false);
  assert.deepEqual([early.isIndexing, early.progress, early.conversations.length], [true, 0, 0]);
  index(engine);
  const late = engine.search({ text: "alpha", archived: false, limit: 5 }, () => false);
  assert.deepEqual([late.isIndexing, late.progress, late.conversations.length], [false, 1, 1]);
});

test("S07 a damaged index, one cut short and one that is no database are made anew", (context) => {
  const { folder, history, engine } = newPlace(context);
  for (let count = 0; count < 40; count++) write(history, `c${count}`, [`alpha word${count} ${"函数 ".repeat(count)}`]);
  index(engine);
  engine.close();
  const file = join(folder, INDEX_NAME);
  const good = readFileSync(file);
  const damages = [
    Buffer.alloc(0),
    Buffer.from("not a database at all"),
    good.subarray(0, good.length / 2),
    Buffer.concat([good.subarray(0, 100), Buffer.alloc(good.length - 100)]),
    Buffer.from(good).fill(0xa5, 8192),
  ];
  for (const damaged of damages) {
    writeFileSync(file, damaged);
    const next = newEngine(context, folder);
    ask(next, "word7 alpha");
    index(next);
    assert.deepEqual(ask(next, "word7 alpha"), ["c7 c70"]);
    next.close();
  }
});

test("S11 an index of another history is made anew", (context) => {
  const one = newPlace(context);
  write(one.history, "a", ["alpha"]);
  index(one.engine);
  one.engine.close();
  const other = newPlace(context);
  write(other.history, "b", ["beta"]);
  writeFileSync(join(other.folder, INDEX_NAME), readFileSync(join(one.folder, INDEX_NAME)));
  index(other.engine);
  assert.deepEqual(ask(other.engine, "alpha"), []);
  assert.deepEqual(ask(other.engine, "beta"), ["b b0"]);
});

test("S11 an index that is newer than a history put back from a backup is made anew, once", (context) => {
  const { folder, history, engine } = newPlace(context);
  write(history, "a", ["alpha", "beta"]);
  const file = openHistoryFile(folder);
  file.database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  file.close();
  copyFileSync(join(folder, FILE_NAME), join(folder, "backup"));
  write(history, "b", ["gamma", "delta", "epsilon"]);
  index(engine);
  engine.close();
  history.close();
  for (const end of ["", "-wal", "-shm"]) rmSync(join(folder, FILE_NAME + end), { force: true });
  copyFileSync(join(folder, "backup"), join(folder, FILE_NAME));

  const restored = opened(context, folder);
  write(restored, "c", ["zeta"]);
  const next = newEngine(context, folder);
  assert.deepEqual(ask(next, "gamma"), []);
  let steps = 0;
  while (next.step() === "more" && steps < 20) steps++;
  assert.ok(steps < 20);
  assert.deepEqual([ask(next, "alpha"), ask(next, "zeta"), ask(next, "gamma")], [["a a0"], ["c c0"], []]);
  write(restored, "d", ["eta", "theta", "iota"]);
  assert.deepEqual([ask(next, "eta"), ask(next, "iota"), ask(next, "zeta")], [["d d0"], ["d d2"], ["c c0"]]);
});

test("S11 an index that is deleted under an open search is made anew", {
  skip: process.platform === "win32",
}, (context) => {
  const { folder, history, engine } = newPlace(context);
  write(history, "a", ["alpha"]);
  index(engine);
  for (const end of ["", "-wal", "-shm"]) rmSync(join(folder, INDEX_NAME + end), { force: true });
  index(engine);
  assert.deepEqual(ask(engine, "alpha"), ["a a0"]);
});

test("two windows work on one index", (context) => {
  const { folder, history, engine } = newPlace(context);
  const other = newEngine(context, folder);
  write(history, "a", ["alpha"]);
  for (let count = 0; count < 20; count++) {
    write(history, `b${count}`, [`beta${count} ${"x".repeat(1000)}`]);
    (count % 2 ? engine : other).step();
    assert.deepEqual(ask(count % 3 ? engine : other, `beta${count}`).length > 0 || count === 0, true);
  }
  index(engine);
  index(other);
  for (const one of [engine, other]) {
    assert.deepEqual(ask(one, "alpha"), ["a a0"]);
    assert.equal(ask(one, "beta", { limit: 100 }).length, 20);
  }
});

test("there is no file for a history that is not there, and the files are for their owner only", (context) => {
  const { folder, history, engine } = newPlace(context);
  write(history, "a", ["alpha"]);
  index(engine);
  if (process.platform !== "win32") {
    for (const end of ["", "-wal", "-shm"]) assert.equal(statSync(join(folder, INDEX_NAME + end)).mode & 0o777, 0o600);
  }
  const nowhere = newEngine(context, join(folder, "nowhere"));
  assert.deepEqual(ask(nowhere, "alpha"), []);
  assert.equal(nowhere.step(), "done");
});
