import assert from "node:assert/strict";
import { it } from "node:test";
import { createBranches } from "../../../src/chat/branches.ts";
import type { MessageHead } from "../../../src/chat/message.ts";

const heads: readonly MessageHead[] = [
  { id: "p", role: "user" },
  { id: "a", parent: "p", role: "assistant" },
  { id: "p2", parent: "a", role: "user" },
  { id: "a2", parent: "p2", role: "assistant" },
];

function open() {
  const written: string[] = [];
  const history = {
    setLeaf: (_: string, leaf: string | undefined) => void written.push(`leaf ${leaf}`),
    setBack: (_: string, back: readonly string[]) => void written.push(`back ${back.join()}`),
  };
  return { branches: createBranches("c", history, { heads, back: [] }), written };
}

it("without a stored end the branch that was written last is open", () => {
  assert.deepEqual(open().branches.open(), ["p", "a", "p2", "a2"]);
});

it("a side question ends the branch at its answer, and back leads to where it was; both are written down", () => {
  const { branches, written } = open();
  assert.equal(branches.side("p"), false, "only from an answer");
  assert.equal(branches.back(), false);
  assert.equal(branches.side("a"), true);
  assert.deepEqual([branches.open(), branches.sideFrom], [["p", "a"], "a"]);
  assert.equal(branches.back(), true);
  assert.deepEqual([branches.leaf, branches.sideFrom], ["a2", undefined]);
  assert.deepEqual(written, ["back a2", "leaf a", "back ", "leaf a2"]);
});

it("going to where a side question came from is going back", () => {
  const { branches } = open();
  branches.side("a");
  branches.goTo("a2");
  assert.equal(branches.sideFrom, undefined);
  assert.equal(branches.back(), false);
});
