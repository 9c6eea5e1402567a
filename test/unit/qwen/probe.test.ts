import assert from "node:assert/strict";
import { test } from "node:test";
import { listModels, probeKey } from "../../../src/qwen/probe.ts";
import { json, page, redirect } from "../../dashscope/answers.ts";
import type { Reply } from "../../dashscope/reply.ts";
import { startStandIn } from "../../dashscope/standIn.ts";
import { endpointAt, testKey } from "./ask.ts";
import { coded, failing } from "./served.ts";

const signal = new AbortController().signal;

test("a key is accepted where it belongs, with the models there", async () => {
  const [here, there] = [
    await startStandIn({ key: "another" }),
    await startStandIn({ key: testKey, models: ["qwen3.8-max"] }),
  ];
  const found = await probeKey(testKey, endpointAt(here.url), signal, { others: [endpointAt(there.url)] });
  assert.deepEqual(found, { type: "accepted", endpoint: endpointAt(there.url), models: ["qwen3.8-max"] });
  await probeKey(testKey, endpointAt(there.url), signal, { others: [endpointAt(here.url)] });
  assert.equal(here.requests.length, 1, "a key that is accepted goes nowhere else");
  const refused = await probeKey("sk-nobodys-key", endpointAt(here.url), signal, { others: [endpointAt(there.url)] });
  assert.deepEqual(refused, {
    type: "refused",
    hosts: [`127.0.0.1:${here.port}`, `127.0.0.1:${there.port}`],
    unreachable: [],
  });
  await Promise.all([here.close(), there.close()]);
});

test("a server that can not be reached is told from a key that is refused", async () => {
  const result = await probeKey(testKey, endpointAt("https://a.example/v1"), signal, {
    fetch: failing(coded("ENOTFOUND", "getaddrinfo")),
  });
  assert.equal(result.type === "unreachable" && result.error.kind, "dns");
});

test("silence is unreachable after the limit, and Stop ends it", async () => {
  const silent = await startStandIn();
  const hanging: typeof fetch = (_input, init) =>
    new Promise((_resolve, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal!.reason)));
  const late = await probeKey(testKey, endpointAt(silent.url), signal, { fetch: hanging, timeoutMs: 20 });
  assert.equal(late.type === "unreachable" && late.error.kind, "timeoutFirst");
  assert.equal((await probeKey(testKey, endpointAt(silent.url), AbortSignal.abort(), {})).type, "aborted");
  await silent.close();
});

test("any other answer leaves the key untested", async () => {
  const replies: readonly Reply[] = [
    [{ head: 404 }],
    page("<html>hello</html>"),
    json(200, { nothing: 1 }),
    redirect("https://evil.example/v1/models"),
  ];
  for (const [i, reply] of replies.entries()) {
    const fetch: typeof globalThis.fetch = () => {
      const head = reply[0] as { head: number; headers?: Record<string, string> };
      const body = reply[1] && "send" in reply[1] ? String(reply[1].send) : null;
      if (head.head === 307)
        return Promise.reject(new TypeError("fetch failed", { cause: new Error("unexpected redirect") }));
      return Promise.resolve(new Response(body, { status: head.head, headers: head.headers ?? {} }));
    };
    const { type } = await probeKey(testKey, endpointAt("https://a.example/v1"), signal, { fetch });
    assert.equal(type, i === 3 ? "unreachable" : "notTested", `${i}`);
  }
});

test("a server that needs no key is asked without one", async () => {
  const own = await startStandIn();
  const answer = await listModels(endpointAt(own.url), undefined, signal);
  assert.equal(answer.type, "models");
  assert.equal(own.requests[0]?.headers.authorization, undefined);
  await own.close();
});
