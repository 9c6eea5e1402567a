// Tries a key with GET /models, which costs nothing, and finds out where it belongs.
import { endpointsForKey, hostOf } from "./endpoints.ts";
import { isRecord } from "./errorBody.ts";
import { QwenError, toQwenError } from "./errors.ts";
import { type Fetch, guardedFetch } from "./guardedFetch.ts";
import { defaultLimits } from "./limits.ts";
import type { Endpoint } from "./types.ts";

export interface ProbeOptions {
  readonly fetch?: Fetch | undefined;
  readonly timeoutMs?: number | undefined;
  /** The hosts to try when the chosen one refuses; Alibaba's of the key's kind if not given. */
  readonly others?: readonly Endpoint[] | undefined;
}

export type ModelsAnswer =
  | { readonly type: "models"; readonly ids: readonly string[] }
  | { readonly type: "refused"; readonly error: QwenError }
  | { readonly type: "unreachable"; readonly error: QwenError }
  /** The server answers, but not to this question: nothing is known of the key. */
  | { readonly type: "notTested"; readonly error: QwenError };

export type ProbeResult =
  | { readonly type: "accepted"; readonly endpoint: Endpoint; readonly models: readonly string[] }
  /** `unreachable`: hosts that could not be asked, so the key may still be theirs. */
  | { readonly type: "refused"; readonly hosts: readonly string[]; readonly unreachable: readonly string[] }
  | { readonly type: "unreachable"; readonly host: string; readonly error: QwenError }
  | { readonly type: "notTested"; readonly host: string; readonly error: QwenError }
  | { readonly type: "aborted" };

/**
 * Asks the chosen endpoint, and the others of the key's kind only when that one has refused the key: a key goes
 * nowhere without need, and never beyond Alibaba's own hosts. Throws nothing.
 */
export async function probeKey(
  key: string,
  endpoint: Endpoint,
  signal: AbortSignal,
  options: ProbeOptions = {},
): Promise<ProbeResult> {
  const first = await listModels(endpoint, key, signal, options);
  if (signal.aborted) return { type: "aborted" };
  if (first.type === "models") return { type: "accepted", endpoint, models: first.ids };
  const host = hostOf(endpoint);
  // A 403 may mean a key of elsewhere, or that this key may not list models: the others tell.
  const isForbidden = first.type === "notTested" && first.error.status === 403;
  if (first.type !== "refused" && !isForbidden) return { type: first.type, host, error: first.error };
  const others = options.others ?? endpointsForKey(key, endpoint);
  const answers = await Promise.all(others.map((other) => listModels(other, key, signal, options)));
  if (signal.aborted) return { type: "aborted" };
  for (const [i, answer] of answers.entries()) {
    if (answer.type === "models") return { type: "accepted", endpoint: others[i]!, models: answer.ids };
  }
  if (first.type === "notTested") return { type: "notTested", host, error: first.error };
  const hosts = (type: ModelsAnswer["type"]) => others.filter((_, i) => answers[i]?.type === type).map(hostOf);
  return { type: "refused", hosts: [host, ...hosts("refused")], unreachable: hosts("unreachable") };
}

/** The ids that a server lists, chat models or not. Throws nothing. */
export async function listModels(
  endpoint: Endpoint,
  key: string | undefined,
  signal: AbortSignal,
  options: ProbeOptions = {},
): Promise<ModelsAnswer> {
  const host = hostOf(endpoint);
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 5_000);
  const context = { host, key };
  let body: string | undefined;
  try {
    if (endpoint.baseUrl.startsWith("https:") && process.env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0") {
      throw new QwenError("tlsOff", "NODE_TLS_REJECT_UNAUTHORIZED=0", context);
    }
    const fetch = guardedFetch({
      limits: { ...defaultLimits, wireBytes: 4 * 1024 ** 2 },
      hasKey: Boolean(key),
      tooLarge: () => undefined, // a list cut short is no JSON: "not tested"
      failed: (text) => (body = text),
      fetch: options.fetch,
    });
    const response = await fetch(`${endpoint.baseUrl}/models`, {
      headers: { accept: "application/json", authorization: `Bearer ${key ?? ""}` },
      signal: AbortSignal.any([signal, timeout]),
    });
    if (!response.ok) throw Object.assign(new Error(), { status: response.status, headers: response.headers });
    const ids = idsIn(await response.json());
    if (ids) return { type: "models", ids };
    throw new QwenError("notTheService", "", { host, status: response.status });
  } catch (thrown) {
    const error = timeout.aborted
      ? new QwenError("timeoutFirst", "", context)
      : toQwenError(thrown, { ...context, body });
    return { type: outcomeOf(error), error };
  }
}

function outcomeOf(error: QwenError): "refused" | "unreachable" | "notTested" {
  if (error.kind === "key" || error.kind === "keyPlan" || error.status === 401) return "refused";
  const answered = error.status !== undefined || error.kind === "notTheService" || error.kind === "damaged";
  return answered ? "notTested" : "unreachable";
}

/** OpenAI's shape, or Ollama's and some gateways' bare lists. */
function idsIn(value: unknown): readonly string[] | undefined {
  const list = Array.isArray(value) ? value : isRecord(value) ? (value["data"] ?? value["models"]) : undefined;
  if (!Array.isArray(list)) return undefined;
  return list
    .map((entry: unknown) => (isRecord(entry) ? (entry["id"] ?? entry["name"]) : entry))
    .filter((id): id is string => typeof id === "string" && id !== "" && id.length <= 256);
}
