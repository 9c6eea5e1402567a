// W04 with real certificates, made for this run by openssl.
import assert from "node:assert/strict";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { setDefaultCACertificates } from "node:tls";
import { ask, requestTo } from "./ask.ts";
import { certificate, options } from "./certificate.ts";

async function outcome(pair: { key: Buffer; cert: Buffer }) {
  let requests = 0;
  const server = createServer(pair, (_request, response) => {
    requests++;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const { error, retries } = await ask(requestTo(`https://127.0.0.1:${port}/v1`));
  await new Promise((resolve) => server.close(resolve));
  return { kind: error?.kind, code: error?.code, retries: retries.length, requests };
}

test("W04 a self-signed certificate ends it before anything is sent", options, async () => {
  const pair = certificate("IP:127.0.0.1");
  assert.deepEqual(await outcome(pair), {
    kind: "certificate",
    code: "DEPTH_ZERO_SELF_SIGNED_CERT",
    retries: 0,
    requests: 0,
  });
});

test("W04 an expired certificate does too, even of an authority that is trusted", options, async () => {
  const pair = certificate("IP:127.0.0.1", { expired: true });
  setDefaultCACertificates([pair.cert.toString()]);
  const { kind, code, requests } = await outcome(pair);
  assert.deepEqual([kind, code, requests], ["certificate", "CERT_HAS_EXPIRED", 0]);
});

test("W04 and so does a trusted one for another host", options, async () => {
  const pair = certificate("DNS:other.example");
  setDefaultCACertificates([pair.cert.toString()]);
  const { kind, code, requests } = await outcome(pair);
  assert.deepEqual([kind, code, requests], ["certificate", "ERR_TLS_CERT_ALTNAME_INVALID", 0]);
});
