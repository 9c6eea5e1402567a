// What went wrong below HTTP: read from the chain of causes that `fetch` hangs on its one "fetch failed".
import type { ErrorKind } from "./errors.ts";

export interface NetworkFailure {
  readonly kind: ErrorKind;
  readonly code: string | undefined;
  readonly message: string;
}

const kinds: Readonly<Record<string, ErrorKind>> = {
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  ENODATA: "dns",
  ECONNREFUSED: "connectionRefused",
  ECONNRESET: "connection",
  EPIPE: "connection",
  ENETUNREACH: "connection",
  EHOSTUNREACH: "connection",
  ENETDOWN: "connection",
  EADDRNOTAVAIL: "connection",
  UND_ERR_SOCKET: "connection",
  UND_ERR_CONNECT: "connection",
  UND_ERR_CONNECT_TIMEOUT: "timeoutConnect",
  ETIMEDOUT: "timeoutConnect",
  UND_ERR_HEADERS_TIMEOUT: "timeoutFirst",
  UND_ERR_BODY_TIMEOUT: "timeoutIdle",
  UND_ERR_PRX_TLS: "proxy",
  UND_ERR_HEADERS_OVERFLOW: "damaged",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "interrupted",
  CERT_HAS_EXPIRED: "certificate",
  CERT_NOT_YET_VALID: "certificate",
  CERT_REVOKED: "certificate",
  CERT_UNTRUSTED: "certificate",
  CERT_REJECTED: "certificate",
  CERT_SIGNATURE_FAILURE: "certificate",
  DEPTH_ZERO_SELF_SIGNED_CERT: "certificate",
  SELF_SIGNED_CERT_IN_CHAIN: "certificate",
  UNABLE_TO_GET_ISSUER_CERT: "certificate",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "certificate",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "certificate",
  HOSTNAME_MISMATCH: "certificate",
  INVALID_CA: "certificate",
};

/** The names that Chromium's network gives when VS Code fetches through it. */
const chromium: readonly (readonly [RegExp, ErrorKind])[] = [
  [/net::ERR_NAME_/, "dns"],
  [/net::ERR_CONNECTION_REFUSED/, "connectionRefused"],
  [/net::ERR_(CONNECTION_TIMED_OUT|TIMED_OUT)/, "timeoutConnect"],
  [/net::ERR_(CERT|SSL)/, "certificate"],
  [/net::ERR_(PROXY|TUNNEL|MANDATORY_PROXY|NO_SUPPORTED_PROXIES)/, "proxy"],
  [/net::ERR_(CONNECTION|SOCKET|NETWORK|INTERNET|ADDRESS|HTTP2|QUIC|EMPTY)/, "connection"],
];

/** Undefined when nothing in the chain is of the network. */
export function networkKind(thrown: unknown): NetworkFailure | undefined {
  for (const { code, message, name } of chainOf(thrown)) {
    // The SDK reads `choices: [null]` without looking. Its words are a programmer's.
    if (name === "TypeError" && /^Cannot read prop|is not (a function|iterable)/.test(message)) {
      return { kind: "damaged", code: undefined, message: "" };
    }
    const kind = kindOfCause(code, message, name);
    if (kind) return { kind, code, message: message || code || "" };
  }
  return isBareFailure(thrown) ? { kind: "proxy", code: undefined, message: "" } : undefined;
}

/** undici fails without any reason on one occasion only: the answer was 407. */
function isBareFailure(thrown: unknown): boolean {
  const chain = chainOf(thrown);
  return (
    chain.some(({ message }) => message === "fetch failed") &&
    chain.every(({ code }) => code === undefined) &&
    chain[0]?.message === ""
  );
}

function kindOfCause(code: string | undefined, message: string, name: string): ErrorKind | undefined {
  if (code !== undefined) {
    if (Object.hasOwn(kinds, code)) return kinds[code];
    if (/^(ERR_TLS|ERR_SSL|CERT_|CRL_|ERR_OSSL)/.test(code)) return "certificate";
    if (code.startsWith("HPE_")) return "damaged";
    // A broken gzip or brotli stream.
    if (code.startsWith("Z_") || code.startsWith("ERR_BROTLI") || code.startsWith("ERR__ERROR_")) return "damaged";
  }
  if (/unexpected redirect|redirect mode is set to error/i.test(message)) return "redirect";
  if (/\b407\b|proxy authentication required|Proxy response|tunnel/i.test(message)) return "proxy";
  if (
    /other side closed|socket hang up|^terminated$|premature close|Client network socket disconnected/i.test(message)
  ) {
    return "connection";
  }
  if (/header.*(value|content)|invalid character in header/i.test(message) && name === "TypeError") return "key";
  // Last of the text, since only the SDK's parser of event streams and our own of whole answers throw it.
  if (name === "SyntaxError") return "damaged";
  return chromium.find(([pattern]) => pattern.test(message))?.[1];
}

interface Cause {
  readonly code: string | undefined;
  readonly message: string;
  readonly name: string;
}

/** Deepest cause first: the outer ones only say "fetch failed". Happy eyeballs hides its errors in an AggregateError. */
function chainOf(thrown: unknown): readonly Cause[] {
  const found: Cause[] = [];
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (!(value instanceof Error) || seen.has(value) || seen.size > 16) return;
    seen.add(value);
    visit(value.cause);
    if (value instanceof AggregateError) value.errors.forEach(visit);
    const code: unknown = "code" in value ? value.code : undefined;
    found.push({ code: typeof code === "string" ? code : undefined, message: value.message, name: value.name });
  };
  visit(thrown);
  return found;
}
