import assert from "node:assert/strict";
import { test } from "node:test";
import { createToolCalls } from "../../../src/qwen/toolCalls.ts";

const piece = (index: number | undefined, id: unknown, name: unknown, args: unknown) => ({
  index,
  id,
  type: "function",
  function: { name, arguments: args },
});
const assembled = (...pieces: readonly unknown[]) => {
  const calls = createToolCalls();
  for (const one of pieces) calls.take([one]);
  return calls.complete().map(({ id, name, arguments: args }) => [id, name, args]);
};

test("W40 two calls, a character at a time and interleaved, are put together", () => {
  const [a, b] = ['{"path":"中/a"}', '{"q":"b c"}'];
  const pieces: unknown[] = [piece(0, "c0", "read", ""), piece(1, "c1", "grep", "")];
  for (let i = 0; i < a.length; i++) pieces.push(piece(0, "", null, a[i]), piece(1, null, "", b[i] ?? ""));
  assert.deepEqual(assembled(...pieces), [
    ["c0", "read", a],
    ["c1", "grep", b],
  ]);
});

test("W40 arguments that never become JSON are given out as they are, for the tool to refuse", () => {
  assert.deepEqual(assembled(piece(0, "c", "run", '{"a":')), [["c", "run", '{"a":']]);
});

test("the quirks of many servers", () => {
  assert.deepEqual(
    assembled(piece(undefined, "c", "run", "{"), piece(undefined, "", "", "}")),
    [["c", "run", "{}"]],
    "no index",
  );
  assert.deepEqual(assembled(piece(0, "", "run", "{}")), [["call_0", "run", "{}"]], "no id");
  assert.deepEqual(
    assembled(piece(0, "c", "run", ""), piece(0, "c", "run", "{}")),
    [["c", "run", "{}"]],
    "name repeated",
  );
  assert.deepEqual(
    assembled(piece(0, "c", "run", '{"a":1}'), piece(0, "c", "run", '{"a":1}')),
    [["c", "run", '{"a":1}']],
    "all sent again",
  );
  assert.deepEqual(assembled(piece(0, "c", "run", "{}"), piece(0, "d", "see", "{}")).length, 2, "one index for two");
  assert.deepEqual(assembled(piece(0, "c", "run", { a: 1 })), [["c", "run", '{"a":1}']], "an object");
  assert.deepEqual(assembled(null, 4, {}, piece(0, 5, 6, 7)), [], "nonsense");
});
