import assert from "node:assert/strict";
import { test } from "node:test";
import { createKeyStore, hostOfSecret, type KeyStore } from "../../../src/key/keyStore.ts";
import { hostOf, parseEndpoint } from "../../../src/qwen/endpoints.ts";
import type { Endpoint } from "../../../src/qwen/types.ts";
import { type MemorySecrets, memorySecrets } from "./memorySecrets.ts";

const key = "sk-CANARY0123456789abcdef";
const singapore = endpoint("singapore");
const beijing = endpoint("beijing");
const own = endpoint("https://qwen.example.com/v1");

function endpoint(text: string): Endpoint {
  const parsed = parseEndpoint(text);
  assert.ok(parsed.ok, text);
  return parsed.value;
}

function storeOn(memory: MemorySecrets, environment?: string): KeyStore {
  return createKeyStore(memory.secrets, memory.flags, () => environment);
}

test("H08 a key entered for one host is not given for another, not even for another port or region", async () => {
  const store = storeOn(memorySecrets());
  await store.set(hostOf(singapore), key);
  assert.deepEqual(await store.get(singapore), { value: key, from: "stored" });
  for (const other of [beijing, own, endpoint("https://dashscope-intl.aliyuncs.com:8443/compatible-mode/v1")]) {
    assert.equal(await store.get(other), undefined);
  }
});

test("H08 after consent the key is the other host's as well, each forgotten by itself", async () => {
  const store = storeOn(memorySecrets());
  await store.set(hostOf(singapore), key);
  assert.equal(await store.copy(hostOf(singapore), hostOf(beijing)), true);
  await store.forget(hostOf(singapore));
  assert.equal(await store.get(singapore), undefined);
  assert.equal((await store.get(beijing))?.value, key);
  assert.equal(await store.copy(hostOf(own), hostOf(singapore)), false);
});

test("the key of the environment is for Alibaba's hosts only, cleaned, and behind a stored one", async () => {
  const store = storeOn(memorySecrets(), `"${key}" \n`);
  assert.deepEqual(await store.get(beijing), { value: key, from: "environment" });
  assert.equal(await store.state(beijing), "environment");
  for (const host of ["https://qwen.example.com/v1", "https://dashscope.aliyuncs.com.evil.tld/v1", "ollama"]) {
    assert.equal(await store.get(endpoint(host)), undefined, host);
  }
  await store.set(hostOf(beijing), "sk-of-the-user-1234");
  assert.deepEqual(await store.get(beijing), { value: "sk-of-the-user-1234", from: "stored" });
});

test("a key in the environment that can not be one is no key", async () => {
  for (const value of ["", "  ", "sk", "ключ-от-всего-мира"]) {
    assert.equal(await storeOn(memorySecrets(), value).get(beijing), undefined, value);
  }
});

test("one's own server needs no key, but gets the one that was saved for it", async () => {
  const store = storeOn(memorySecrets());
  assert.equal(await store.state(endpoint("ollama")), "none needed");
  assert.equal(await store.state(singapore), "missing");
  await store.set(hostOf(own), key);
  assert.equal(await store.state(own), "stored");
});

test("K03 when the secret storage rejects, the key is kept nowhere and no flag says otherwise", async () => {
  const memory = memorySecrets();
  const store = createKeyStore(
    { ...memory.secrets, store: () => Promise.reject(new Error("no keyring")) },
    memory.flags,
    () => undefined,
  );
  await assert.rejects(store.set(hostOf(singapore), key), /no keyring/);
  assert.deepEqual([...memory.kept, ...memory.flagged], []);
  assert.equal(await store.state(singapore), "missing");
  assert.deepEqual(store.lost(), []);
});

test("K04 K05 a key that was saved and is gone after a restart is called lost, until it is entered again", async () => {
  const memory = memorySecrets();
  await storeOn(memory).set(hostOf(singapore), key);
  memory.kept.clear(); // what a keyring in memory does at the end of VS Code
  const store = storeOn(memory);
  assert.deepEqual(store.lost(), []);
  assert.equal(await store.state(singapore), "missing");
  assert.deepEqual(store.lost(), [hostOf(singapore)]);
  await store.set(hostOf(singapore), key);
  assert.deepEqual(store.lost(), []);
});

test("K04 a host that never had a key has not lost one", async () => {
  const store = storeOn(memorySecrets());
  await store.get(singapore);
  assert.deepEqual(store.lost(), []);
});

test("K06 a key that another window saved is used at once, and its change is recognised by name", async () => {
  const memory = memorySecrets();
  const [here, there] = [storeOn(memory), storeOn(memory)];
  assert.equal(await here.get(singapore), undefined);
  await there.set(hostOf(singapore), key);
  here.changed(); // VS Code's event
  assert.equal((await here.get(singapore))?.value, key);
  assert.deepEqual([...memory.kept.keys()].map(hostOfSecret), [hostOf(singapore)]);
  assert.equal(hostOfSecret("someOther.secret"), undefined);
});

test("K07 a forgotten key is gone from everywhere and is not called lost", async () => {
  const memory = memorySecrets();
  const store = storeOn(memory);
  await store.set(hostOf(singapore), key);
  await store.set(hostOf(beijing), key);
  assert.deepEqual(store.hosts(), [hostOf(singapore), hostOf(beijing)].sort());
  await store.forget(hostOf(singapore));
  assert.equal(await store.get(singapore), undefined);
  assert.deepEqual(store.lost(), []);
  assert.deepEqual(store.hosts(), [hostOf(beijing)]);
  await store.forget(hostOf(beijing));
  assert.deepEqual([...memory.kept, ...memory.flagged], []);
});

test("S12 without its flags, which VS Code has lost, a key is still used and can be forgotten", async () => {
  const memory = memorySecrets();
  await storeOn(memory).set(hostOf(singapore), key);
  memory.flagged.clear();
  const store = storeOn(memory);
  assert.deepEqual(await store.get(singapore), { value: key, from: "stored" });
  assert.deepEqual(store.lost(), []);
  assert.deepEqual(store.hosts(), [hostOf(singapore)]);
  await store.forget(hostOf(singapore));
  assert.deepEqual([store.hosts(), ...memory.kept], [[]]);
});

test("K01 the flags, which are no secret, hold no piece of the key", async () => {
  const memory = memorySecrets();
  await storeOn(memory).set(hostOf(singapore), key);
  const flags = JSON.stringify([...memory.flagged]);
  assert.deepEqual([...memory.flagged.values()], [true]);
  for (let at = 0; at + 12 <= key.length; at++) assert.ok(!flags.includes(key.slice(at, at + 12)));
});

test("the secret storage is asked once, and again after a change; for a lost key it is asked each time", async () => {
  const memory = memorySecrets();
  let asked = 0;
  const get = (name: string) => {
    asked++;
    return memory.secrets.get(name);
  };
  const store = createKeyStore({ ...memory.secrets, get }, memory.flags, () => undefined);
  for (const _ of [1, 2, 3]) assert.equal(await store.get(own), undefined);
  assert.equal(asked, 1);
  await store.set(hostOf(own), key);
  for (const _ of [1, 2, 3]) assert.equal((await store.get(own))?.value, key);
  assert.equal(asked, 2);
  memory.kept.clear();
  store.changed();
  for (const _ of [1, 2, 3]) assert.equal(await store.get(own), undefined);
  assert.equal(asked, 5);
});

test("K07 what the secret storage said before a key was forgotten is not remembered after it", async () => {
  const memory = memorySecrets();
  const first = storeOn(memory);
  await first.set(hostOf(own), key);
  let answer: (value: string | undefined) => void = () => {};
  const slow = new Promise<string | undefined>((resolve) => (answer = resolve));
  let isSlow = true;
  const get = (name: string) => (isSlow ? slow : memory.secrets.get(name));
  const store = createKeyStore({ ...memory.secrets, get }, memory.flags, () => undefined);
  const early = store.get(own);
  await store.forget(hostOf(own));
  answer(key);
  await early;
  isSlow = false;
  assert.equal(await store.get(own), undefined);
});
