import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, test } from "node:test";
import { openLedger, type Use } from "../../../../src/chat/usage/ledger.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "usage-"));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

const use = (model: string, input: number, amount?: number): Use => ({
  model,
  usage: { input, cached: input / 2, output: 10 },
  ...(amount !== undefined && { cost: { amount, saved: amount / 4, currency: "USD" } }),
});
const january = () => new Date(2026, 0, 31, 23, 59);
const february = () => new Date(2026, 1, 1, 0, 0);

test("totals are by model and by month, survive a restart, and the session begins anew", () => {
  const first = openLedger(folder, january);
  first.add(use("a", 100, 1));
  first.add(use("b", 1000, 2));
  first.add(use("a", 300, 3));
  first.add(use("local", 50));
  const expected = [
    { model: "a", currency: "USD", requests: 2, input: 400, cached: 200, output: 20, amount: 4, saved: 1 },
    { model: "b", currency: "USD", requests: 1, input: 1000, cached: 500, output: 10, amount: 2, saved: 0.5 },
    { model: "local", requests: 1, input: 50, cached: 25, output: 10, amount: 0, saved: 0 },
  ];
  assert.deepEqual(first.month().totals, expected);
  assert.deepEqual(first.session(), expected);
  first.close();
  const second = openLedger(folder, february);
  second.add(use("a", 1, 1));
  assert.deepEqual(second.month("2026-01").totals, expected);
  assert.deepEqual(
    second.month().totals.map(({ model, input }) => [model, input]),
    [["a", 1]],
  );
  assert.equal(second.session().length, 1);
  second.close();
});

test("two windows that write at once lose nothing of each other", () => {
  const windows = [openLedger(folder, january), openLedger(folder, january)];
  for (let round = 0; round < 50; round++) for (const window of windows) window.add(use("a", 1, 0.5));
  assert.deepEqual(
    windows.map((window) => [
      window.month().totals[0]?.requests,
      window.month().totals[0]?.amount,
      window.session()[0]?.requests,
    ]),
    [
      [100, 50, 50],
      [100, 50, 50],
    ],
  );
  for (const window of windows) window.close();
});

test("the same model in two currencies, or without a price, is not mixed up", () => {
  const ledger = openLedger(folder, january);
  ledger.add(use("a", 1, 1));
  ledger.add({ ...use("a", 1), cost: { amount: 7, saved: 0, currency: "CNY" } });
  ledger.add(use("a", 1));
  assert.deepEqual(
    ledger.month().totals.map(({ currency, amount }) => [currency, amount]),
    [
      ["CNY", 7],
      ["USD", 1],
      [undefined, 0],
    ],
  );
  ledger.close();
});

test("what was told is known in every window and after a restart, also where nothing can be written", () => {
  const windows = [openLedger(folder, january), openLedger(folder, january)];
  windows[0]!.setTold("budget.2026-01.USD.10.80");
  windows[0]!.setTold("budget.2026-01.USD.10.80");
  assert.ok(windows[1]!.wasTold("budget.2026-01.USD.10.80"));
  assert.ok(!windows[1]!.wasTold("budget.2026-01.USD.10.100"));
  for (const window of windows) window.close();
  const again = openLedger(folder, february);
  assert.ok(again.wasTold("budget.2026-01.USD.10.80"));
  again.close();
  writeFileSync(join(folder, "file"), "");
  const nowhere = openLedger(join(folder, "file", "inside"), january);
  nowhere.setTold("x");
  assert.deepEqual([nowhere.wasTold("x"), nowhere.wasTold("y")], [true, false]);
});

test("a damaged file is put aside, and counting goes on", () => {
  writeFileSync(join(folder, "usage.sqlite"), "this is no database, and long enough to be looked at. ".repeat(100));
  const ledger = openLedger(folder, january);
  ledger.add(use("a", 5, 1));
  assert.equal(ledger.month().totals[0]?.input, 5);
  assert.ok(existsSync(join(folder, "usage.damaged.sqlite")));
  ledger.close();
});

test("what can not be written counts in this window, and is written when it can be", () => {
  writeFileSync(join(folder, "file"), "");
  const ledger = openLedger(join(folder, "file", "inside"), january);
  ledger.add(use("a", 5, 1));
  assert.equal(ledger.month().totals[0]?.input, 5);
  rmSync(join(folder, "file"));
  ledger.add(use("a", 6, 1));
  ledger.close();
  const again = openLedger(join(folder, "file", "inside"), january);
  assert.equal(again.month().totals[0]?.input, 11);
  again.close();
});

test("nobody else may read it", { skip: process.platform === "win32" }, () => {
  const ledger = openLedger(folder, january);
  ledger.add(use("a", 5, 1));
  for (const name of ["usage.sqlite", "usage.sqlite-wal"]) assert.equal(statSync(join(folder, name)).mode & 0o077, 0);
  ledger.close();
});

test("what another window kept from being written is written at the close; what comes after it opens nothing", () => {
  const ledger = openLedger(folder, january);
  ledger.add(use("a", 100, 1));
  const other = new DatabaseSync(join(folder, "usage.sqlite"));
  other.exec("BEGIN IMMEDIATE");
  ledger.add(use("b", 100, 2));
  other.exec("ROLLBACK");
  other.close();
  ledger.close();
  ledger.add(use("c", 100, 3));
  assert.ok(!existsSync(join(folder, "usage.sqlite-wal")), "closed by the last who had it open");
  const again = openLedger(folder, january);
  assert.deepEqual(
    again.month().totals.map(({ model }) => model),
    ["b", "a"],
  );
  again.close();
});
