import assert from "node:assert/strict";
import { it } from "node:test";
import { createTree } from "../../../src/chat/tree.ts";

const tree = () => {
  const made = createTree();
  made.add({ id: "q", role: "user" });
  made.add({ id: "a1", parent: "q", role: "assistant" });
  made.add({ id: "a2", parent: "q", role: "assistant" });
  made.add({ id: "q2", parent: "a1", role: "user" });
  made.add({ id: "q3", parent: "a1", role: "user" });
  return made;
};

it("a branch goes from the root to its leaf; siblings stand in the order of writing", () => {
  assert.deepEqual(tree().branch("q3"), ["q", "a1", "q3"]);
  assert.deepEqual(tree().siblings("a2"), ["a1", "a2"]);
  assert.deepEqual(tree().siblings("q"), ["q"]);
  assert.equal(tree().newestLeaf("a1"), "q3");
  assert.equal(tree().newestLeaf("a2"), "a2");
});

it("a branch that is asked for again is the same; a message that comes later is in it", () => {
  const growing = tree();
  assert.equal(growing.branch("q3"), growing.branch("q3"));
  assert.deepEqual(growing.branch("a3"), []);
  growing.add({ id: "a3", parent: "q3", role: "assistant" });
  assert.deepEqual(growing.branch("a3"), ["q", "a1", "q3", "a3"]);
});

it("what is not there has no branch, and a message that is added twice stands once", () => {
  const twice = tree();
  twice.add({ id: "a1", parent: "q3", role: "assistant" });
  assert.deepEqual(twice.siblings("a1"), ["a1", "a2"]);
  assert.deepEqual(twice.branch("gone"), []);
  assert.deepEqual(twice.siblings("gone"), []);
  assert.equal(createTree().isEmpty, true);
});

it("S09 a circle of parents ends", () => {
  const circle = createTree();
  circle.add({ id: "x", parent: "y", role: "user" });
  circle.add({ id: "y", parent: "x", role: "assistant" });
  assert.deepEqual(circle.branch("y"), ["x", "y"]);
});
