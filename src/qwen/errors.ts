// Anything thrown on the way to a model and back -> QwenError with a kind: one kind for each thing a user can do.
import { networkKind } from "./causes.ts";
import { bodyOf, cleanText, type ErrorBody } from "./errorBody.ts";
import { kindOf } from "./errorKind.ts";

export type ErrorKind =
  /** Key not accepted: wrong key, or a key of another region. */
  | "key"
  /** A plan's key on a pay-as-you-go host, the other way round, or a plan that has ended. */
  | "keyPlan"
  /** Unpaid bill, or nothing bought. */
  | "account"
  | "modelAccess"
  | "modelMissing"
  /** The free quota is used up and "free tier only" is on. */
  | "freeTier"
  /** Requests for each minute. */
  | "rateLimit"
  /** Tokens for each minute; on DashScope this is called insufficient_quota. */
  | "tokenLimit"
  /** A plan's window of 5 hours, week or month is used up. */
  | "planWindow"
  | "inspectionInput"
  | "inspectionOutput"
  /** Prompt longer than the model's window. */
  | "tooLong"
  /** A parameter the model does not take: a setting, or a fault of ours. */
  | "parameter"
  | "image"
  /** Larger than the model takes; the number is the error's limit. */
  | "thinkingBudget"
  /** The model does not search the web. */
  | "search"
  /** The plan's host serves only clients it knows. */
  | "clientRefused"
  | "overloaded"
  | "server"
  | "serverTimeout"
  /** Nothing is at this path of the host. */
  | "wrongPath"
  | "dns"
  | "connectionRefused"
  | "connection"
  | "certificate"
  /** NODE_TLS_REJECT_UNAUTHORIZED=0: certificates would not be checked. */
  | "tlsOff"
  | "proxy"
  | "timeoutConnect"
  | "timeoutFirst"
  | "timeoutIdle"
  /** The machine slept and the connection did not survive. */
  | "slept"
  /** The connection ended before the answer did. */
  | "interrupted"
  /** Something else than a model service answered: a login page, a proxy's page. */
  | "notTheService"
  | "redirect"
  /** The server sent what is no JSON. */
  | "damaged"
  | "lineTooLarge"
  | "answerTooLarge"
  | "unknown";

export interface ErrorDetails {
  readonly host: string;
  readonly model?: string | undefined;
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  /** What the server asked to wait; NaN when it asked with words nobody understands. */
  readonly retryAfterMs?: number | undefined;
  /** The number in "Range of input length should be [1, N]" and its like, or seconds or bytes of our own limit. */
  readonly limit?: number | undefined;
}

/** How often a request is made again when this happens before anything of the answer has come. */
const retries: Partial<Readonly<Record<ErrorKind, number>>> = {
  rateLimit: 2,
  tokenLimit: 2,
  overloaded: 2,
  server: 2,
  connection: 2,
  interrupted: 2,
  serverTimeout: 1,
  dns: 1,
};

export class QwenError extends Error {
  override readonly name = "QwenError";
  readonly kind: ErrorKind;
  readonly host: string;
  readonly model: string | undefined;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly limit: number | undefined;

  /** `message` is the provider's own text or a plain one of ours; never a key, a prompt or an answer. */
  constructor(kind: ErrorKind, message: string, details: ErrorDetails) {
    super(message);
    this.kind = kind;
    this.host = details.host;
    this.model = details.model;
    this.status = details.status;
    this.code = details.code;
    this.requestId = details.requestId;
    this.retryAfterMs = details.retryAfterMs;
    this.limit = details.limit;
  }

  get retries(): number {
    return retries[this.kind] ?? 0;
  }

  get retryable(): boolean {
    return this.retries > 0;
  }
}

export interface ErrorContext {
  readonly host: string;
  readonly model?: string | undefined;
  /** Taken out of every text, whole or in pieces. */
  readonly key?: string | undefined;
  /** What was asked. Servers quote it in their complaints; it is taken out as well. */
  readonly prompts?: readonly string[] | undefined;
  /** The error's body as it came, where it is known: the SDK drops the request id beside the error. */
  readonly body?: string | undefined;
  readonly now?: number | undefined;
}

export function toQwenError(thrown: unknown, context: ErrorContext): QwenError {
  if (thrown instanceof QwenError) return thrown;
  const { host, model } = context;
  const body = bodyOf(thrown, context.body, context.now ?? Date.now());
  const network = body.status === undefined && !body.isFromServer ? networkKind(thrown) : undefined;
  const kind = network?.kind ?? kindOf(body);
  return new QwenError(kind, cleanText(network?.message ?? body.message, context), {
    host,
    model,
    status: body.status,
    code: network?.code ?? cleanCode(body, context),
    requestId: body.requestId && cleanText(body.requestId, context).slice(0, 128),
    retryAfterMs: body.retryAfterMs,
    limit: limitIn(body.message),
  });
}

const cleanCode = (body: ErrorBody, context: ErrorContext): string | undefined =>
  body.code === undefined ? undefined : cleanText(body.code, context).slice(0, 128) || undefined;

function limitIn(message: string): number | undefined {
  const found =
    /\[\s*1\s*,\s*(\d{1,12})\s*\]/.exec(message) ??
    /(?:context size \(|maximum context length is |data-uri item : )(\d{1,12})/.exec(message) ??
    /thinking_budget.*(?:greater than|exceed|up to|at most|less than or equal to|<=|maximum (?:value )?(?:is|of))\s*(\d{1,12})/i.exec(
      message,
    );
  return found ? Number(found[1]) : undefined;
}
