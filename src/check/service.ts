// The service itself: does it answer, does it take the key, has it the model, and how soon does a first word come.
import { chat } from "../qwen/client.ts";
import { hostOf, presets } from "../qwen/endpoints.ts";
import { QwenError, toQwenError } from "../qwen/errors.ts";
import { type Fetch, guardedFetch } from "../qwen/guardedFetch.ts";
import { defaultLimits } from "../qwen/limits.ts";
import { listModels, probeKey } from "../qwen/probe.ts";
import type { Endpoint, Request, Usage } from "../qwen/types.ts";
import { toStoredError } from "../storedError.ts";
import type { CheckOptions, Outcome } from "./check.ts";

const KNOCK_MS = 15_000;

/** Asks for the list of models without a key: any answer of the service shows that the way to it is open. */
export async function knock(
  endpoint: Endpoint,
  signal: AbortSignal,
  fetch: Fetch | undefined,
): Promise<{ readonly status: number; readonly ahead?: number }> {
  const host = hostOf(endpoint);
  let body: string | undefined;
  const guarded = guardedFetch({
    limits: defaultLimits,
    hasKey: false,
    tooLarge: () => undefined,
    failed: (text) => (body = text),
    fetch,
  });
  const limit = AbortSignal.timeout(KNOCK_MS);
  try {
    if (endpoint.baseUrl.startsWith("https:") && process.env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0") {
      throw new QwenError("tlsOff", "NODE_TLS_REJECT_UNAUTHORIZED=0", { host });
    }
    const start = Date.now();
    const response = await guarded(`${endpoint.baseUrl}/models`, {
      headers: { accept: "application/json" },
      signal: AbortSignal.any([signal, limit]),
    });
    const { status, headers } = response;
    const middle = (start + Date.now()) / 2;
    void response.body?.cancel();
    const isPage = headers.get("content-type")?.includes("html") ?? false;
    if (isPage || status === 407 || status >= 500) throw Object.assign(new Error(), { status, headers });
    // The header has whole seconds, cut off.
    const there = Date.parse(headers.get("date") ?? "") + 500;
    return { status, ...(!Number.isNaN(there) && { ahead: Math.round((middle - there) / 1000) }) };
  } catch (thrown) {
    throw limit.aborted
      ? new QwenError("timeoutFirst", "", { host, limit: KNOCK_MS / 1000 })
      : toQwenError(thrown, { host, body });
  }
}

export async function checkKey(
  endpoint: Endpoint,
  key: string | undefined,
  options: Pick<CheckOptions, "fetch" | "others" | "model"> & { readonly fromEnvironment: boolean },
  signal: AbortSignal,
): Promise<{ readonly outcome: Outcome; readonly models?: readonly string[] }> {
  const { fetch, others, model, fromEnvironment } = options;
  const answer = await listModels(endpoint, key, signal, { fetch });
  if (answer.type === "models") {
    const models = answer.ids;
    if (key === undefined) return { outcome: { verdict: "ok", finding: { says: "noKeyNeeded" } }, models };
    return {
      outcome: { verdict: "ok", finding: { says: "keyAccepted", models: models.length, fromEnvironment } },
      models,
    };
  }
  const error = toStoredError(answer.error, hostOf(endpoint));
  if (answer.type === "refused" && key !== undefined) {
    const found = await probeKey(key, endpoint, signal, { fetch, others });
    if (found.type === "accepted") {
      const { id, baseUrl } = found.endpoint;
      const setting = presets.some((preset) => preset.id === id) ? id : baseUrl;
      return { outcome: { verdict: "failed", finding: { says: "keyElsewhere", endpoint: setting } } };
    }
  }
  // Some servers list no models, and some keys may not list them, though both answer.
  const verdict = answer.type === "notTested" ? "note" : "failed";
  return { outcome: { verdict, finding: { says: "error", error, model } } };
}

export function checkModel(model: string, listed: readonly string[] | undefined): Outcome {
  if (!listed) return { verdict: "skipped", finding: { says: "noList" } };
  if (listed.includes(model)) return { verdict: "ok", finding: { says: "modelListed", model } };
  const twin = listed.find((id) => id.toLowerCase() === model.toLowerCase());
  if (twin !== undefined) return { verdict: "failed", finding: { says: "modelSpelled", model, listed: twin } };
  // Lists are not complete: snapshots answer without being in it.
  return { verdict: "note", finding: { says: "modelNotListed", model } };
}

/** The smallest question there is. What it takes is told with the answer. */
export const wordRequest = { messages: [{ role: "user", content: "Say: hi" }], thinking: "off", maxTokens: 8 } as const;

export async function checkWord(
  request: Pick<Request, "endpoint" | "apiKey" | "model">,
  options: Pick<CheckOptions, "fetch" | "limits">,
  signal: AbortSignal,
): Promise<Outcome> {
  const start = performance.now();
  const since = (): number => performance.now() - start;
  let firstByteMs: number | undefined;
  let firstTokenMs: number | undefined;
  let usage: Usage = {};
  const fetch: Fetch = async (...call) => {
    const response = await (options.fetch ?? globalThis.fetch)(...call);
    firstByteMs = since();
    return response;
  };
  const limits = { firstMs: 60_000, idleMs: 30_000, ...options.limits };
  for await (const event of chat({ ...request, ...wordRequest }, signal, { fetch, limits })) {
    if (event.type === "text" || event.type === "thinking") firstTokenMs ??= since();
    if (event.type === "usage") usage = event.usage;
  }
  const totalMs = since();
  return {
    verdict: "ok",
    finding: {
      says: "word",
      model: request.model,
      firstByteMs: firstByteMs ?? totalMs,
      firstTokenMs: firstTokenMs ?? totalMs,
      totalMs,
      input: usage.input,
      output: usage.output,
    },
  };
}
