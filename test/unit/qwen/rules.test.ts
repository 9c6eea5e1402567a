// The stand-in refuses what DashScope refuses.
import assert from "node:assert/strict";
import { test } from "node:test";
import { refusal } from "../../dashscope/rules.ts";

const user = { role: "user", content: "hi" };
const words = (body: Record<string, unknown>): string => {
  const reply = refusal({ model: "qwen-plus", messages: [user], stream: true, ...body });
  return reply?.map((step) => ("send" in step ? String(step.send) : "")).join("") ?? "";
};

test("what DashScope refuses is refused in its words", () => {
  // biome-ignore format: a table
  const rows: readonly (readonly [Record<string, unknown>, RegExp])[] = [
    [{ messages: [{ role: "developer", content: "x" }, user] }, /developer is not one of/],
    [{ messages: [] }, /is too short/],
    [{ messages: [{ role: "user", content: "" }] }, /content field is a required field/],
    [{ messages: [{ role: "system", content: "x" }] }, /role of user/],
    [{ messages: [user, { role: "tool", tool_call_id: "x", content: "y" }] }, /must be a response to a preceeding/],
    [{ tools: [] }, /is too short/],
    [{ tool_choice: "required" }, /tool_choice is one of/],
    [{ model: "qwen3-coder-plus", enable_thinking: false }, /does not support enable_thinking/],
    [{ model: "qwq-plus", enable_thinking: false }, /restricted to True/],
    [{ model: "qwen3.8-max", reasoning_effort: "low", thinking_budget: 5 }, /same time/],
    [{ model: "qwen-plus", reasoning_effort: "low" }, /does not support reasoning_effort/],
    [{ model: "qwen-plus", enable_thinking: true, thinking_budget: 100_000 }, /not greater than 81920/],
    [{ enable_thinking: true, stream: false }, /non-streaming/],
    [{ chat_template_kwargs: {} }, /not supported/],
    [{ temperature: 2 }, /temperature/],
  ];
  for (const [body, pattern] of rows) assert.match(words(body), pattern);
  assert.equal(words({}), "");
});
