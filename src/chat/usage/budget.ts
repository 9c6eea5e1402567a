// When a month's budget is near its end or over it.
import type { Money } from "../../qwen/price.ts";
import type { Month } from "./ledger.ts";

export interface BudgetState {
  /** Names what is told, so that it is told once: another month, another budget and another level are told anew. */
  readonly id: string;
  readonly level: 80 | 100;
  readonly spent: number;
}

/** Undefined while all is well, or without a budget (0). Only what was paid in the budget's currency counts. */
export function budgetState(budget: number, currency: Money["currency"], month: Month): BudgetState | undefined {
  if (!(budget > 0)) return undefined;
  const spent = month.totals.reduce((sum, total) => sum + (total.currency === currency ? total.amount : 0), 0);
  // A hair of floating point must not hide a budget that is met exactly.
  const share = spent / budget + 1e-9;
  if (share < 0.8) return undefined;
  const level = share >= 1 ? 100 : 80;
  return { id: `budget.${month.name}.${currency}.${budget}.${level}`, level, spent };
}
