// What a check of the connection looks at, and what it may find. Words are made of it when it is shown.
import type { StoredError } from "../storedError.ts";
import type { Certificate } from "./network.ts";
import type { ProxyInEffect } from "./proxy.ts";

/** In the order in which they are looked at. */
export const stepNames = [
  "settings",
  "proxy",
  "name",
  "connection",
  "certificate",
  "http",
  "clock",
  "key",
  "model",
  "word",
] as const;

export type StepName = (typeof stepNames)[number];

/** note: worth knowing, though it may work all the same. skipped: there was nothing to look at, or no way to. */
export type Verdict = "ok" | "note" | "failed" | "skipped";

export type Finding =
  | { readonly says: "endpoint"; readonly baseUrl: string; readonly model: string }
  /** In the reader's words already. */
  | { readonly says: "badEndpoint"; readonly reason: string }
  | { readonly says: "proxy"; readonly proxy: ProxyInEffect }
  /** `ofProxy`: the proxy's own; what lies behind it is the proxy's business. */
  | {
      readonly says: "addresses";
      readonly host: string;
      readonly addresses: readonly string[];
      readonly ofProxy: boolean;
    }
  | { readonly says: "connected"; readonly host: string; readonly ofProxy: boolean }
  | { readonly says: "certificate"; readonly certificate: Certificate }
  | { readonly says: "notEncrypted" | "behindProxy" | "afterFailure" | "noDate" | "noList" | "noKeyNeeded" | "noKey" }
  | { readonly says: "answered"; readonly status: number }
  /** Seconds that the computer's clock is ahead of the service's. */
  | { readonly says: "clock"; readonly ahead: number }
  | { readonly says: "keyAccepted"; readonly models: number; readonly fromEnvironment: boolean }
  /** The endpoint's setting where it is accepted. */
  | { readonly says: "keyElsewhere"; readonly endpoint: string }
  | { readonly says: "modelListed" | "modelNotListed"; readonly model: string }
  | { readonly says: "modelSpelled"; readonly model: string; readonly listed: string }
  | {
      readonly says: "word";
      readonly model: string;
      readonly firstByteMs: number;
      readonly firstTokenMs: number;
      readonly totalMs: number;
      readonly input: number | undefined;
      readonly output: number | undefined;
    }
  | { readonly says: "error"; readonly error: StoredError; readonly model: string };

export interface Step {
  readonly name: StepName;
  /** Undefined while it is being looked at. */
  readonly result?: { readonly verdict: Verdict; readonly ms: number; readonly finding: Finding };
}
