// Each thing that can be in the way of a first word, made by real servers on this machine.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { type TestContext, test } from "node:test";
import { type CheckOptions, check } from "../../../src/check/check.ts";
import { proxyInEffect } from "../../../src/check/proxy.ts";
import type { Finding, StepName, Verdict } from "../../../src/check/step.ts";
import { answerEvents, eventStream } from "../../dashscope/answers.ts";
import { type StandInOptions, startStandIn } from "../../dashscope/standIn.ts";
import { endpointAt, testKey } from "../qwen/ask.ts";
import { certificate, options as withOpenssl } from "../qwen/certificate.ts";

type Seen = Partial<Record<StepName, Finding & { readonly verdict: Verdict }>>;

const none = { type: "none", why: "system" } as const;
const known = { value: testKey, fromEnvironment: false, isNeeded: true };

async function run(baseUrl: string, more: Partial<CheckOptions> = {}): Promise<Seen> {
  const endpoint = { ok: true, value: endpointAt(baseUrl) } as const;
  const options = { endpoint, model: "qwen3.7-plus", proxy: none, key: async () => known, others: [], ...more };
  const seen: Seen = {};
  for await (const { name, result } of check(options, new AbortController().signal)) {
    if (result) seen[name] = { ...result.finding, verdict: result.verdict };
  }
  return seen;
}

const verdicts = (seen: Seen): string =>
  Object.entries(seen)
    .map(([name, { verdict }]) => `${name} ${verdict}`)
    .join(", ");

const kindOf = (finding: Finding | undefined): string | undefined =>
  finding?.says === "error" ? finding.error.kind : finding?.says;

async function standIn(t: TestContext, options: StandInOptions = {}) {
  const service = await startStandIn({ key: testKey, ...options });
  t.after(() => service.close());
  return service;
}

async function listening(t: TestContext, server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return (server.address() as AddressInfo).port; // A TCP server's address is one.
}

test("when all is well every step says so, and the word comes with its times and its tokens", async (t) => {
  const service = await standIn(t);
  const seen = await run(service.url);
  assert.equal(
    verdicts(seen),
    "settings ok, proxy ok, name ok, connection ok, certificate skipped, http ok, clock ok, key ok, model ok, word ok",
  );
  const { word } = seen;
  assert.ok(word?.says === "word" && word.firstByteMs <= word.firstTokenMs && word.firstTokenMs <= word.totalMs);
  assert.equal(word.input, 20);
  const asked = service.requests.filter(({ method }) => method === "POST");
  assert.equal(asked.length, 1, "one paid request");
  assert.equal(JSON.parse(asked[0]?.body ?? "{}").max_completion_tokens, 8);
});

test("K09 the service is knocked at without the key", async (t) => {
  const service = await standIn(t);
  await run(service.url);
  assert.equal(service.requests[0]?.headers.authorization, undefined);
});

test("without a key it goes as far as it can, and says that there is none", async (t) => {
  const service = await standIn(t);
  const seen = await run(service.url, { key: async () => ({ ...known, value: undefined }) });
  assert.deepEqual([seen.http?.says, seen.key?.says, seen.word?.says], ["answered", "noKey", "afterFailure"]);
});

test("W01 a name that does not exist", async () => {
  const seen = await run("https://nobody.invalid/v1");
  assert.equal(kindOf(seen.name), "dns");
  assert.equal(seen.connection?.says, "afterFailure");
  assert.equal(seen.word?.verdict, "skipped");
});

test("W02 a port where nobody listens", async (t) => {
  const closed = createTcpServer();
  const port = await listening(t, closed);
  await new Promise((resolve) => closed.close(resolve));
  const seen = await run(`http://127.0.0.1:${port}/v1`);
  assert.deepEqual([seen.name?.verdict, kindOf(seen.connection)], ["ok", "connectionRefused"]);
  assert.equal(kindOf(seen.http), "connectionRefused");
});

test(
  "W04 a certificate that is not trusted is shown with its maker and its days; nothing is sent",
  withOpenssl,
  async (t) => {
    let requests = 0;
    const server = createSecureServer(certificate("IP:127.0.0.1"), (_request, response) => {
      requests++;
      response.end();
    });
    const port = await listening(t, server);
    const seen = await run(`https://127.0.0.1:${port}/v1`);
    assert.equal(seen.certificate?.verdict, "failed");
    assert.ok(seen.certificate?.says === "certificate");
    const { issuer, from, to, problem } = seen.certificate.certificate;
    assert.deepEqual([issuer, problem], ["localhost", "DEPTH_ZERO_SELF_SIGNED_CERT"]);
    assert.match(`${from} ${to}`, /^\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d$/);
    assert.equal(kindOf(seen.http), "certificate");
    assert.equal(requests, 0);
  },
);

test("a setting that names no proxy is worth a note, and keeps from nothing", async (t) => {
  const service = await standIn(t);
  const seen = await run(service.url, { proxy: { ...none, passedOver: "http.proxy" } });
  assert.deepEqual([seen.proxy?.verdict, seen.word?.verdict], ["note", "ok"]);
});

test("W05 a proxy that asks for a login: it takes connections, and is named, not the key", async (t) => {
  const proxy = createServer();
  proxy.on("connect", (_request, socket) => socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"));
  const port = await listening(t, proxy);
  const settings = { proxy: `http://me:secret@127.0.0.1:${port}`, support: "override", noProxy: [] };
  const seen = await run("https://model.example.test/v1", {
    proxy: proxyInEffect(new URL("https://model.example.test/v1"), settings, {}),
    // What undici says when a tunnel is refused; Node's own fetch knows no proxies.
    fetch: () =>
      Promise.reject(
        new TypeError("fetch failed", { cause: new Error("Proxy response (407) !== 200 when HTTP Tunneling") }),
      ),
  });
  assert.deepEqual(
    [seen.connection?.says === "connected" && seen.connection.ofProxy, seen.certificate?.says, kindOf(seen.http)],
    [true, "behindProxy", "proxy"],
  );
  assert.doesNotMatch(JSON.stringify(seen), /secret|me:/);
});

test("a clock that is an hour off, ahead and behind; what comes after it is looked at all the same", async (t) => {
  for (const off of [3600, -3600]) {
    const server = createServer((_request, response) => {
      response.writeHead(401, { date: new Date(Date.now() - off * 1000).toUTCString() });
      response.end("{}");
    });
    const seen = await run(`http://127.0.0.1:${await listening(t, server)}/v1`);
    assert.equal(seen.clock?.verdict, "failed");
    assert.ok(seen.clock?.says === "clock" && Math.abs(seen.clock.ahead - off) < 30, JSON.stringify(seen.clock));
    assert.equal(kindOf(seen.key), "key");
  }
});

test("W07 a key that is refused; one that belongs to another region is told where", async (t) => {
  const [service, there] = [await standIn(t, { key: "another" }), await standIn(t)];
  assert.equal(kindOf((await run(service.url)).key), "key");
  const seen = await run(service.url, { others: [endpointAt(there.url)] });
  assert.deepEqual(seen.key, { says: "keyElsewhere", endpoint: there.url, verdict: "failed" });
  assert.equal(seen.word?.says, "afterFailure");
});

test("W08 W09 a model that is not listed, and one that is spelled in another way", async (t) => {
  const service = await standIn(t, { models: ["Qwen3.7-Plus", "qwen3.8-max"] });
  const spelled = await run(service.url);
  assert.deepEqual(spelled.model, {
    says: "modelSpelled",
    model: "qwen3.7-plus",
    listed: "Qwen3.7-Plus",
    verdict: "failed",
  });
  const missing = await run(service.url, { model: "qwen-plus-2025-01-01" });
  assert.equal(missing.model?.verdict, "note");
  assert.equal(missing.word?.verdict, "ok", "it answers all the same");
});

test("a stream that stalls after its first word", async (t) => {
  const [head = "", word = ""] = answerEvents("hi");
  const service = await standIn(t, {
    respond: [{ head: 200, headers: eventStream }, { send: head + word }, { stall: true }],
  });
  const seen = await run(service.url, { limits: { idleMs: 60 } });
  assert.deepEqual([seen.model?.verdict, kindOf(seen.word)], ["ok", "timeoutIdle"]);
});

test("a page in place of the service", async (t) => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<html>Sign in to the network</html>");
  });
  const seen = await run(`http://127.0.0.1:${await listening(t, server)}/v1`);
  assert.equal(kindOf(seen.http), "notTheService");
});

test("an endpoint that is none: nothing else is looked at", async () => {
  const seen = await run("http://127.0.0.1/v1", { endpoint: { ok: false, reason: "It is empty." } });
  assert.equal(seen.settings?.verdict, "failed");
  assert.ok(Object.entries(seen).every(([name, { verdict }]) => name === "settings" || verdict === "skipped"));
});

test("it ends when it is given up", async (t) => {
  const service = await standIn(t);
  const abort = new AbortController();
  const names: string[] = [];
  const endpoint = { ok: true, value: endpointAt(service.url) } as const;
  for await (const { name } of check({ endpoint, model: "m", proxy: none, key: async () => known }, abort.signal)) {
    names.push(name);
    if (name === "name") abort.abort();
  }
  assert.deepEqual([...new Set(names)], ["settings", "proxy", "name"]);
  assert.equal(service.requests.length, 0);
});
