import assert from "node:assert/strict";
import { test } from "node:test";
import { queriesFor } from "../../../media/find/query.ts";

test("what was searched is looked for as it stands, then word by word", () => {
  assert.deepEqual(
    queriesFor(' "async  iterator" async* ').map(({ terms }) => terms),
    [['"async  iterator" async*'], ["async", "iterator"]],
  );
  assert.deepEqual(
    queriesFor("单词").map(({ terms }) => terms),
    [["单词"], ["单词"]],
  );
  assert.deepEqual(queriesFor("  "), []);
});
