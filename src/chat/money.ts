// What an answer cost, estimated from the price table and written in its currency.
import { env } from "vscode";
import { estimateCost } from "../qwen/price.ts";
import { readSettings } from "../settings.ts";
import type { StoredMessage } from "./message.ts";

export function moneyOf(message: StoredMessage): string | undefined {
  return undefined;
}
