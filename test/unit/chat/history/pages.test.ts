import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { rowsOfPages } from "../../../../src/chat/history/pages.ts";
import { temporaryFolder } from "./fixture.ts";

test("rows read from the pages are the rows that SQLite reads, whatever their size and type", (context) => {
  const file = join(temporaryFolder(context), "any.sqlite");
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const database = new DatabaseSync(file);
  database.exec(
    "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; CREATE TABLE things (id INTEGER PRIMARY KEY, number, text)",
  );
  const insert = database.prepare("INSERT INTO things (number, text) VALUES (?, ?)");
  const numbers = [0, 1, -1, 127, -129, 32_768, -8_388_609, 2 ** 31, -(2 ** 40), 2 ** 52, 1.5, -1e300, null];
  // Around every border where a row begins to need another page.
  const lengths = [
    0,
    1,
    57,
    58,
    4000,
    ...Array.from({ length: 60 }, (_, index) => 4030 + index),
    8_100,
    8_192,
    50_000,
    1_000_000,
  ];
  database.exec("BEGIN");
  for (const [index, length] of lengths.entries())
    insert.run(numbers[index % numbers.length] ?? null, "字".repeat(index % 3) + "x".repeat(length));
  database.exec("COMMIT; PRAGMA wal_checkpoint");
  insert.run(7, "only in the log");
  database.exec("UPDATE things SET text = 'changed in the log' WHERE id = 3; DELETE FROM things WHERE id = 4");

  const expected = database.prepare("SELECT id, number, text FROM things").all();
  const found = [...rowsOfPages(file, 4096)]
    .filter(({ cells }) => cells.length === 3)
    .map(({ rowid, cells }) => ({
      id: rowid,
      number: cells[1],
      text: cells[2],
    }));
  database.close();
  assert.deepEqual(
    found.sort((a, b) => a.id - b.id),
    expected.map((row) => ({ ...row })),
  );
});

test("a file that is not there has no rows", (context) => {
  assert.deepEqual([...rowsOfPages(join(temporaryFolder(context), "none"), 4096)], []);
});
