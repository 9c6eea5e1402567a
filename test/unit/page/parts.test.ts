import assert from "node:assert/strict";
import { test } from "node:test";
import { searchedParts } from "../../../media/find/parts.ts";
import { answer, prompt } from "../../page/states.ts";

test("a prompt is one text, as it is drawn; an answer's thinking and texts are apart; chips are not looked through", () => {
  const reference = {
    type: "reference",
    id: "r",
    kind: "code",
    label: "a.ts",
    detail: "a.ts",
    tokens: 5,
    secretLines: [],
    hidden: 0,
  } as const;
  const parts = [reference, { type: "text", text: "one" }, { type: "text", text: "two" }] as const;
  assert.deepEqual(searchedParts(prompt("p", "", { parts })), [{ kind: "prompt", source: "one\n\ntwo" }]);
  assert.deepEqual(searchedParts(prompt("p", "", { parts: [reference] })), []);
  assert.deepEqual(searchedParts(answer("a", "", { parts: [{ type: "thinking", text: "hm" }, ...parts] })), [
    { kind: "thinking", source: "hm" },
    { kind: "text", source: "one" },
    { kind: "text", source: "two" },
  ]);
});
