// How long and how much a request may take. All can be set, so that tests need not wait.
import type { BackoffLimits } from "./retryAfter.ts";

export interface Limits extends BackoffLimits {
  readonly connectMs: number;
  readonly firstMs: number;
  readonly idleMs: number;
  /** After the answer's end: usage is worth a moment, not more. */
  readonly tailMs: number;
  readonly tickMs: number;
  readonly jumpMs: number;
  readonly graceMs: number;
  readonly lineBytes: number;
  /** Text, thinking and arguments together. */
  readonly answerBytes: number;
  /**
   * All bytes of a stream. Each piece of a few characters comes in some 350 bytes of JSON, so an honest answer of 128K tokens
   * is 45 MiB on the wire: counting those against `answerBytes` would cut it.
   */
  readonly wireBytes: number;
  /** Of an error's body; enough to read JSON whole, of which 2 KiB are shown. */
  readonly errorBytes: number;
}

export const defaultLimits: Limits = {
  connectMs: 10_000,
  firstMs: 120_000,
  idleMs: 120_000,
  tailMs: 5_000,
  tickMs: 5_000,
  jumpMs: 30_000,
  graceMs: 4_000,
  backoffMinMs: 500,
  backoffMaxMs: 8_000,
  retryAfterMaxMs: 60_000,
  lineBytes: 1024 ** 2,
  answerBytes: 16 * 1024 ** 2,
  wireBytes: 256 * 1024 ** 2,
  errorBytes: 64 * 1024,
};
