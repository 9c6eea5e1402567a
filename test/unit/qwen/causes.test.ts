// W04 with real certificates, made for this run by openssl.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { ask, requestTo } from "./ask.ts";

const hasOpenssl = (() => {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();
const options = hasOpenssl ? {} : { skip: "no openssl on this machine to make certificates with" };

function certificate(...flags: readonly string[]) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "ask-qwen-certificate-"));
  const [key, cert] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
  try {
    const fixed = [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      key,
      "-out",
      cert,
    ];
    execFileSync("openssl", [...fixed, "-subj", "/CN=localhost", ...flags], { stdio: "ignore" });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

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
  const pair = certificate("-days", "1", "-addext", "subjectAltName=IP:127.0.0.1");
  assert.deepEqual(await outcome(pair), {
    kind: "certificate",
    code: "DEPTH_ZERO_SELF_SIGNED_CERT",
    retries: 0,
    requests: 0,
  });
});

test("W04 an expired certificate does too", options, async () => {
  // An end before the beginning is the one way to make an expired one that every openssl has.
  const pair = certificate("-days", "-1", "-addext", "subjectAltName=IP:127.0.0.1");
  const { kind, requests } = await outcome(pair);
  assert.deepEqual([kind, requests], ["certificate", 0]);
});

test("W04 and so does one for another host", options, async () => {
  const { kind, requests } = await outcome(certificate("-days", "1", "-addext", "subjectAltName=DNS:other.example"));
  assert.deepEqual([kind, requests], ["certificate", 0]);
});
