// What a server said with an error, in whichever of its shapes, as plain text without key or prompt.
import { createRedactor } from "../util/redact.ts";
import { parseRetryAfter } from "./retryAfter.ts";

export interface ErrorBody {
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly type: string | undefined;
  readonly message: string;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly isHtml: boolean;
  /** The error came in an answer, even if without an HTTP status of its own (mid-stream). */
  readonly isFromServer: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads `openai`'s APIError (by its fields: the package is not loaded for this), or a body that it could not read. */
export function bodyOf(thrown: unknown, raw: string | undefined, now: number): ErrorBody {
  const error: Fields = isRecord(thrown) ? thrown : {};
  const headers = error["headers"] instanceof Headers ? error["headers"] : undefined;
  const ownMessage = thrown instanceof Error ? thrown.message : "";
  const sent = raw ?? ownMessage.replace(/^\d{3} /, "");
  const outer = parseBody(sent);
  const inner = error["error"] ?? outer?.["error"] ?? outer;
  const fields: Fields = isRecord(inner) ? inner : {};
  const message = typeof inner === "string" ? inner : (messageIn(fields) ?? (outer ? "" : sent));
  const prefix = /^\s*<(\d{3})>/.exec(message);
  const status = numberOf(error["status"]) ?? (prefix ? Number(prefix[1]) : undefined);
  return {
    status,
    code: wordOf(fields["code"]) ?? wordOf(error["code"]),
    type: wordOf(fields["type"]),
    message,
    requestId:
      headers?.get("x-request-id") ??
      wordOf(fields["request_id"]) ??
      wordOf(outer?.["request_id"]) ??
      wordOf(error["requestID"]),
    retryAfterMs: headers ? parseRetryAfter(headers, now) : undefined,
    isHtml:
      /^\s*(<!doctype|<html|<head|<\?xml)/i.test(sent) ||
      (headers?.get("content-type")?.includes("text/html") ?? false),
    isFromServer: error["error"] !== undefined || headers !== undefined || prefix !== null,
  };
}

/** A body is JSON, or JSON in one line of an event stream. */
function parseBody(text: string): Fields | undefined {
  const line = /^data:\s*(.+)$/m.exec(text);
  for (const candidate of [text, line?.[1]]) {
    if (candidate === undefined || !candidate.trimStart().startsWith("{")) continue;
    try {
      const value: unknown = JSON.parse(candidate);
      if (isRecord(value)) return value;
    } catch {
      // Not JSON after all: the text itself is the message.
    }
  }
  return undefined;
}

/** FastAPI servers list what is wrong under `detail`, with the rejected input beside it: only their words are taken. */
function messageIn(fields: Fields): string | undefined {
  for (const name of ["message", "detail", "msg", "error_msg", "errorMessage"]) {
    const value = fields[name];
    if (typeof value === "string") return value;
    if (isRecord(value)) return messageIn(value);
    if (Array.isArray(value)) {
      const words = value.filter(isRecord).map(messageIn).filter(Boolean);
      if (words.length > 0) return words.join("; ");
    }
  }
  return undefined;
}

const numberOf = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

/** llama.cpp sends numbers as codes. */
const wordOf = (value: unknown): string | undefined => {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
};

const maxText = 2048;

/** Plain text of at most 2 KiB, without markup, control characters, the key or the prompt. */
export function cleanText(
  text: string,
  { key, prompts = [] }: { readonly key?: string | undefined; readonly prompts?: readonly string[] | undefined },
): string {
  // Far more than is kept, far less than a hostile megabyte.
  let plain = withoutKey(text.slice(0, maxText * 16), key);
  for (const prompt of prompts) if (prompt.length >= 16) plain = plain.replaceAll(prompt, "…");
  if (/<(!doctype|html|head|body|title|p|div|h\d)\b/i.test(plain)) {
    plain = plain.replace(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, " ").replace(/<[^<>]*>/g, " ");
  }
  plain = plain
    .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
  return cutBytes(plain, maxText);
}

/** A shorter one is found in innocent texts. */
function withoutKey(text: string, key: string | undefined): string {
  if (!key || key.length < 8) return text;
  const redactor = createRedactor();
  redactor.hide(key);
  return redactor.redact(text);
}

function cutBytes(text: string, max: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= max) return text;
  return `${new TextDecoder().decode(bytes.subarray(0, max - 8)).replace(/\ufffd+$/, "")}…`;
}
