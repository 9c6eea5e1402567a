// Looks at everything between here and a first word of the model, from the bottom up, as far as it gets.
import { hostOf } from "../qwen/endpoints.ts";
import { toQwenError } from "../qwen/errors.ts";
import type { Fetch } from "../qwen/guardedFetch.ts";
import type { Limits } from "../qwen/limits.ts";
import type { Endpoint } from "../qwen/types.ts";
import { type StoredError, toStoredError } from "../storedError.ts";
import { addressesOf, certificateOf, reach } from "./network.ts";
import { type ProxyInEffect, portOf } from "./proxy.ts";
import { checkKey, checkModel, checkWord, knock } from "./service.ts";
import { type Finding, type Step, type StepName, stepNames, type Verdict } from "./step.ts";

export interface CheckOptions {
  readonly endpoint: { readonly ok: true; readonly value: Endpoint } | { readonly ok: false; readonly reason: string };
  readonly model: string;
  readonly proxy: ProxyInEffect;
  /** Looked up when its turn comes. "needed" is false for servers that ask for none. */
  key(): Promise<{ readonly value: string | undefined; readonly fromEnvironment: boolean; readonly isNeeded: boolean }>;
  /** For tests, as in the client. */
  readonly fetch?: Fetch | undefined;
  readonly limits?: Partial<Limits> | undefined;
  readonly others?: readonly Endpoint[] | undefined;
}

export interface Outcome {
  readonly verdict: Verdict;
  readonly finding: Finding;
}

/** Gives each step twice: when it begins, and with its result. Ends early when `signal` aborts; throws nothing. */
export async function* check(options: CheckOptions, signal: AbortSignal): AsyncGenerator<Step> {
  const { endpoint, model, proxy } = options;
  const seen: { date?: { readonly ahead: number }; key?: string; models?: readonly string[]; isBroken: boolean } = {
    isBroken: false,
  };
  for (const name of stepNames) {
    if (signal.aborted) return;
    yield { name };
    const start = performance.now();
    const outcome = await look(name).catch((thrown: unknown) => failed(storedError(thrown)));
    if (signal.aborted) return;
    if (outcome.verdict === "failed" && name !== "clock") seen.isBroken = true;
    yield { name, result: { ...outcome, ms: performance.now() - start } };
  }

  async function look(name: StepName): Promise<Outcome> {
    if (!endpoint.ok) {
      return name === "settings"
        ? { verdict: "failed", finding: { says: "badEndpoint", reason: endpoint.reason } }
        : skipped("afterFailure");
    }
    const at = endpoint.value;
    const target = new URL(at.baseUrl);
    const isProxied = proxy.type === "proxy";
    const next = isProxied ? proxy.url : target;
    switch (name) {
      case "settings":
        return ok({ says: "endpoint", baseUrl: at.baseUrl, model });
      case "proxy":
        return { verdict: verdictOf(proxy), finding: { says: "proxy", proxy } };
      case "name": {
        const addresses = await addressesOf(next.hostname);
        return ok({ says: "addresses", host: next.hostname, addresses, ofProxy: isProxied });
      }
      case "connection":
        if (seen.isBroken) return skipped("afterFailure");
        await reach(next.hostname, Number(portOf(next)), signal);
        return ok({ says: "connected", host: `${next.hostname}:${portOf(next)}`, ofProxy: isProxied });
      case "certificate": {
        if (target.protocol === "http:") return skipped("notEncrypted");
        if (isProxied) return skipped("behindProxy");
        if (seen.isBroken) return skipped("afterFailure");
        const certificate = await certificateOf(target.hostname, Number(portOf(target)), signal);
        return { verdict: certificate.problem ? "failed" : "ok", finding: { says: "certificate", certificate } };
      }
      case "http": {
        // Whatever failed so far: this is the way that the chat takes, and its word counts.
        const answer = await knock(at, signal, options.fetch);
        seen.isBroken = false;
        if (answer.ahead !== undefined) seen.date = { ahead: answer.ahead };
        return ok({ says: "answered", status: answer.status });
      }
      case "clock": {
        if (!seen.date) return skipped(seen.isBroken ? "afterFailure" : "noDate");
        const { ahead } = seen.date;
        const off = Math.abs(ahead);
        return { verdict: off < 60 ? "ok" : off < 300 ? "note" : "failed", finding: { says: "clock", ahead } };
      }
      case "key": {
        const { value, fromEnvironment, isNeeded } = await options.key();
        if (value !== undefined) seen.key = value;
        if (value === undefined && isNeeded) return { verdict: "failed", finding: { says: "noKey" } };
        if (seen.isBroken) return skipped("afterFailure");
        const { outcome, models } = await checkKey(at, value, { ...options, fromEnvironment }, signal);
        if (models) seen.models = models;
        return outcome;
      }
      case "model":
        if (seen.isBroken) return skipped("afterFailure");
        return checkModel(model, seen.models);
      case "word":
        if (seen.isBroken) return skipped("afterFailure");
        return checkWord({ endpoint: at, ...(seen.key && { apiKey: seen.key }), model }, options, signal);
      default:
        return name satisfies never;
    }
  }

  function failed(error: StoredError): Outcome {
    return { verdict: "failed", finding: { says: "error", error, model } };
  }

  function storedError(thrown: unknown): StoredError {
    const host = proxy.type === "proxy" ? proxy.url.host : endpoint.ok ? hostOf(endpoint.value) : "";
    return toStoredError(toQwenError(thrown, { host, model, key: seen.key }), host);
  }
}

function verdictOf(proxy: ProxyInEffect): Verdict {
  if (proxy.type === "invalid") return "failed";
  return proxy.passedOver === undefined ? "ok" : "note";
}

const ok = (finding: Finding): Outcome => ({ verdict: "ok", finding });

const skipped = (says: "notEncrypted" | "behindProxy" | "afterFailure" | "noDate"): Outcome => ({
  verdict: "skipped",
  finding: { says },
});
