// Asks a Qwen model and gives its answer as it comes. The only way to a model, for every feature.
import { attempt } from "./attempt.ts";
import { hostOf } from "./endpoints.ts";
import { toQwenError } from "./errors.ts";
import type { Fetch } from "./guardedFetch.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { retryDelay } from "./retryAfter.ts";
import type { Event, Request } from "./types.ts";
import { type Clock, systemClock } from "./watchdog.ts";

export interface ChatOptions {
  /** In place of the global one, which is looked up at each call because VS Code patches it. */
  readonly fetch?: Fetch | undefined;
  readonly limits?: Partial<Limits> | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * Ends with a `finish` event, silently when `signal` aborts, or by throwing a QwenError: what came before it is the partial
 * answer. A request is made again, at most twice, only while nothing of the answer has come.
 */
export async function* chat(request: Request, signal: AbortSignal, options: ChatOptions = {}): AsyncGenerator<Event> {
  const limits = { ...defaultLimits, ...options.limits };
  const clock = options.clock ?? systemClock;
  for (let retry = 1; !signal.aborted; retry++) {
    let hasBegun = false;
    try {
      for await (const event of attempt(request, signal, { limits, clock, fetch: options.fetch })) {
        hasBegun = true;
        yield event;
      }
      return;
    } catch (thrown) {
      if (signal.aborted) return;
      const error = toQwenError(thrown, { host: hostOf(request.endpoint), model: request.model, key: request.apiKey });
      const delayMs = retryDelay(retry, error.retryAfterMs, limits);
      if (hasBegun || retry > error.retries || delayMs === undefined) throw error;
      yield { type: "retry", attempt: retry, delayMs, reason: error.kind };
      await pause(delayMs, signal);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
