// The sums, as a list that is read with the arrow keys: this session, this month, the month before; each by model.
import * as vscode from "vscode";
import { modelFor, pricesReadOn } from "../../qwen/models.ts";
import { moneyText } from "../money.ts";
import { type Ledger, monthOf, type Total } from "./ledger.ts";

const { l10n } = vscode;

export async function showUsage(ledger: Ledger): Promise<void> {
  const now = new Date();
  const before = new Date(now.getFullYear(), now.getMonth() - 1, 1);
  const earlier = ledger.month(monthOf(before)).totals;
  const budget = l10n.t("Set a monthly budget…");
  const chosen = await vscode.window.showQuickPick(
    [
      ...section(l10n.t("This session"), ledger.session()),
      ...section(nameOf(now), ledger.month(monthOf(now)).totals),
      ...(earlier.length > 0 ? section(nameOf(before), earlier) : []),
      { label: "", kind: vscode.QuickPickItemKind.Separator },
      { label: `$(settings-gear) ${budget}` },
    ],
    {
      title: l10n.t("Usage"),
      placeHolder: l10n.t("Money is estimated from the prices of {0}; the bill is the provider's.", pricesReadOn),
      matchOnDescription: true,
    },
  );
  if (chosen?.label.endsWith(budget)) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "askQwen.monthlyBudget");
  }
}

function section(title: string, totals: readonly Total[]): readonly vscode.QuickPickItem[] {
  const sums = (["USD", "CNY"] as const).flatMap((currency) => {
    const amount = totals.reduce((sum, total) => sum + (total.currency === currency ? total.amount : 0), 0);
    return amount > 0 ? [moneyText(amount, currency)] : [];
  });
  const heading = { label: [title, ...sums].join(" · "), kind: vscode.QuickPickItemKind.Separator };
  const nothing = { label: l10n.t("Nothing yet") };
  return [heading, ...(totals.length > 0 ? totals.map(row) : [nothing])];
}

function row({ model, currency, requests, input, cached, output, amount, saved }: Total): vscode.QuickPickItem {
  const tokens = l10n.t("{0} in ({1} cached) · {2} out", short(input), short(cached), short(output));
  const answers = requests === 1 ? l10n.t("1 answer") : l10n.t("{0} answers", requests);
  const kept = currency && saved > 0 ? [l10n.t("the cache saved {0}", moneyText(saved, currency))] : [];
  return {
    label: modelFor(model).label,
    description: currency ? moneyText(amount, currency) : "",
    detail: [answers, tokens, ...kept].join(" · "),
  };
}

const short = (tokens: number): string =>
  new Intl.NumberFormat(vscode.env.language, { notation: "compact", maximumFractionDigits: 1 }).format(tokens);

const nameOf = (month: Date): string =>
  new Intl.DateTimeFormat(vscode.env.language, { year: "numeric", month: "long" }).format(month);
