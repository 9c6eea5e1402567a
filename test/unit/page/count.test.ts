import assert from "node:assert/strict";
import { test } from "node:test";
import { countWords, moreWords } from "../../../media/history/count.ts";
import { createWords } from "../../../media/words.ts";
import { row } from "../../page/histories.ts";
import { english } from "../../page/labels.ts";

const words = createWords(english, "en");
const rows = Array.from({ length: 100 }, (_, index) => row(`c${index}`, "", { isRemoved: index === 0 }));

test("conversations are counted with those beyond the rows, without those that were just deleted", () => {
  assert.equal(countWords({ rows, more: 9900 }, words), "Conversations: 9,999");
  assert.equal(countWords({ rows: rows.slice(0, 1), more: 0 }, words), "");
  assert.equal(moreWords(9900, words), "Show 9,900 more");
});

test("what a search has not counted is not given a number", () => {
  assert.equal(countWords({ rows: rows.slice(1), more: "uncounted" }, words), "Conversations: 99+");
  assert.equal(moreWords("uncounted", words), "Show more");
});
