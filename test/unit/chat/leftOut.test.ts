import assert from "node:assert/strict";
import { it } from "node:test";
import { lastSentBefore, leftOutOf } from "../../../src/chat/leftOut.ts";
import type { StoredMessage } from "../../../src/chat/message.ts";

const prompt = (id: string, more: Partial<StoredMessage> = {}): StoredMessage => ({
  id,
  role: "user",
  parts: [{ type: "text", text: id }],
  status: "done",
  createdAt: 0,
  ...more,
});
const answer = (id: string, kind?: string): StoredMessage => ({
  ...prompt(id),
  role: "assistant",
  ...(kind !== undefined && { error: { kind, message: "", host: "h" } }),
});

it("W10 W11 a turn is left out when the same would fail again, not when only the connection failed", () => {
  for (const kind of ["inspectionInput", "inspectionOutput", "tooLong", "image", "parameter"]) {
    assert.deepEqual([...leftOutOf([prompt("p"), answer("a", kind), prompt("q")])], ["p"], kind);
  }
  for (const kind of ["server", "dns", "rateLimit", "interrupted"]) {
    assert.deepEqual([...leftOutOf([prompt("p"), answer("a", kind), prompt("q")])], [], kind);
  }
});

it("what the reader left out stays out for every later question of the branch", () => {
  const branch = [prompt("p"), answer("a"), prompt("q", { leavesOut: ["p"] }), answer("b"), prompt("r")];
  assert.deepEqual([...leftOutOf(branch)], ["p"]);
});

it("the exchange to leave out next is the last one that goes along", () => {
  const branch = [
    prompt("p"),
    answer("a"),
    prompt("q"),
    answer("b", "inspectionInput"),
    prompt("r"),
    answer("c", "inspectionInput"),
  ];
  assert.equal(lastSentBefore(branch, "r"), "p");
  assert.equal(lastSentBefore(branch, "p"), undefined);
  assert.equal(lastSentBefore([...branch.slice(0, 4), prompt("r", { leavesOut: ["p"] })], "r"), undefined);
  assert.equal(lastSentBefore(branch, "unknown"), undefined);
});
