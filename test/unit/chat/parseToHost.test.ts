import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { parseToHost } from "../../../src/chat/parseToHost.ts";

it("takes exactly the messages of the protocol", () => {
  for (const message of [
    { type: "ready" },
    { type: "send", text: "hi" },
    { type: "code", do: "insert", messageId: "m", text: "x" },
    { type: "run", action: "setApiKey" },
    { type: "branch", messageId: "m", index: 2 },
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
    { type: "send", text: "hi", model: "x" },
    { type: "send", text: 1 },
    { type: "send" },
    { type: "constructor" },
    { type: "__proto__" },
    JSON.parse('{"type":"send","text":"x","__proto__":{"a":1}}'),
    { type: "code", do: "run", messageId: "m", text: "rm" },
    { type: "run", action: "workbench.action.terminal.new" },
    { type: "run", action: "toString" },
    { type: "branch", messageId: "m", index: 1.5 },
    { type: "send", text: "x".repeat(10 * 1024 * 1024) },
  ]) {
    assert.equal(parseToHost(value), undefined, JSON.stringify(value)?.slice(0, 80));
  }
});

it("H25 no value at all makes it throw", () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (value) => {
      parseToHost(value);
      parseToHost({ type: "send", text: value });
    }),
    { numRuns: 1000 },
  );
});
