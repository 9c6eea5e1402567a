// The stand-in refuses what DashScope refuses.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dataUrl } from "../../../src/chat/images/take.ts";
import { refusal } from "../../dashscope/rules.ts";
import { jpeg, png } from "../chat/images/pictures.ts";

const user = { role: "user", content: "hi" };
const marked = { type: "text", text: "x", cache_control: { type: "ephemeral" } };
const image = (url: string) => ({ role: "user", content: [{ type: "image_url", image_url: { url } }] });
const shown = (model: string, data: Uint8Array) => ({
  model,
  messages: [image(dataUrl({ hash: "", mediaType: "image/png", data }))],
});
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
    [{ model: "qwen3.7-plus", thinking_budget: 1.5 }, /positive integer/],
    [{ model: "qwen-plus", preserve_thinking: true }, /does not support preserve_thinking/],
    [{ model: "qwen3-coder-plus", enable_search: true }, /does not support enable_search/],
    [{ model: "qwen3.7-max", enable_search: true }, /does not support enable_search/],
    [{ enable_search: true, search_options: { enable_source: true } }, /Unknown search_options/],
    [{ model: "qwen3-max", enable_search: true, search_options: { forced_search: true } }, /agent/],
    [{ enable_search: true, tools: [{ function: { name: "search" } }] }, /not allowed to be \[search\]/],
    [{ messages: [{ role: "user", content: [{ type: "text", text: "x" }] }] }, /must be a string/],
    [{ messages: [{ role: "user", content: [marked, marked, marked, marked, marked] }] }, /maximum of 4/],
    [{ messages: [{ role: "user", content: [{ ...marked, cache_control: { type: "ephemeral", ttl: "1h" } }] }] }, /ephemeral/],
    [{ model: "qwen-max", messages: [{ role: "user", content: [marked] }] }, /does not support cache_control/],
    [shown("qwen3-coder-plus", png(100, 100)), /must be a string/],
    [shown("qwen3.7-max", png(100, 100)), /must be a string/],
    [shown("qwen3.7-plus", png(10, 100)), /length and width do not meet/],
    [shown("qwen3.7-plus", png(11, 2201)), /length and width do not meet/],
    [shown("qwen3.7-plus", jpeg(5, 5)), /Failed to decode/],
    [{ ...shown("qwen3.7-plus", png(1, 1)), messages: [image("https://a.example/i.png")] }, /URL does not appear/],
    [{ ...shown("qwen3.7-plus", png(1, 1)), messages: [image(`data:image/png;base64,${"A".repeat(10_485_760)}`)] }, /max bytes/],
    [{ temperature: 2 }, /temperature/],
  ];
  for (const [body, pattern] of rows) assert.match(words(body), pattern);
  assert.equal(words({}), "");
  assert.equal(words(shown("qwen3.7-plus", png(100, 100))), "");
});
