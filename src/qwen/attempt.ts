// One request and its answer: from the first byte sent to the finish, or to the error that ended it.
import { bodyOf } from "./body.ts";
import { watchConnecting } from "./connecting.ts";
import { hostOf } from "./endpoints.ts";
import { type ErrorKind, QwenError, toQwenError } from "./errors.ts";
import { type Fetch, guardedFetch } from "./guardedFetch.ts";
import type { Limits } from "./limits.ts";
import { type Accumulator, createAccumulator } from "./stream.ts";
import type { Event, Request } from "./types.ts";
import { type Clock, createWatchdog, type Expiry } from "./watchdog.ts";

export interface AttemptOptions {
  readonly limits: Limits;
  readonly clock: Clock;
  readonly fetch: Fetch | undefined;
  readonly sent?: ((body: string) => void) | undefined;
}

/** Ends silently when `signal` aborts; throws nothing but QwenError. Leaving the loop closes the connection. */
export async function* attempt(request: Request, signal: AbortSignal, options: AttemptOptions): AsyncGenerator<Event> {
  const { limits, clock } = options;
  const host = hostOf(request.endpoint);
  refuseWithoutTls(request, host);
  // The SDK is loaded here, at the first request, so that activation does not pay for it; and before the time counts.
  const { default: OpenAI } = await import("openai");

  const connection = new AbortController();
  const abort = () => connection.abort();
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  /** Why we have ended the connection ourselves, if we have. */
  let ended: Expiry | "lineTooLarge" | "answerTooLarge" | undefined;
  const end = (why: NonNullable<typeof ended>) => {
    ended ??= why;
    abort();
  };
  let errorBody: string | undefined;

  const watchdog = createWatchdog(limits, clock, end);
  const fetch = watchConnecting(
    guardedFetch({
      limits,
      hasKey: Boolean(request.apiKey),
      tooLarge: end,
      failed: (body) => (errorBody = body),
      fetch: options.fetch,
      sent: options.sent,
    }),
    watchdog,
  );
  const answer = createAccumulator({ tags: request.endpoint.kind === "self-hosted" });
  let requestId: string | undefined;

  try {
    try {
      const { data, response } = await open(OpenAI, request, fetch, connection.signal);
      requestId = response.headers.get("x-request-id") ?? undefined;
      for await (const chunk of chunksOf(data, response, host, answer)) {
        const events = answer.take(chunk);
        if (events.length > 0) watchdog.progress();
        if (answer.finish() !== undefined) watchdog.finished();
        if (answer.size() > limits.answerBytes) end("answerTooLarge");
        for (const event of events) {
          if (signal.aborted) return;
          yield event;
        }
        if (connection.signal.aborted) break;
      }
    } catch (thrown) {
      // What goes wrong after the finish (a sentinel with a space, garbage, a reset) takes nothing from the answer.
      if (!signal.aborted && ended === undefined && isOpen(answer)) {
        const error = toQwenError(thrown, {
          host,
          model: request.model,
          key: request.apiKey,
          prompts: promptsOf(request),
          body: errorBody,
          now: clock.wall(),
        });
        const isCut = error.kind === "connection" && answer.size() > 0;
        throw isCut ? new QwenError("interrupted", error.message, { ...error, requestId }) : error;
      }
    }
    if (signal.aborted) return;
    const details = { host, model: request.model, requestId };
    if (answer.finish() === "error") {
      throw toQwenError(
        { error: { message: answer.failure() } },
        { ...details, key: request.apiKey, prompts: promptsOf(request) },
      );
    }
    for (const event of answer.end()) {
      if (signal.aborted) return;
      // Of an answer that broke off only the text is worth having: half a tool call must never be run.
      if (answer.finish() !== undefined || event.type !== "toolCall") yield event;
    }
    if (signal.aborted) return;
    if (ended !== undefined && ended !== "tail" && isOpen(answer))
      throw new QwenError(ended, "", { ...details, limit: limitOf(ended, limits) });
    const reason = answer.finish();
    if (reason === undefined || reason === "error") throw new QwenError("interrupted", "", details);
    const id = requestId ?? answer.id()?.replace(/^chatcmpl-/, "");
    yield id === undefined ? { type: "finish", reason } : { type: "finish", reason, requestId: id };
  } finally {
    watchdog.stop();
    signal.removeEventListener("abort", abort);
    abort();
  }
}

const isOpen = (answer: Accumulator): boolean => answer.finish() === undefined;

function open(OpenAI: typeof import("openai").default, request: Request, fetch: Fetch, signal: AbortSignal) {
  const client = new OpenAI({
    baseURL: request.endpoint.baseUrl,
    // The SDK insists on a key; guardedFetch leaves it out when there is none.
    apiKey: request.apiKey || "none",
    // Null, because undefined would have it look into OPENAI_ORG_ID and OPENAI_PROJECT_ID.
    organization: null,
    project: null,
    maxRetries: 0,
    // The watchdog keeps the time.
    timeout: 2 ** 31 - 1,
    // Its log would hold bodies, if OPENAI_LOG said so.
    logLevel: "off",
    fetch,
  });
  // Our body has fields of DashScope's that the SDK's types do not know; it passes them on untouched.
  const body = bodyOf(request) as unknown as Parameters<typeof client.chat.completions.create>[0] & { stream: true };
  return client.chat.completions.create(body, { signal }).withResponse();
}

/** The chunks of an event stream, or the one answer of a server that does not stream. Anything else is not the model service. */
async function* chunksOf(
  stream: AsyncIterable<unknown>,
  response: Response,
  host: string,
  answer: Accumulator,
): AsyncGenerator<unknown> {
  const type = response.headers.get("content-type")?.toLowerCase() ?? "";
  const requestId = response.headers.get("x-request-id") ?? undefined;
  const notTheService = () =>
    new QwenError("notTheService", type.split(";")[0] ?? "", { host, status: response.status, requestId });
  if (type.includes("json")) {
    const text = await response.text();
    const whole: unknown = JSON.parse(text);
    if (typeof whole === "object" && whole !== null && "error" in whole && whole.error)
      throw { error: whole.error, headers: response.headers };
    yield whole;
    if (isOpen(answer)) throw notTheService();
    return;
  }
  if (type !== "" && !type.includes("event-stream")) throw notTheService();
  yield* stream;
}

/** H05: with certificates unchecked anyone on the way could read the key. */
function refuseWithoutTls(request: Request, host: string): void {
  if (request.endpoint.baseUrl.startsWith("https:") && process.env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0") {
    throw new QwenError("tlsOff", "NODE_TLS_REJECT_UNAUTHORIZED=0", { host, model: request.model });
  }
}

function promptsOf(request: Request): readonly string[] {
  return request.messages.flatMap((message) =>
    typeof message.content === "string"
      ? [message.content]
      : message.content.map((part) => (part.type === "text" ? part.text : part.url)),
  );
}

function limitOf(ended: ErrorKind, limits: Limits): number | undefined {
  switch (ended) {
    case "timeoutConnect":
      return limits.connectMs / 1000;
    case "timeoutFirst":
      return limits.firstMs / 1000;
    case "timeoutIdle":
      return limits.idleMs / 1000;
    case "lineTooLarge":
      return limits.lineBytes;
    case "answerTooLarge":
      return limits.answerBytes;
    default:
      return undefined;
  }
}
