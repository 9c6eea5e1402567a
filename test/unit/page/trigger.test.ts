import assert from "node:assert/strict";
import { it } from "node:test";
import { triggerAt, withMention } from "../../../media/mention/trigger.ts";

const at = (text: string) => triggerAt(text, text.length);

it("an @ that begins a word asks for a list, with what is typed behind it", () => {
  assert.deepEqual(at("@"), { sign: "@", start: 0, query: "" });
  assert.deepEqual(at("look at @src/cli"), { sign: "@", start: 8, query: "src/cli" });
  assert.deepEqual(at("(@a.ts:10-2"), { sign: "@", start: 1, query: "a.ts:10-2" });
  assert.deepEqual(triggerAt("see @ab cd", 6), { sign: "@", start: 4, query: "a" });
});

it("in Chinese no space is needed before it, and full-width signs do not matter", () => {
  assert.deepEqual(at("解释@排序"), { sign: "@", start: 2, query: "排序" });
  assert.deepEqual(at("，@a"), { sign: "@", start: 1, query: "a" });
});

it("an address, a handle of code and what ended before are none", () => {
  for (const text of ["me@example.org", "a.b@c", "@a b", "x@@y", "user-name@h"])
    assert.equal(at(text), undefined, text);
});

it("the choice takes the place of what was typed", () => {
  assert.deepEqual(withMention("see @cl now", { sign: "@", start: 4, query: "cl" }, "client.ts"), {
    text: "see @client.ts now",
    caret: 14,
  });
  assert.deepEqual(withMention("@p", { sign: "@", start: 0, query: "p" }, "client.ts"), {
    text: "@client.ts ",
    caret: 11,
  });
  assert.deepEqual(withMention("fix @prob", { sign: "@", start: 4, query: "prob" }, ""), { text: "fix ", caret: 4 });
});

it("a slash at the very beginning asks for the commands, one anywhere else or with a path behind it does not", () => {
  assert.deepEqual(at("/"), { sign: "/", start: 0, query: "" });
  assert.deepEqual(triggerAt("/fix the loop", 3), { sign: "/", start: 0, query: "fi" });
  for (const text of ["/fix ", "/src/chat", "//", " /fix", "a /fix"]) assert.equal(at(text), undefined, text);
  assert.deepEqual(at("/fix @a"), { sign: "@", start: 5, query: "a" });
  assert.deepEqual(withMention("/fi the loop", { sign: "/", start: 0, query: "fi" }, "fix"), {
    text: "/fix the loop",
    caret: 4,
  });
});
