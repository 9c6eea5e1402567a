// How long to wait before a request is made again.

export interface BackoffLimits {
  readonly backoffMinMs: number;
  readonly backoffMaxMs: number;
  readonly retryAfterMaxMs: number;
}

/** Seconds or a date. Undefined without the header, NaN when it says nothing sensible. */
export function parseRetryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (value === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  // Date.parse takes "-5" and "1h" for dates; an HTTP date begins with the day's name.
  const date = /^[A-Z][a-z]{2}/.test(value) ? Date.parse(value) : Number.NaN;
  return date > now ? date - now : Number.NaN;
}

/** Undefined when the server asks for more patience than a reader has. */
export function retryDelay(
  attempt: number,
  retryAfterMs: number | undefined,
  limits: BackoffLimits,
  random: () => number = Math.random,
): number | undefined {
  if (retryAfterMs !== undefined && retryAfterMs > limits.retryAfterMaxMs) return undefined;
  if (retryAfterMs !== undefined && !Number.isNaN(retryAfterMs)) return retryAfterMs;
  const full = Math.min(limits.backoffMaxMs, limits.backoffMinMs * 4 ** (attempt - 1));
  return Math.max(limits.backoffMinMs, full * (0.75 + random() * 0.25));
}
