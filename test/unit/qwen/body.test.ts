import assert from "node:assert/strict";
import { test } from "node:test";
import { dataUrl } from "../../../src/chat/images/take.ts";
import { bodyOf } from "../../../src/qwen/body.ts";
import { presets } from "../../../src/qwen/endpoints.ts";
import { models } from "../../../src/qwen/models.ts";
import type { Message, Request } from "../../../src/qwen/types.ts";
import { refusal } from "../../dashscope/rules.ts";
import { png } from "../chat/images/pictures.ts";

const at = (id: string) => presets.find((one) => one.id === id)!;
const request = (rest: Partial<Request>): Request => ({
  endpoint: at("singapore"),
  model: "qwen3.7-plus",
  messages: [{ role: "user", content: "hi" }],
  thinking: "off",
  ...rest,
});
const thinkingOf = (rest: Partial<Request>) => {
  const { model: _m, messages: _x, stream: _s, stream_options: _o, ...fields } = bodyOf(request(rest));
  return fields;
};

test("a hello is small and says what it wants", () => {
  const body = JSON.stringify(bodyOf(request({})));
  assert.equal(
    body,
    '{"model":"qwen3.7-plus","stream":true,"stream_options":{"include_usage":true},"enable_thinking":false,"messages":[{"role":"user","content":"hi"}]}',
  );
});

test("thinking is switched the way the model wants", () => {
  assert.deepEqual(thinkingOf({ model: "qwen3.8-max" }), { reasoning_effort: "none" });
  assert.deepEqual(thinkingOf({ model: "qwen3.8-max", thinking: "on" }), { reasoning_effort: "xhigh" });
  assert.deepEqual(thinkingOf({ model: "qwen3.8-flash-0902", thinking: "on", thinkingBudget: 4000 }), {
    reasoning_effort: "low",
  });
  assert.deepEqual(thinkingOf({ model: "qwen-plus", thinking: "on", thinkingBudget: 1e6 }), {
    enable_thinking: true,
    thinking_budget: 81_920,
  });
  for (const model of ["qwen3-coder-plus", "qwen-max", "qwq-plus", "qwen-long", "glm-5"]) {
    assert.deepEqual(thinkingOf({ model, thinking: "on", thinkingBudget: 100 }), {}, model);
  }
});

test("fields of DashScope never go to other servers", () => {
  const qwen3 = { model: "Qwen/Qwen3-8B", thinking: "on" as const };
  for (const id of ["vllm", "sglang", "llama-cpp"]) {
    assert.deepEqual(thinkingOf({ ...qwen3, endpoint: at(id) }), { chat_template_kwargs: { enable_thinking: true } });
  }
  assert.deepEqual(thinkingOf({ endpoint: at("ollama"), model: "qwen3:8b" }), { reasoning_effort: "none" });
  assert.deepEqual(thinkingOf({ endpoint: at("ollama"), model: "llama3", thinking: "on" }), {});
  assert.deepEqual(thinkingOf({ ...qwen3, endpoint: at("lm-studio") }), {});
  const own = { ...at("vllm"), id: "custom", baseUrl: "https://gpu.example/v1" };
  assert.deepEqual(thinkingOf({ ...qwen3, endpoint: own }), { chat_template_kwargs: { enable_thinking: true } });
  assert.deepEqual(thinkingOf({ endpoint: own, model: "mistral-7b", thinking: "on" }), {});
});

test("the stand-in's rules refuse nothing that we send, for any model, thinking or not", () => {
  const messages: readonly Message[] = [
    { role: "system", content: "a" },
    { role: "user", content: "q" },
    { role: "system", content: "b" },
    { role: "assistant", content: "", toolCalls: [{ id: "c1", name: "run", arguments: "" }] },
    { role: "tool", toolCallId: "c1", content: "done" },
    { role: "assistant", content: "" },
    {
      role: "user",
      content: [
        { type: "text", text: "x" },
        { type: "text", text: "y" },
      ],
    },
  ];
  const long: Message = { role: "user", content: "word ".repeat(5000) };
  const image: Message = {
    role: "user",
    content: [
      { type: "image", url: dataUrl({ hash: "", mediaType: "image/png", data: png(100, 100) }) },
      { type: "text", text: "word ".repeat(5000) },
    ],
  };
  const tool = { name: "run", description: "", parameters: {} };
  for (const { id, tools, images } of models) {
    for (const thinking of ["off", "on"] as const) {
      for (const preserveThinking of ["off", "on"] as const) {
        const all = [
          ...messages,
          { role: "assistant", content: "a", thinking: "t" } as const,
          long,
          ...(images ? [image] : []),
        ];
        const wish = {
          model: id,
          thinking,
          preserveThinking,
          thinkingBudget: 1e9,
          search: true,
          tools: tools ? [tool] : [],
        };
        const body = bodyOf(request({ ...wish, messages: all }));
        assert.equal(refusal(JSON.parse(JSON.stringify(body))), undefined, `${id} ${thinking} ${preserveThinking}`);
      }
    }
  }
});

test("system messages become one in front, texts a string, empty answers nothing", () => {
  const { messages } = bodyOf(
    request({
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "a" },
            { type: "text", text: "b" },
          ],
        },
        { role: "assistant", content: "" },
        { role: "system", content: "one" },
        { role: "system", content: "two" },
      ],
    }),
  );
  assert.deepEqual(messages, [
    { role: "system", content: "one\n\ntwo" },
    { role: "user", content: "a\n\nb" },
  ]);
});

test("images stay in a list", () => {
  const { messages } = bodyOf(
    request({
      messages: [
        {
          role: "user",
          content: [
            { type: "image", url: "data:x" },
            { type: "text", text: "see" },
          ],
        },
      ],
    }),
  );
  assert.deepEqual(messages, [
    {
      role: "user",
      content: [
        { type: "image_url", image_url: { url: "data:x" } },
        { type: "text", text: "see" },
      ],
    },
  ]);
});

test("a search is asked for in the way the model wants, of models that search, where it is paid by the token", () => {
  assert.deepEqual(thinkingOf({ search: true }), {
    enable_thinking: false,
    enable_search: true,
    search_options: { forced_search: true },
  });
  assert.deepEqual(thinkingOf({ search: true, model: "qwen3-max" })["search_options"], { search_strategy: "agent" });
  const searches = (rest: Partial<Request>) => "enable_search" in thinkingOf({ search: true, ...rest });
  const models = ["qwen3-coder-plus", "qwen3.8-flash", "qwen-long", "glm-5"].map((model) => searches({ model }));
  assert.deepEqual(models, [false, false, false, false]);
  for (const id of ["coding-plan-intl", "token-plan-china", "vllm", "ollama"])
    assert.ok(!searches({ endpoint: at(id) }), id);
});

test("a long context is marked for the cache, on models that take marks and where it is paid by the token", () => {
  const messages: readonly Message[] = [
    { role: "system", content: "s" },
    { role: "user", content: "word ".repeat(3000) },
    { role: "assistant", content: "a" },
    { role: "user", content: "q" },
  ];
  const contents = (rest: Partial<Request>) =>
    (bodyOf(request({ messages, ...rest }))["messages"] as { content: unknown }[]).map(({ content }) => content);
  const text = messages[1]!.content;
  const marked = [{ type: "text", text, cache_control: { type: "ephemeral" } }];
  assert.deepEqual(contents({}), ["s", marked, "a", "q"]);
  for (const rest of [{ model: "qwen-max" }, { endpoint: at("coding-plan-intl") }, { endpoint: at("vllm") }]) {
    assert.deepEqual(contents(rest), ["s", text, "a", "q"]);
  }
});

test("earlier thinking is preserved as the model does it or as it is wished, and the field goes only where it is known", () => {
  const messages: readonly Message[] = [
    { role: "user", content: "p" },
    { role: "assistant", content: "a", thinking: "t" },
    { role: "user", content: "q" },
  ];
  const sent = (model: string, preserveThinking?: "on" | "off") => {
    const body = bodyOf(request({ messages, model, ...(preserveThinking && { preserveThinking }) }));
    return [body["preserve_thinking"], JSON.stringify(body).includes('"reasoning_content":"t"')];
  };
  assert.deepEqual(sent("qwen3.8-max"), [undefined, true]);
  assert.deepEqual(sent("qwen3.8-max", "off"), [undefined, false]);
  assert.deepEqual(sent("qwen3.7-plus"), [undefined, false]);
  assert.deepEqual(sent("qwen3.7-plus", "on"), [true, true]);
  assert.deepEqual(sent("qwen3.6-plus", "off"), [undefined, false]);
  for (const model of ["qwen3.5-plus", "qwen3-coder-plus", "qwen-plus", "glm-5"]) {
    assert.deepEqual(sent(model, "on"), [undefined, false], model);
  }
});

test("thinking goes back only to models that preserve it, and only on DashScope", () => {
  const messages: readonly Message[] = [
    { role: "assistant", content: "a", thinking: "t" },
    { role: "user", content: "q" },
  ];
  const sent = (rest: Partial<Request>) =>
    JSON.stringify(bodyOf(request({ messages, ...rest }))).includes("reasoning_content");
  assert.deepEqual(
    [
      sent({ model: "qwen3.8-max" }),
      sent({ model: "qwen3.7-plus" }),
      sent({ model: "qwen3.8-max", endpoint: at("vllm") }),
    ],
    [true, false, false],
  );
});

test("the length of an answer is bounded by the field the model knows", () => {
  assert.equal(bodyOf(request({ maxTokens: 9 }))["max_completion_tokens"], 9);
  assert.equal(bodyOf(request({ maxTokens: 9, model: "qwen-plus" }))["max_tokens"], 9);
  assert.equal(bodyOf(request({ maxTokens: 9, endpoint: at("vllm") }))["max_tokens"], 9);
});

test("a longer conversation begins with the same bytes", () => {
  const messages: Message[] = [
    { role: "system", content: "s" },
    { role: "user", content: "1" },
  ];
  const first = JSON.stringify(bodyOf(request({ messages })));
  const second = JSON.stringify(
    bodyOf(request({ messages: [...messages, { role: "assistant", content: "2" }, { role: "user", content: "3" }] })),
  );
  assert.ok(second.startsWith(first.slice(0, -2)));
});
