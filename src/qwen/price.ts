// What an answer has cost, estimated from the price table.
import { modelFor } from "./models.ts";
import type { Endpoint, Usage } from "./types.ts";

export interface Money {
  readonly amount: number;
  readonly currency: "USD" | "CNY";
}

export interface Cost extends Money {
  /** What the cache took off; below 0 where it was only written. */
  readonly saved: number;
}

/** Shares of the input's price: read from the automatic cache, read from the one that marks made, written into that one. */
const share = { implicitHit: 0.2, explicitHit: 0.1, write: 1.25 } as const;

/** Undefined where nothing is paid by the token (plans, own servers) or no price or usage is known. */
export function priceOf(usage: Usage, modelId: string, endpoint: Endpoint): Cost | undefined {
  if (!isPaidByTheToken(endpoint)) return undefined;
  if (usage.input === undefined || usage.output === undefined) return undefined;
  const currency = currencyOf(endpoint);
  const input = usage.input;
  const tier = modelFor(modelId).prices?.[currency]?.find(({ upTo }) => upTo === undefined || input <= upTo);
  if (!tier) return undefined;
  const isExplicit = usage.cacheWritten !== undefined;
  const cached = Math.min(usage.cached ?? 0, input);
  const written = Math.min(usage.cacheWritten ?? 0, input - cached);
  const hit = tier.cached ?? tier.input * (isExplicit ? share.explicitHit : share.implicitHit);
  const saved = cached * (tier.input - hit) - written * tier.input * (share.write - 1);
  const outputPrice = usage.thinking ? (tier.thinkingOutput ?? tier.output) : tier.output;
  const amount = input * tier.input - saved + usage.output * outputPrice;
  return { amount: amount / 1_000_000, saved: saved / 1_000_000, currency };
}

export const isPaidByTheToken = ({ kind }: Endpoint): boolean => kind === "payg" || kind === "workspace";

export const currencyOf = ({ region }: Endpoint): Money["currency"] => (region === "beijing" ? "CNY" : "USD");
