// Setting a key, step by step: ask, check, try it where it belongs, save it for that host. The dialogs are handed in.
import { type CleanKey, cleanKey } from "../qwen/cleanKey.ts";
import { hostOf } from "../qwen/endpoints.ts";
import type { ProbeResult } from "../qwen/probe.ts";
import type { Endpoint } from "../qwen/types.ts";
import type { KeyStore } from "./keyStore.ts";

export interface KeyDialogs {
  /** Undefined when the user gives up. What comes is checked again here. */
  ask(endpoint: Endpoint): Promise<string | undefined>;
  probe(key: string, endpoint: Endpoint): Promise<ProbeResult>;
  /** A key that is not known to work: keep it, enter another one, or give up. */
  decide(doubt: KeyDoubt): Promise<"save" | "again" | undefined>;
  tell(outcome: KeyOutcome): void;
}

export type KeyDoubt = Extract<ProbeResult, { type: "refused" | "aborted" }>;

export type KeyOutcome =
  /** Accepted by the chosen endpoint. */
  | { readonly type: "saved"; readonly endpoint: Endpoint }
  /** Refused by the chosen endpoint and accepted by this one, which is the chosen one now. */
  | { readonly type: "moved"; readonly endpoint: Endpoint }
  | { readonly type: "savedAnyway"; readonly endpoint: Endpoint }
  | {
      readonly type: "savedUntried";
      readonly endpoint: Endpoint;
      readonly why: Extract<ProbeResult, { type: "unreachable" | "notTested" }>;
    }
  | { readonly type: "unusable"; readonly reason: Extract<CleanKey, { ok: false }>["reason"] }
  | { readonly type: "notStored"; readonly endpoint: Endpoint };

export async function enterKey(
  endpoint: Endpoint,
  store: Pick<KeyStore, "set">,
  select: (endpoint: Endpoint) => Promise<void>,
  dialogs: KeyDialogs,
): Promise<void> {
  for (;;) {
    const pasted = await dialogs.ask(endpoint);
    if (pasted === undefined) return;
    const key = cleanKey(pasted);
    if (!key.ok) return dialogs.tell({ type: "unusable", reason: key.reason });
    const found = await dialogs.probe(key.value, endpoint);
    const decided = isDoubt(found) ? await dialogs.decide(found) : "save";
    if (decided === "again") continue;
    if (decided === undefined) return;
    return save(key.value, endpoint, found, store, select, dialogs);
  }
}

const isDoubt = (found: ProbeResult): found is KeyDoubt => found.type === "refused" || found.type === "aborted";

async function save(
  key: string,
  chosen: Endpoint,
  found: ProbeResult,
  store: Pick<KeyStore, "set">,
  select: (endpoint: Endpoint) => Promise<void>,
  dialogs: KeyDialogs,
): Promise<void> {
  const endpoint = found.type === "accepted" ? found.endpoint : chosen;
  try {
    await store.set(hostOf(endpoint), key);
  } catch {
    // K03: why does not matter to the user and might quote the key. It is kept nowhere else.
    return dialogs.tell({ type: "notStored", endpoint });
  }
  switch (found.type) {
    case "accepted":
      if (hostOf(endpoint) === hostOf(chosen)) return dialogs.tell({ type: "saved", endpoint });
      await select(endpoint);
      return dialogs.tell({ type: "moved", endpoint });
    case "unreachable":
    case "notTested":
      return dialogs.tell({ type: "savedUntried", endpoint, why: found });
    default:
      return dialogs.tell({ type: "savedAnyway", endpoint });
  }
}
