// What an answer cost, estimated from the price table and written in its currency.
import { env } from "vscode";
import { parseEndpoint } from "../qwen/endpoints.ts";
import { priceOf } from "../qwen/price.ts";
import type { StoredMessage } from "./message.ts";

/** "$0.0012", "¥0.01"; undefined where nothing is paid by the token or no price is known. */
export function moneyOf({ usage, model, endpoint }: StoredMessage): string | undefined {
  const at = parseEndpoint(endpoint ?? "");
  const money = at.ok && usage && model !== undefined ? priceOf(usage, model, at.value) : undefined;
  if (!money) return undefined;
  const format = new Intl.NumberFormat(env.language, {
    style: "currency",
    currency: money.currency,
    currencyDisplay: "narrowSymbol",
    maximumSignificantDigits: 2,
  });
  return format.format(money.amount);
}
