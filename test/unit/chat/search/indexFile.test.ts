import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import {
  deleteIndexFile,
  type IndexFile,
  isDamage,
  isOfDisk,
  openIndexFile,
} from "../../../../src/chat/search/indexFile.ts";
import { parseTerms } from "../../../../src/chat/search/terms.ts";
import { afterwards, temporaryFolder } from "./fixture.ts";

function put(index: IndexFile, ...texts: readonly (readonly [number, string | undefined])[]): void {
  index.write((state) => {
    for (const [seq, text] of texts) index.put(seq, text);
    return state;
  });
}

const found = (index: IndexFile, text: string): readonly number[] => [...index.candidates(parseTerms(text))];

test("rows come newest first, also from several tables and whatever the order of writing", (context) => {
  const index = openIndexFile(temporaryFolder(context), "h");
  afterwards(context, () => index.close());
  put(index, [5, "foo"], [50_000, "foo"], [1, "foo"], [9000, "foo bar"]);
  assert.deepEqual(found(index, "foo"), [50_000, 9000, 5, 1]);
  assert.deepEqual(found(index, "foo bar"), [9000]);
});

test("a row is replaced and taken out, more than once", (context) => {
  const index = openIndexFile(temporaryFolder(context), "h");
  afterwards(context, () => index.close());
  put(index, [1, "foo"], [2, "foo"]);
  put(index, [1, "bar"], [2, undefined], [3, undefined]);
  put(index, [2, undefined]);
  assert.deepEqual([found(index, "foo"), found(index, "bar")], [[], [1]]);
  while (index.tidy());
  assert.deepEqual([found(index, "foo"), found(index, "bar")], [[], [1]]);
});

test("what is not written to the end is not there", (context) => {
  const index = openIndexFile(temporaryFolder(context), "h");
  afterwards(context, () => index.close());
  const stop = new Error("stop");
  const broken = () =>
    index.write(() => {
      index.put(1, "foo");
      throw stop;
    });
  assert.throws(broken, stop);
  assert.deepEqual(found(index, "foo"), []);
  put(index, [1, "foo"]);
  assert.deepEqual(found(index, "foo"), [1]);
});

test("it is deleted with all that lies beside it", (context) => {
  const folder = temporaryFolder(context);
  openIndexFile(folder, "h").close();
  deleteIndexFile(folder);
  assert.deepEqual(readdirSync(folder), []);
});

test("damage, trouble of the disk and bugs are told apart", () => {
  const kinds = [
    { errcode: 267 },
    { errcode: 26 },
    { errcode: 13 },
    { code: "ENOSPC" },
    { code: "ERR_INVALID_STATE" },
    new TypeError(),
  ];
  assert.deepEqual(kinds.map(isDamage), [true, true, false, false, false, false]);
  assert.deepEqual(kinds.map(isOfDisk), [true, true, true, true, false, false]);
});
