// What an answer has cost, estimated from the price table.
import { modelFor } from "./models.ts";
import type { Endpoint, Usage } from "./types.ts";

export interface Money {
  readonly amount: number;
  readonly currency: "USD" | "CNY";
}

/** Undefined where nothing is paid by the token (plans, own servers) or no price or usage is known. */
export function priceOf(usage: Usage, modelId: string, endpoint: Endpoint): Money | undefined {
  if (endpoint.kind !== "payg" && endpoint.kind !== "workspace") return undefined;
  if (usage.input === undefined || usage.output === undefined) return undefined;
  const currency = endpoint.region === "beijing" ? "CNY" : "USD";
  const input = usage.input;
  const tier = modelFor(modelId).prices?.[currency]?.find(({ upTo }) => upTo === undefined || input <= upTo);
  if (!tier) return undefined;
  const cached = Math.min(usage.cached ?? 0, input);
  const outputPrice = usage.thinking ? (tier.thinkingOutput ?? tier.output) : tier.output;
  const millionths =
    (input - cached) * tier.input + cached * (tier.cached ?? tier.input * 0.2) + usage.output * outputPrice;
  return { amount: millionths / 1_000_000, currency };
}
