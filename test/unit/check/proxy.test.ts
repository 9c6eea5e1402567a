import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, portOf, proxyInEffect } from "../../../src/check/proxy.ts";

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

test("the variables count for every target, https before http and lower case first", () => {
  const from = (environment: Record<string, string>) => {
    const proxy = proxyInEffect(target, settings, environment);
    return proxy.type === "proxy" ? `${proxy.url.host} from ${proxy.from}` : proxy.type;
  };
  const all = {
    https_proxy: "http://a:1",
    HTTPS_PROXY: "http://b:2",
    http_proxy: "http://c:3",
    HTTP_PROXY: "http://d:4",
  };
  assert.equal(from(all), "a:1 from https_proxy");
  assert.equal(from({ ...all, https_proxy: "" }), "b:2 from HTTPS_PROXY");
  assert.equal(from({ http_proxy: all.http_proxy, HTTP_PROXY: all.HTTP_PROXY }), "c:3 from http_proxy");
  assert.equal(from({ HTTP_PROXY: all.HTTP_PROXY }), "d:4 from HTTP_PROXY");
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
  for (const exception of ["*", "aliyuncs.com", ".aliyuncs.com", "dashscope.aliyuncs.com:443"]) {
    assert.equal(why(target, { ...settings, proxy, noProxy: [exception] }, {}), "exception", exception);
    assert.equal(why(target, { ...settings, proxy }, { NO_PROXY: `other.test, ${exception}` }), "exception", exception);
  }
  for (const exception of ["yuncs.com", "aliyuncs.com:80", "", "*.aliyuncs.com", "*:443"]) {
    assert.equal(why(target, { ...settings, proxy, noProxy: [exception] }, {}), "proxy", exception);
    assert.equal(why(target, { ...settings, proxy }, { NO_PROXY: exception }), "proxy", exception);
  }
});

test("where http.noProxy names an exception, NO_PROXY does not count; an exception counts for the system's proxy too", () => {
  const proxy = proxyInEffect(
    target,
    { ...settings, proxy: "http://p:1", noProxy: ["other.test"] },
    { NO_PROXY: "aliyuncs.com" },
  );
  assert.equal(proxy.type, "proxy");
  const none = { type: "none", why: "exception" };
  assert.deepEqual(proxyInEffect(target, { ...settings, noProxy: ["aliyuncs.com"] }, {}), none);
});

test("what names no protocol of a proxy is passed over and told", () => {
  const set = { ...settings, proxy: "proxy.corp:8080" };
  const variable = proxyInEffect(target, set, { HTTPS_PROXY: "http://b:3128" });
  assert.ok(variable.type === "proxy");
  assert.deepEqual([variable.url.host, variable.from, variable.passedOver], ["b:3128", "HTTPS_PROXY", "http.proxy"]);
  const none = { type: "none", why: "system" };
  assert.deepEqual(proxyInEffect(target, set, {}), { ...none, passedOver: "http.proxy" });
  assert.deepEqual(proxyInEffect(target, settings, { HTTP_PROXY: "b:3128" }), { ...none, passedOver: "HTTP_PROXY" });
  const used = proxyInEffect(target, { ...settings, proxy: "http://p:1" }, { HTTP_PROXY: "b:3128" });
  assert.ok(used.type === "proxy" && used.passedOver === undefined, "what comes after the one in use does not matter");
});

test("what is no address of a proxy is said to be none", () => {
  const invalid = { type: "invalid", from: "http.proxy" };
  assert.deepEqual(proxyInEffect(target, { ...settings, proxy: "http://proxy corp" }, {}), invalid);
});

test("a proxy is shown with its protocol, and asked at the port of its protocol", () => {
  const shown = (text: string) => `${addressOf(new URL(text))} at ${portOf(new URL(text))}`;
  assert.equal(shown("http://proxy.corp:8080/"), "http://proxy.corp:8080 at 8080");
  assert.equal(shown("https://proxy.corp"), "https://proxy.corp at 443");
  assert.equal(shown("socks5://proxy.corp"), "socks5://proxy.corp at 1080");
});
