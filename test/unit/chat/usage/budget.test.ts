import assert from "node:assert/strict";
import { test } from "node:test";
import { budgetState } from "../../../../src/chat/usage/budget.ts";
import type { Total } from "../../../../src/chat/usage/ledger.ts";

const spent = (amount: number, currency: "USD" | "CNY" = "USD"): Total => ({
  model: "m",
  currency,
  requests: 1,
  input: 0,
  cached: 0,
  output: 0,
  amount,
  saved: 0,
});
const stateOf = (budget: number, ...totals: readonly Total[]) =>
  budgetState(budget, "USD", { name: "2026-01", totals });

test("nothing is told below 80 %, and one thing at 80 % and one at 100 %", () => {
  assert.deepEqual(
    [7.99, 8, 9.99, 10, 500].map((amount) => stateOf(10, spent(amount))?.level),
    [undefined, 80, 80, 100, 100],
  );
  assert.equal(stateOf(0, spent(500)), undefined);
  assert.equal(stateOf(0.3, spent(0.1), spent(0.2))?.level, 100);
});

test("only money of the budget's currency counts", () => {
  assert.equal(stateOf(10, spent(9, "CNY"), spent(1)), undefined);
  assert.equal(stateOf(10, spent(9, "CNY"), spent(4), spent(4.5))?.spent, 8.5);
});

test("what is told once is told again in another month, for another budget, at another level", () => {
  const ids = [
    stateOf(10, spent(8)),
    stateOf(10, spent(10)),
    stateOf(11, spent(9)),
    budgetState(10, "CNY", { name: "2026-01", totals: [spent(8, "CNY")] }),
    budgetState(10, "USD", { name: "2026-02", totals: [spent(8)] }),
  ].map((state) => state?.id);
  assert.equal(new Set(ids).size, 5);
  assert.equal(stateOf(10, spent(8))?.id, stateOf(10, spent(9.5))?.id);
});
