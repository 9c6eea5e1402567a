import assert from "node:assert/strict";
import { test } from "node:test";
import { createAsked } from "../../../media/history/asked.ts";

test("answers to what was asked here are no news, also late and merged ones", () => {
  const asked = createAsked("");
  asked.ask("a");
  asked.ask("ab");
  asked.ask("abc");
  assert.equal(asked.came(""), false, "a refresh of the view before");
  assert.equal(asked.came("a"), false);
  assert.equal(asked.came("abc"), false, "the host has skipped one");
  assert.equal(asked.came("abc"), false, "a refresh");
});

test("a query that nobody asked for here is the host's", () => {
  const asked = createAsked("");
  asked.ask("a");
  assert.equal(asked.came("a"), false);
  assert.equal(asked.came(""), true);
  assert.equal(asked.came(""), false);
});
