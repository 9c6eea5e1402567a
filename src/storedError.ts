// An error as it is kept and logged: without words, which `report.ts` makes in the reader's language.
import { QwenError } from "./qwen/errors.ts";

/** An error as it was, without words: they are made in the reader's language when it is shown. */
export interface StoredError {
  readonly kind: string;
  readonly message: string;
  readonly code?: string;
  readonly httpStatus?: number;
  readonly requestId?: string;
  readonly host: string;
  /** The limit that was passed: tokens, bytes or seconds, as the kind says. */
  readonly limit?: number;
}

/** Nothing was sent: there is no key for the host, the endpoint setting can not be used, or earlier messages can not be read. */
export class NotReady extends Error {
  readonly kind: "noKey" | "endpoint" | "incomplete";
  readonly host: string;

  constructor(kind: NotReady["kind"], host: string, reason: string) {
    super(reason);
    this.kind = kind;
    this.host = host;
  }
}

export function toStoredError(thrown: unknown, host: string): StoredError {
  if (thrown instanceof NotReady) return { kind: thrown.kind, message: thrown.message, host: thrown.host };
  if (!(thrown instanceof QwenError)) return { kind: "unknown", message: String(thrown), host };
  const { kind, message, code, status, requestId, limit } = thrown;
  return {
    kind,
    message,
    host: thrown.host,
    ...(code !== undefined && { code }),
    ...(status !== undefined && { httpStatus: status }),
    ...(requestId !== undefined && { requestId }),
    ...(limit !== undefined && { limit }),
  };
}

/** For the log: what is needed to look into it, and nothing that the user or the model wrote. */
export function errorLine({ kind, host, httpStatus, code, requestId }: StoredError): string {
  const facts = { status: httpStatus, code, request: requestId };
  const known = Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  return [`${kind} at ${host}`, ...known].join(", ");
}
