// What this window's answers take: written down, shown on request, and told of when the month's budget comes to its end.
import * as vscode from "vscode";
import type { Notice } from "../../protocol.ts";
import { currencyOf } from "../../qwen/price.ts";
import { currentEndpoint, readSettings } from "../../settings.ts";
import type { StoredMessage } from "../message.ts";
import { costOf, moneyText } from "../money.ts";
import { budgetState } from "./budget.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import { showUsage } from "./showUsage.ts";

export interface UsageBook extends vscode.Disposable {
  record(answer: Pick<StoredMessage, "usage" | "model" | "endpoint">): void;
  /** Of the budget, until it is dismissed in some window. */
  notices(): readonly Notice[];
  dismissed(noticeId: string): void;
  show(): Promise<void>;
}

export function openUsage(folder: string): UsageBook {
  let opened: Ledger | undefined;
  // Who asks for no sum and has no answer yet needs no file.
  const ledger = (): Ledger => (opened ??= openLedger(folder));
  return {
    record(answer) {
      const { usage, model } = answer;
      if (usage && model !== undefined) ledger().add({ model, usage, cost: costOf(answer) });
    },
    notices() {
      const budget = readSettings().monthlyBudget;
      if (budget === 0) return [];
      const endpoint = currentEndpoint();
      const currency = endpoint.ok ? currencyOf(endpoint.value) : "USD";
      const state = budgetState(budget, currency, ledger().month());
      if (!state || ledger().wasTold(state.id)) return [];
      const [spent, whole] = [moneyText(state.spent, currency), moneyText(budget, currency)];
      const text =
        state.level === 100
          ? vscode.l10n.t("This month's budget is spent: {0} of {1} (estimate). Nothing is blocked.", spent, whole)
          : vscode.l10n.t("Of this month's budget, {0} of {1} are spent (estimate).", spent, whole);
      return [{ id: state.id, text, button: { label: vscode.l10n.t("Show usage"), run: "showUsage" } }];
    },
    dismissed(id) {
      if (id.startsWith("budget.")) ledger().setTold(id);
    },
    show: () => showUsage(ledger()),
    dispose: () => opened?.close(),
  };
}
