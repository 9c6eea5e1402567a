import assert from "node:assert/strict";
import { test } from "node:test";
import {
  endpointsForKey,
  hostOf,
  isAlibabaHost,
  keyKind,
  parseEndpoint,
  presets,
  serverKind,
  workspaceEndpoint,
} from "../../../src/qwen/endpoints.ts";

const value = (text: string) => {
  const parsed = parseEndpoint(text);
  return parsed.ok ? parsed.value : undefined;
};
const reason = (text: string) => {
  const parsed = parseEndpoint(text);
  return parsed.ok ? undefined : parsed.reason;
};

test("every preset is found by its id and by its URL", () => {
  for (const preset of presets) {
    assert.equal(value(preset.id), preset);
    assert.equal(value(`${preset.baseUrl}/`), preset);
    assert.equal(value(`${preset.baseUrl}/chat/completions`), preset);
    assert.equal(isAlibabaHost(hostOf(preset)), preset.kind !== "self-hosted", preset.id);
  }
});

test("other URLs are taken with https, and with http to this machine only", () => {
  assert.deepEqual(value("https://GPU.Example:8443/v1/"), {
    id: "custom",
    baseUrl: "https://gpu.example:8443/v1",
    kind: "self-hosted",
  });
  assert.equal(value("http://127.0.0.1:9000")?.baseUrl, "http://127.0.0.1:9000/v1");
  assert.equal(value("http://[::1]:9000/v1")?.kind, "self-hosted");
  assert.equal(reason("http://192.168.1.2:8000/v1"), "insecure");
  assert.equal(reason("http://127.0.0.1.evil.example/v1"), "insecure");
  assert.equal(reason("http://localhost.evil.example/v1"), "insecure");
});

test("H09 look-alikes of Alibaba's hosts are other hosts, and tricks with names are refused", () => {
  for (const host of [
    "dashscope.aliyuncs.com.evil.tld",
    "dashscope-aliyuncs.com",
    "evil-dashscope.aliyuncs.com.cn",
    "xn--dshscope-4ya.aliyuncs.com",
    "dashscope.aliyuncs.com:8443",
    "aliyuncs.com",
    "oss.aliyuncs.com",
    "maas.aliyuncs.com",
    "evilmaas.aliyuncs.com",
    "dashscopeevil.aliyuncs.com",
    "[::1]",
    "",
  ]) {
    assert.equal(isAlibabaHost(host), false, host);
  }
  assert.equal(value("https://dashscope.aliyuncs.com.evil.tld/v1")?.kind, "self-hosted");
  assert.equal(value("https://dаshscope.aliyuncs.com/v1")?.baseUrl, "https://xn--dshscope-16g.aliyuncs.com/v1"); // Cyrillic а
  assert.equal(value("https://DASHSCOPE.aliyuncs.com/compatible-mode/v1")?.id, "beijing");
  assert.equal(reason("https://dashscope.aliyuncs.com./v1"), "host");
  assert.equal(reason("https://sk-1@dashscope.aliyuncs.com/v1"), "secret");
  assert.equal(reason("https://dashscope.aliyuncs.com@evil.tld/v1"), "secret");
  assert.equal(reason("http://dashscope.aliyuncs.com/compatible-mode/v1"), "insecure");
  for (const text of ["ftp://a/v1", "javascript:alert(1)", "a.example/v1", "https://a b/v1", "https:\\\\a.example"])
    assert.equal(reason(text), "notAUrl", text);
});

test("a workspace's domain is known with its region", () => {
  const made = workspaceEndpoint("ws-abc123", "ap-southeast-1");
  assert.deepEqual(made, {
    ok: true,
    value: {
      id: "custom",
      baseUrl: "https://ws-abc123.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1",
      kind: "workspace",
      region: "singapore",
    },
  });
  assert.equal(workspaceEndpoint("evil.tld/", "singapore").ok, false);
  assert.equal(workspaceEndpoint("ws-a", "mars").ok, false);
});

test("a key is offered only to Alibaba's hosts of its kind", () => {
  assert.deepEqual(["sk-sp-1", "sk-1", "EMPTY"].map(keyKind), ["plan", "payg", "other"]);
  const ids = (key: string, chosen: string) => endpointsForKey(key, value(chosen)!).map(({ id }) => id);
  assert.deepEqual(ids("sk-1", "singapore"), ["beijing", "us", "hongkong"]);
  assert.deepEqual(ids("sk-sp-1", "singapore"), [
    "coding-plan-china",
    "coding-plan-intl",
    "token-plan-china",
    "token-plan-singapore",
  ]);
  assert.deepEqual(ids("sk-1", "https://gpu.example/v1"), []);
  assert.deepEqual(ids("EMPTY", "singapore"), []);
});

test("a server at home is known by its port", () => {
  assert.deepEqual(
    ["ollama", "http://127.0.0.1:30000/v1", "https://gpu.example/v1", "us"].map((text) => serverKind(value(text)!)),
    ["ollama", "sglang", "unknown", "alibaba"],
  );
});
