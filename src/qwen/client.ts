// Asks a Qwen model and gives its answer as it comes. The only way to a model, for every feature.
import { attempt } from "./attempt.ts";
import { hostOf } from "./endpoints.ts";
import { toQwenError } from "./errors.ts";
import type { Fetch } from "./guardedFetch.ts";
import type { Learned } from "./learned.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { retryDelay } from "./retryAfter.ts";
import type { Event, Request } from "./types.ts";
import { type Clock, systemClock } from "./watchdog.ts";

export interface ChatOptions {
  /** In place of the global one, which is looked up at each call because VS Code patches it. */
  readonly fetch?: Fetch | undefined;
  readonly limits?: Partial<Limits> | undefined;
  readonly clock?: Clock | undefined;
  /** Told the body of each request, to the byte, as it goes out. The key is not in a body. */
  readonly sent?: ((body: string) => void) | undefined;
  /** Of this session; what is learned here is of use to the next request. */
  readonly learned?: Learned | undefined;
}

/**
 * Ends with a `finish` event, silently when `signal` aborts, or by throwing a QwenError: what came before it is the partial
 * answer. A request is made again, at most twice, only while nothing of the answer has come.
 */
export async function* chat(request: Request, signal: AbortSignal, options: ChatOptions = {}): AsyncGenerator<Event> {
  const limits = { ...defaultLimits, ...options.limits };
  const clock = options.clock ?? systemClock;
  let asked = within(request, options.learned?.budgetLimit(request));
  let isWithinLimit = false;
  for (let retry = 1; !signal.aborted; ) {
    let hasBegun = false;
    try {
      for await (const event of attempt(asked, signal, { limits, clock, fetch: options.fetch, sent: options.sent })) {
        hasBegun = true;
        yield event;
      }
      return;
    } catch (thrown) {
      if (signal.aborted) return;
      const error = toQwenError(thrown, { host: hostOf(request.endpoint), model: request.model, key: request.apiKey });
      if (error.kind === "search") options.learned?.noSearch(request);
      if (error.kind === "thinkingBudget" && error.limit !== undefined && !hasBegun && !isWithinLimit) {
        // Known now, so the question need not be asked twice. Once only: what is refused again is refused.
        isWithinLimit = true;
        options.learned?.limitBudget(request, error.limit);
        asked = within(request, error.limit);
        continue;
      }
      const delayMs = retryDelay(retry, error.retryAfterMs, limits);
      if (hasBegun || retry > error.retries || delayMs === undefined) throw error;
      yield { type: "retry", attempt: retry, delayMs, reason: error.kind };
      await pause(delayMs, signal);
      retry++;
    }
  }
}

/** Without a budget the model takes its own default, which can be the one that was refused: so the limit is named. */
function within(request: Request, limit: number | undefined): Request {
  if (limit === undefined || request.thinking === "off" || (request.thinkingBudget ?? limit + 1) <= limit)
    return request;
  return { ...request, thinkingBudget: limit };
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
