import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, index, newPlace, write } from "./fixture.ts";

test("three messages of a conversation are shown and the others counted", (context) => {
  const { history, engine } = newPlace(context);
  write(history, "a", ["foo 0", "foo 1", "bar", "foo 3", "foo 4", "foo 5"]);
  index(engine);
  const { conversations } = engine.search({ text: "foo", archived: false, limit: 5 }, () => false);
  assert.deepEqual(
    conversations[0]?.hits.map(({ messageId }) => messageId),
    ["a5", "a4", "a3"],
  );
  assert.equal(conversations[0]?.more, 2);
});

test("a hit says whose it is, when, and what stands around it", (context) => {
  const { history, engine } = newPlace(context);
  write(history, "a", ["see foo here"]);
  index(engine);
  const { conversations } = engine.search({ text: "FOO", archived: false, limit: 5 }, () => false);
  const hit = {
    messageId: "a0",
    role: "user",
    createdAt: 1_700_000_000_000,
    before: "see ",
    match: "foo",
    after: " here",
  };
  assert.deepEqual(conversations[0]?.hits, [hit]);
});

test("titles are found too, in the order of the conversations", (context) => {
  const { history, engine } = newPlace(context);
  write(history, "a", ["x", "foo"]);
  write(history, "b", ["y"]);
  write(history, "c", ["foo"]);
  history.rename("b", "About Foo_Bar");
  index(engine);
  assert.deepEqual(ask(engine, "foo"), ["c c0", "b", "a a1"]);
  assert.deepEqual(ask(engine, "fooba"), ["b"]);
});

test("workspace, archive and the removed ones are minded", (context) => {
  const { history, engine } = newPlace(context);
  for (const [id, workspace] of [
    ["a", "one"],
    ["b", "two"],
    ["c", "one"],
    ["d", "one"],
  ] as const)
    write(history, id, ["foo"], workspace);
  history.setArchived("c", true);
  history.remove("d");
  index(engine);
  assert.deepEqual(ask(engine, "foo"), ["b b0", "a a0"]);
  assert.deepEqual(ask(engine, "foo", { workspace: "one" }), ["a a0"]);
  assert.deepEqual(ask(engine, "foo", { archived: true }), ["c c0"]);
  assert.deepEqual(ask(engine, "foo", { workspace: "three" }), []);
});

test("few wanted among many are found", (context) => {
  const { history, engine } = newPlace(context);
  for (let count = 0; count < 60; count++) write(history, `c${count}`, ["foo"], count === 5 ? "one" : "two");
  index(engine);
  assert.deepEqual(ask(engine, "foo", { workspace: "one" }), ["c5 c50"]);
});

test("more conversations than asked for are cut, and it says so", (context) => {
  const { history, engine } = newPlace(context);
  for (let count = 0; count < 5; count++) write(history, `c${count}`, ["foo"]);
  index(engine);
  const query = { text: "foo", archived: false };
  const some = engine.search({ ...query, limit: 3 }, () => false);
  assert.deepEqual([some.conversations.length, some.isCut], [3, true]);
  const all = engine.search({ ...query, limit: 5 }, () => false);
  assert.deepEqual([all.conversations.length, all.isCut], [5, false]);
});

test("what a model thought is not searched, the code given with a question is", (context) => {
  const { history, engine } = newPlace(context);
  history.create({ id: "a", workspace: "w" });
  const reference = {
    type: "reference",
    kind: "code",
    id: "r",
    label: "x.ts:1-2",
    path: "src/client.ts",
    uri: "file:///x",
    startLine: 1,
    endLine: 2,
    language: "ts",
    enclosing: [],
    code: "codeword()",
  } as const;
  const parts = [{ type: "thinking", text: "hidden" }, { type: "text", text: "shown" }, reference] as const;
  history.saveMessage("a", { id: "m", role: "user", parts, status: "done", createdAt: 1 });
  index(engine);
  for (const text of ["shown", "codeword", "client.ts"]) assert.deepEqual(ask(engine, text), ["a m"]);
  assert.deepEqual(ask(engine, "hidden"), []);
});
