import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf, guessedHeight, MOST } from "../../../media/history/blocks.ts";
import { row, rows } from "../../page/histories.ts";

test("a block ends where the heading does", () => {
  const blocks = blocksOf([row("1", "a"), row("2", "a"), row("3", "b")], ({ title }) => title);
  assert.deepEqual(
    blocks.map(({ heading, rows }) => [heading, rows.map(({ id }) => id)]),
    [
      ["a", ["1", "2"]],
      ["b", ["3"]],
    ],
  );
});

test("a long day goes on in further blocks, without its heading", () => {
  const blocks = blocksOf(rows(MOST * 2 + 1), () => "day");
  assert.deepEqual(
    blocks.map(({ heading, rows }) => [heading, rows.length]),
    [
      ["day", MOST],
      [undefined, MOST],
      [undefined, 1],
    ],
  );
});

test("without headings there are blocks all the same", () => {
  assert.deepEqual(
    blocksOf(rows(MOST + 1)).map(({ heading, rows }) => [heading, rows.length]),
    [
      [undefined, MOST],
      [undefined, 1],
    ],
  );
  assert.deepEqual(blocksOf([]), []);
});

test("a day that comes twice, as a clock was set, has two blocks with keys of their own", () => {
  const blocks = blocksOf([row("1", "a"), row("2", "b"), row("3", "a")], ({ title }) => title);
  assert.deepEqual(
    blocks.map(({ heading }) => heading),
    ["a", "b", "a"],
  );
  assert.equal(new Set(blocks.map(({ key }) => key)).size, 3);
});

test("hits make a block higher", () => {
  const hit = { messageId: "m", role: "user", before: "", match: "x", after: "" } as const;
  const [plain] = blocksOf([row("1", "a")]);
  const [withHit] = blocksOf([row("1", "a", { hits: [hit] })]);
  assert.ok(guessedHeight(withHit!) > guessedHeight(plain!));
});
