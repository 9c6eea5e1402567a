// Faults before and around an answer: W01 to W20, W43, W44, against the stand-in and the real SDK.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, before, beforeEach, test } from "node:test";
import { gzipSync } from "node:zlib";
import type { ErrorKind } from "../../../src/qwen/errors.ts";
import { answer, answerEvents, eventStream, failure, json, page, redirect } from "../../dashscope/answers.ts";
import type { Reply } from "../../dashscope/reply.ts";
import { type StandIn, startStandIn } from "../../dashscope/standIn.ts";
import { ask, endpointAt, requestTo, testKey } from "./ask.ts";
import { coded, failing } from "./served.ts";

const quick = { backoffMinMs: 1, backoffMaxMs: 2 };
let standIn: StandIn;
before(async () => {
  standIn = await startStandIn({ key: testKey });
});
after(() => standIn.close());

let sentBefore = 0;
beforeEach(() => {
  sentBefore = standIn.requests.length;
});
const sent = () => standIn.requests.length - sentBefore;

async function failsWith(kind: ErrorKind, reply: Reply, requests = 1) {
  standIn.enqueue(...Array.from({ length: requests }, () => reply));
  const { error, text } = await ask(requestTo(standIn.url), { limits: quick });
  assert.equal(error?.kind, kind);
  assert.equal(sent(), requests);
  assert.equal(error?.host, `127.0.0.1:${standIn.port}`);
  assert.equal(text, "");
  return error;
}

test("W01 a host that can not be found is told with its name, after one retry", async () => {
  for (const code of ["ENOTFOUND", "EAI_AGAIN"]) {
    let calls = 0;
    const fetch = failing(coded(code, `getaddrinfo ${code} nowhere.example`));
    const { error } = await ask(requestTo("https://nowhere.example/v1"), {
      limits: quick,
      fetch: (...args) => {
        calls++;
        return fetch(...args);
      },
    });
    assert.deepEqual([error?.kind, error?.host, error?.code, calls], ["dns", "nowhere.example", code, 2]);
  }
});

test("W02 a refused connection names host and port and is not retried", async () => {
  const port = await unusedPort();
  const { error, retries } = await ask(requestTo(`http://127.0.0.1:${port}/v1`));
  assert.equal(error?.kind, "connectionRefused");
  assert.equal(error?.host, `127.0.0.1:${port}`);
  assert.equal(retries.length, 0);
});

test("W03 a connection that hangs ends at its own limit, long before the one for the first token", async () => {
  // Takes the TCP connection and never answers the TLS greeting.
  const silent = createServer((socket) => socket.on("error", () => socket.destroy()));
  const port = await new Promise<number>((resolve) => {
    silent.listen(0, "127.0.0.1", () => resolve((silent.address() as { port: number }).port));
  });
  const { error, retries } = await ask(requestTo(`https://127.0.0.1:${port}/v1`), { limits: { connectMs: 50 } });
  assert.equal(error?.kind, "timeoutConnect");
  assert.equal(error?.limit, 0.05);
  assert.equal(retries.length, 0);
  silent.close();
});

test("W03 the limit for connecting does not touch a model that thinks before its first byte", async () => {
  standIn.enqueue([{ waitMs: 120 }, ...answer("late")]);
  const { text, error } = await ask(requestTo(standIn.url), { limits: { connectMs: 40 } });
  assert.equal(error, undefined);
  assert.equal(text, "late");
});

test("W03 undici's own limit for connecting is the same kind", async () => {
  const { error } = await ask(requestTo("https://a.example/v1"), {
    fetch: failing(
      coded("UND_ERR_CONNECT_TIMEOUT", "Connect Timeout Error (attempted address: a.example:443, timeout: 10000ms)"),
    ),
  });
  assert.equal(error?.kind, "timeoutConnect");
});

test("W05 a proxy that wants a password is named, not the key", async () => {
  await failsWith("proxy", page("<html>Proxy Authentication Required</html>", 407));
  const { error } = await ask(requestTo("https://a.example/v1"), {
    fetch: failing(coded("UND_ERR_ABORTED", "Proxy response (407) !== 200 when HTTP Tunneling")),
  });
  assert.equal(error?.kind, "proxy");
});

test("W07 a refused key is told with its host and not retried", async () => {
  const { error, retries } = await ask(requestTo(standIn.url, { apiKey: "sk-another-key-000000" }));
  assert.deepEqual([error?.kind, error?.status, error?.code], ["key", 401, "invalid_api_key"]);
  assert.equal(retries.length, 0);
});

test("W08 a model that is not enabled is named", async () => {
  const error = await failsWith("modelAccess", failure(403, "AccessDenied", "Model access denied."));
  assert.equal(error?.model, "qwen3.7-plus");
});

test("W09 a missing model and a wrong path are two kinds", async () => {
  await failsWith("modelMissing", failure(404, "ModelNotFound", "The model `x` does not exist."));
  sentBefore = standIn.requests.length;
  await failsWith("wrongPath", page("<html><title>404</title></html>", 404));
  sentBefore = standIn.requests.length;
  await failsWith("wrongPath", [{ head: 404 }]);
});

test("W10 a prompt that is too long tells the limit", async () => {
  const error = await failsWith(
    "tooLong",
    failure(400, "InvalidParameter", "Range of input length should be [1, 30720]"),
  );
  assert.equal(error?.limit, 30_720);
});

test("W11 the provider's content check is its own kind and not retried", async () => {
  await failsWith(
    "inspectionInput",
    failure(400, "DataInspectionFailed", "Input data may contain inappropriate content."),
  );
});

test("W12 an unpaid account is not retried; insufficient_quota is tokens a minute and is", async () => {
  await failsWith(
    "account",
    failure(400, "Arrearage", "Access denied, please make sure your account is in good standing."),
  );
  sentBefore = standIn.requests.length;
  await failsWith("tokenLimit", failure(429, "insufficient_quota", "You exceeded your current quota."), 3);
});

test("W13 Retry-After is waited for, then the answer comes", async () => {
  standIn.enqueue(failure(429, "limit_requests", "slow down", { "retry-after": "0.06" }), answer("ok"));
  const { text, retries } = await ask(requestTo(standIn.url));
  assert.equal(text, "ok");
  assert.deepEqual(retries, [{ type: "retry", attempt: 1, delayMs: 60, reason: "rateLimit" }]);
  const [first, second] = standIn.requests.slice(sentBefore);
  assert.ok(second!.at - first!.at >= 59);
});

test("W14 a Retry-After of a day is an error at once", async () => {
  const error = await failsWith("rateLimit", failure(429, "limit_requests", "slow down", { "retry-after": "86400" }));
  assert.equal(error?.retryAfterMs, 86_400_000);
});

test("W15 requests made at once stay within two retries each", async () => {
  const limited = await startStandIn({ respond: failure(429, "limit_requests", "slow down") });
  const outcomes = await Promise.all([1, 2, 3].map(() => ask(requestTo(limited.url), { limits: quick })));
  assert.deepEqual(
    outcomes.map(({ error }) => error?.kind),
    ["rateLimit", "rateLimit", "rateLimit"],
  );
  assert.ok(limited.requests.length <= 9);
  await limited.close();
});

test("W16 a Retry-After that says nothing sensible gives way to backing off", async () => {
  for (const value of ["soon", "-5", new Date(Date.now() - 60_000).toUTCString()]) {
    standIn.enqueue(failure(429, "limit_requests", "slow down", { "retry-after": value }), answer("ok"));
    const { retries, text } = await ask(requestTo(standIn.url), { limits: quick });
    assert.equal(text, "ok");
    assert.ok(retries[0]!.delayMs >= 1 && retries[0]!.delayMs <= 2, `${value}: ${retries[0]!.delayMs}`);
  }
});

test("W17 a server's failure before any byte is tried at most twice more", async () => {
  for (const [status, code, requests] of [
    [500, "internal_error", 3],
    [502, null, 3],
    [503, "ServiceUnavailable", 3],
    [504, null, 2],
  ] as const) {
    sentBefore = standIn.requests.length;
    const replies = Array.from({ length: requests }, () => failure(status, code, "failed"));
    standIn.enqueue(...replies);
    const { error } = await ask(requestTo(standIn.url), { limits: quick });
    assert.equal(error?.status, status);
    assert.equal(error?.requestId, "11111111-1111-9111-8111-111111111111");
    assert.equal(sent(), requests);
  }
});

test("W18 a megabyte of HTML becomes at most 2 KiB of plain text", async () => {
  const html = `<html><style>b{}</style><script>alert(1)</script><p>Bad &amp; gateway ${"<i>x</i> 坏".repeat(100_000)}</p></html>`;
  const error = await failsWith("overloaded", page(html, 502), 3);
  assert.ok(Buffer.byteLength(error!.message) <= 2048);
  assert.match(error!.message, /Bad/);
  assert.doesNotMatch(error!.message, /[<>]|alert|\ufffd/);
});

test("W19 a login page in place of an answer is not the service", async () => {
  await failsWith("notTheService", page("<html>Please sign in to the Wi-Fi</html>"));
});

test("W20 an answer that is not streamed is shown all the same", async () => {
  const body = {
    id: "chatcmpl-x",
    choices: [{ message: { content: "whole", reasoning_content: "thought" }, finish_reason: "stop" }],
    usage: { prompt_tokens: 3, completion_tokens: 2 },
  };
  standIn.enqueue(json(200, body));
  const { text, thinking, finish, usage } = await ask(requestTo(standIn.url));
  assert.deepEqual(
    { text, thinking, finish, usage },
    { text: "whole", thinking: "thought", finish: "stop", usage: { input: 3, output: 2 } },
  );
});

/** What fails before the first content is tried twice more. */
const thrice = (reply: Reply) => standIn.enqueue(reply, reply, reply);

test("W43 compressed answers, wrong lengths and garbage in the framing never hang", async () => {
  const body = answerEvents("压缩 compressed").join("");
  standIn.enqueue([{ head: 200, headers: { ...eventStream, "content-encoding": "gzip" } }, { send: gzipSync(body) }]);
  assert.equal((await ask(requestTo(standIn.url))).text, "压缩 compressed");

  thrice([
    { head: 200, headers: { ...eventStream, "content-encoding": "gzip" } },
    { send: gzipSync(body).subarray(0, 60) },
  ]);
  assert.ok((await ask(requestTo(standIn.url), { limits: { ...quick, firstMs: 500 } })).error);

  const head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";
  standIn.enqueue([
    { raw: `${head}content-length: 99999\r\n\r\n${answerEvents("kept").slice(0, 2).join("")}` },
    { cut: true },
  ]);
  const short = await ask(requestTo(standIn.url));
  assert.deepEqual([short.text, short.error?.kind], ["kept", "interrupted"]);

  thrice([{ raw: `${head}transfer-encoding: chunked\r\n\r\n5\r\ndata:\r\nZZ\r\n garbage` }, { cut: true }]);
  assert.ok((await ask(requestTo(standIn.url), { limits: { ...quick, firstMs: 500 } })).error);
});

test("W44 a redirect is refused and the other host hears nothing", async () => {
  const other = await startStandIn();
  for (const status of [301, 302, 307, 308]) {
    sentBefore = standIn.requests.length;
    await failsWith("redirect", redirect(`${other.url}/chat/completions`, status));
  }
  assert.equal(other.requests.length, 0);
  await other.close();
});

test("H05 with certificates switched off nothing is sent", async () => {
  process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
  try {
    const { error } = await ask(requestTo("https://dashscope.aliyuncs.com/compatible-mode/v1"), {
      fetch: () => assert.fail("must not be called"),
    });
    assert.equal(error?.kind, "tlsOff");
  } finally {
    delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
  }
});

test("H06 environment variables of the SDK move neither host nor headers, and only needed headers are sent", async () => {
  const variables = {
    OPENAI_BASE_URL: "https://evil.example/v1",
    OPENAI_CUSTOM_HEADERS: "X-Evil: 1",
    OPENAI_ORG_ID: "org",
    OPENAI_PROJECT_ID: "p",
    OPENAI_LOG: "debug",
  };
  Object.assign(process.env, variables);
  try {
    standIn.enqueue(answer("ok"));
    assert.equal((await ask(requestTo(standIn.url))).text, "ok");
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
  }
  // The last five are undici's own.
  assert.deepEqual(Object.keys(standIn.requests.at(-1)!.headers).sort(), [
    "accept",
    "accept-encoding",
    "accept-language",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "host",
    "sec-fetch-mode",
    "user-agent",
  ]);
});

test("a server that needs no key gets none", async () => {
  const own = await startStandIn({ strict: false });
  const { apiKey: _, ...request } = requestTo(own.url, { endpoint: endpointAt(own.url, "self-hosted") });
  await ask(request);
  assert.equal(own.requests[0]?.headers.authorization, undefined);
  await own.close();
});

test("an aborted signal sends nothing", async () => {
  const { events, error } = await ask(requestTo(standIn.url), { signal: AbortSignal.abort() });
  assert.deepEqual([events, error, sent()], [[], undefined, 0]);
});

function unusedPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
