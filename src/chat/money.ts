// What an answer cost, estimated from the price table and written in its currency.
import { env } from "vscode";
import { parseEndpoint } from "../qwen/endpoints.ts";
import { type Cost, type Money, priceOf } from "../qwen/price.ts";
import type { StoredMessage } from "./message.ts";

/** Undefined where nothing is paid by the token or no price is known. */
export function costOf({
  usage,
  model,
  endpoint,
}: Pick<StoredMessage, "usage" | "model" | "endpoint">): Cost | undefined {
  const at = parseEndpoint(endpoint ?? "");
  return at.ok && usage && model !== undefined ? priceOf(usage, model, at.value) : undefined;
}

/** "$0.0012", "¥0.01"; `digits`: so many that count. */
export function moneyText(amount: number, currency: Money["currency"], digits = 2): string {
  const format = new Intl.NumberFormat(env.language, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    // From one cent on, two decimals say more than digits that count.
    ...(amount >= 1 ? { maximumFractionDigits: 2 } : { maximumSignificantDigits: digits }),
  });
  return format.format(amount);
}

export function costView(
  message: Pick<StoredMessage, "usage" | "model" | "endpoint">,
): { readonly money: string; readonly saved?: string } | undefined {
  const cost = costOf(message);
  if (!cost) return undefined;
  const { amount, saved, currency } = cost;
  // Less than can be said in two digits of the sum is not worth a word.
  const isWorthIt = saved > 0 && saved >= amount / 1000;
  return { money: moneyText(amount, currency), ...(isWorthIt && { saved: moneyText(saved, currency) }) };
}

/** "$0.0012", "¥0.01"; undefined where nothing is paid by the token or no price is known. */
export const moneyOf = (spent: Pick<StoredMessage, "usage" | "model" | "endpoint">): string | undefined =>
  costView(spent)?.money;
