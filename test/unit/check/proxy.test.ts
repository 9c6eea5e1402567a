import assert from "node:assert/strict";
import { test } from "node:test";
import { proxyInEffect } from "../../../src/check/proxy.ts";

const target = new URL("https://dashscope.aliyuncs.com/compatible-mode/v1");
const settings = { proxy: "", support: "override", noProxy: [] as readonly string[] };

test("W06 http.proxy comes first, then the variables of the environment; credentials are left behind", () => {
  const set = proxyInEffect(
    target,
    { ...settings, proxy: "http://me:hush@proxy.corp:8080" },
    { HTTPS_PROXY: "http://b" },
  );
  assert.ok(set.type === "proxy");
  assert.deepEqual([set.url.href, set.hasLogin, set.from], ["http://proxy.corp:8080/", true, "http.proxy"]);
  const variable = proxyInEffect(target, settings, { HTTPS_PROXY: "http://b:3128" });
  assert.ok(variable.type === "proxy");
  assert.deepEqual([variable.url.host, variable.hasLogin, variable.from], ["b:3128", false, "HTTPS_PROXY"]);
});

test("no proxy: switched off, on this computer, an exception, or none named", () => {
  const why = (...given: Parameters<typeof proxyInEffect>) => {
    const proxy = proxyInEffect(...given);
    return proxy.type === "none" ? proxy.why : proxy.type;
  };
  const proxy = "http://p:1";
  assert.equal(why(target, { ...settings, proxy, support: "off" }, {}), "off");
  assert.equal(why(new URL("http://localhost:11434/v1"), { ...settings, proxy }, {}), "loopback");
  assert.equal(why(target, settings, {}), "system");
  for (const exception of ["*", "aliyuncs.com", ".aliyuncs.com", "*.aliyuncs.com", "dashscope.aliyuncs.com:443"]) {
    assert.equal(why(target, { ...settings, proxy, noProxy: [exception] }, {}), "exception", exception);
    assert.equal(why(target, { ...settings, proxy }, { NO_PROXY: `other.test, ${exception}` }), "exception", exception);
  }
  for (const exception of ["yuncs.com", "aliyuncs.com:80", ""]) {
    assert.equal(why(target, { ...settings, proxy, noProxy: [exception] }, {}), "proxy", exception);
  }
});

test("what is no address of a proxy is said to be none", () => {
  assert.deepEqual(proxyInEffect(target, { ...settings, proxy: "proxy.corp:8080" }, {}), {
    type: "invalid",
    from: "http.proxy",
  });
});
