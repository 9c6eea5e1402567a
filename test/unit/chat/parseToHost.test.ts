import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { parseToHost } from "../../../src/chat/parseToHost.ts";

it("takes exactly the messages of the protocol", () => {
  for (const message of [
    { type: "ready" },
    { type: "loaded" },
    { type: "send", conversation: "c", text: "hi" },
    { type: "code", do: "insert", messageId: "m", block: 2, text: "x" },
    { type: "run", action: "setApiKey" },
    { type: "branch", messageId: "m", index: 2 },
    { type: "attachImage", conversation: "c", name: "a.png", data: "AAAA" },
    { type: "imageRefused", conversation: "c", name: "a.gif", why: "animated" },
    { type: "loadImage", messageId: "m", id: "r" },
    { type: "editQueued", conversation: "c", id: "q", text: "x" },
  ]) {
    assert.deepEqual(parseToHost(message), message);
  }
});

it("M27 M28 drops unknown types, unknown fields, wrong types, prototype keys, paths and commands", () => {
  for (const value of [
    null,
    "ready",
    [],
    { type: "openFile", path: "/etc/passwd" },
    { type: "send", conversation: "c", text: "hi", model: "x" },
    { type: "send", conversation: "c", text: 1 },
    { type: "send" },
    { type: "editQueued", id: "q", text: "x" },
    { type: "constructor" },
    { type: "__proto__" },
    JSON.parse('{"type":"send","text":"x","__proto__":{"a":1}}'),
    { type: "code", do: "sudo", messageId: "m", block: 0, text: "rm" },
    { type: "run", action: "workbench.action.terminal.new" },
    { type: "run", action: "toString" },
    { type: "branch", messageId: "m", index: 1.5 },
    { type: "attachImage", conversation: "c", name: "a.png", data: new Uint8Array(4) },
    { type: "attachImage", conversation: "c", name: "a.png", data: "A".repeat(8 * 1024 * 1024 + 1) },
    { type: "imageRefused", conversation: "c", name: "a.gif", why: "toString" },
    { type: "loadImage", messageId: "m", id: "r", path: "/etc/passwd" },
    { type: "send", conversation: "c", text: "x".repeat(10 * 1024 * 1024) },
  ]) {
    assert.equal(parseToHost(value), undefined, JSON.stringify(value)?.slice(0, 80));
  }
});

it("H25 no value at all makes it throw", () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (value) => {
      parseToHost(value);
      parseToHost({ type: "send", conversation: "c", text: value });
    }),
    { numRuns: 1000 },
  );
});
