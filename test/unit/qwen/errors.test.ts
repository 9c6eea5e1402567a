import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanText } from "../../../src/qwen/errorBody.ts";
import { toQwenError } from "../../../src/qwen/errors.ts";
import { testKey } from "./ask.ts";
import { coded } from "./served.ts";

const context = { host: "h", model: "m", key: testKey };
const sent = (status: number | undefined, code: unknown, message: string) =>
  toQwenError({ status, headers: new Headers(), error: { code, message } }, context).kind;

// biome-ignore format: a table
const rows: readonly (readonly [number | undefined, unknown, string, string])[] = [
  [401, "InvalidApiKey", "Invalid API-key provided.", "key"],
  [401, undefined, "NOT AUTHORIZED", "key"],
  [403, undefined, "invalid api-key", "keyPlan"],
  [403, "access_denied", "Access denied.", "modelAccess"],
  [403, "AccessDenied.Unpurchased", "Access to model denied.", "modelAccess"],
  [403, "Workspace.AccessDenied", "no", "modelAccess"],
  [404, "model_not_supported", "Unsupported model x for OpenAI compatibility mode", "modelMissing"],
  [429, "Throttling.RateQuota", "Requests rate limit exceeded", "rateLimit"],
  [429, "LimitRequests", "", "rateLimit"],
  [429, "Throttling.BurstRate", "Request rate increased too quickly", "rateLimit"],
  [429, "Throttling.AllocationQuota", "Allocated quota exceeded", "tokenLimit"],
  [429, "insufficient_quota", "Free allocated quota exceeded.", "freeTier"],
  [429, "insufficient_quota", "week allocated quota exceeded", "planWindow"],
  [429, "Throttling.Concurrency", "", "rateLimit"],
  [429, "ServiceOverloaded", "", "overloaded"],
  [429, "ResourceExhausted", "", "overloaded"],
  [429, "CommodityNotPurchased", "", "account"],
  [429, "PrepaidBillOverdue", "", "account"],
  [429, "BudgetLimitExceeded", "", "account"],
  [429, undefined, "", "rateLimit"],
  [400, "invalid_parameter_error", "Download the media resource timed out", "image"],
  // llama.cpp, vLLM twice, Ollama
  [500, null, "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj", "image"],
  [400, "BadRequestError", "At most 0 image(s) may be provided in one prompt.", "image"],
  [400, "BadRequestError", "Qwen/Qwen3-8B is not a multimodal model", "image"],
  [500, "api_error", "this model is missing data required for image input", "image"],
  [400, "invalid_parameter_error", "The tool call is not supported.", "parameter"],
  [400, "InvalidParameter.NotSupportEnableThinking", "The model xxx does not support enable_thinking.", "parameter"],
  [400, null, "This model's maximum context length is 8192 tokens.", "tooLong"],
  [500, "InternalError.Timeout", "", "serverTimeout"],
  [500, "SystemError", "", "server"],
  [500, null, "list index out of range", "server"],
  [503, "ModelUnavailable", "", "overloaded"],
  [503, 503, "Loading model", "overloaded"],
  [504, "GatewayTimeout.X", "", "serverTimeout"],
  [undefined, "ServiceUnavailable", "", "overloaded"],
  [undefined, undefined, "<429> InternalError.Algo: [Too many requests.]", "overloaded"],
  [400, 400, "something", "parameter"],
  [418, undefined, "", "parameter"],
];

test("every row of the service's table is the kind that it should be", () => {
  for (const [status, code, message, kind] of rows)
    assert.equal(sent(status, code, message), kind, `${status} ${code} ${message}`);
});

test("W04 what goes wrong with certificates is one kind, whatever its code", () => {
  for (const code of [
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "CERT_HAS_EXPIRED",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "ERR_SSL_WRONG_VERSION_NUMBER",
  ]) {
    const error = toQwenError(
      new Error("Connection error.", { cause: new TypeError("fetch failed", { cause: coded(code, "certificate") }) }),
      context,
    );
    assert.deepEqual([error.kind, error.code, error.retryable], ["certificate", code, false]);
  }
});

test("Chromium's names of network failures are understood", () => {
  assert.equal(toQwenError(new Error("net::ERR_NAME_NOT_RESOLVED"), context).kind, "dns");
  assert.equal(toQwenError(new Error("net::ERR_CERT_AUTHORITY_INVALID"), context).kind, "certificate");
});

test("K01 the key is in no text of an error, whole or in pieces of 12", () => {
  const message = `Bad key ${testKey}, also ${testKey.slice(2, 20)}… and Bearer ${testKey.slice(0, 14)}***`;
  const error = toQwenError(
    { status: 401, headers: new Headers({ "x-request-id": testKey }), error: { message, code: testKey } },
    context,
  );
  const all = JSON.stringify({ ...error, message: error.message });
  for (let i = 0; i + 12 <= testKey.length; i++) assert.ok(!all.includes(testKey.slice(i, i + 12)), all);
  assert.match(error.message, /^Bad key \[redacted\], also \[redacted\]/);
});

test("what was asked is not repeated by an error", () => {
  const prompts = ["my secret prompt of some length"];
  const body = JSON.stringify({ detail: [{ loc: ["body"], msg: "field required", input: prompts[0] }] });
  assert.equal(
    toQwenError({ status: 422, headers: new Headers(), error: undefined }, { ...context, prompts, body }).message,
    "field required",
  );
  assert.equal(cleanText(`bad: ${prompts[0]}!`, { prompts }), "bad: …!");
});

test("anything else that is thrown is unknown, and never undefined in words", () => {
  for (const thrown of [undefined, null, 3, "text", {}, new Error(""), { error: null, status: 500 }]) {
    const { kind, message } = toQwenError(thrown, context);
    assert.ok(kind === "unknown" || kind === "server", kind);
    assert.doesNotMatch(message, /undefined|object Object/);
  }
});
