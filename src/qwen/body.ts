// A request -> the body that goes over the wire.
import { serverKind } from "./endpoints.ts";
import { type Model, modelFor } from "./models.ts";
import type { Message, Request, ToolCall } from "./types.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };
export type Body = Readonly<Record<string, unknown>>;

/**
 * Settings first, then tools, then messages, each always in the same order: what two requests of one conversation
 * have in common is then the same bytes from the start, which is what the service's cache looks at.
 */
export function bodyOf(request: Request): Body {
  const model = modelFor(request.model);
  return {
    model: request.model,
    stream: true,
    stream_options: { include_usage: true },
    ...thinkingFields(request, model),
    ...(request.maxTokens === undefined ? {} : { [maxTokensField(request, model)]: request.maxTokens }),
    ...(request.tools?.length ? { tools: request.tools.map((tool) => ({ type: "function", function: tool })) } : {}),
    messages: messagesOf(request, model),
  };
}

/** Own servers know the old name; `max_completion_tokens` came to them late. */
const maxTokensField = (request: Request, model: Model): string =>
  request.endpoint.kind === "self-hosted" ? "max_tokens" : model.maxTokensField;

type Fields = Readonly<Record<string, Json>>;

function thinkingFields(request: Request, model: Model): Fields {
  if (request.endpoint.kind === "self-hosted") return selfHostedThinking(request, model);
  if (model.thinkingSwitch === "effort") {
    // Never together with thinking_budget: that is an error on these models.
    return { reasoning_effort: request.thinking === "off" ? "none" : effortFor(request.thinkingBudget) };
  }
  if (model.thinkingSwitch === "none") return {};
  if (request.thinking === "off") return { enable_thinking: false };
  const budget = request.thinkingBudget;
  if (budget === undefined || budget <= 0) return { enable_thinking: true };
  return { enable_thinking: true, thinking_budget: Math.min(Math.floor(budget), model.thinkingBudgetMax ?? budget) };
}

/** The documented budgets of the efforts; without a wish of the user's, the service's own default. */
function effortFor(budget: number | undefined): string {
  if (budget === undefined || budget > 16_384) return "xhigh";
  return budget > 4096 ? "medium" : "low";
}

/**
 * DashScope's own fields never go to other servers. vLLM, SGLang and llama.cpp pass `chat_template_kwargs` to the model's
 * template. Ollama takes `reasoning_effort` and refuses it, other than "none", for models without thinking. LM Studio
 * has a switch of its own. A server we can not tell gets `chat_template_kwargs` only for a model whose template is known to read
 * it (the hybrid Qwen3): others may refuse fields that they do not know.
 */
function selfHostedThinking(request: Request, model: Model): Fields {
  const server = serverKind(request.endpoint);
  const isHybrid = model.thinking === "on" || model.thinking === "off";
  if (!isHybrid || server === "lm-studio" || model.id === "rehearsal") return {};
  if (server === "ollama") {
    return { reasoning_effort: request.thinking === "off" ? "none" : ollamaEffort(request.thinkingBudget) };
  }
  return { chat_template_kwargs: { enable_thinking: request.thinking === "on" } };
}

const ollamaEffort = (budget: number | undefined): string => {
  if (budget === undefined) return "medium";
  return budget > 16_384 ? "high" : budget > 4096 ? "medium" : "low";
};

/** One system message in front, whatever order they came in: DashScope refuses any other place, and the developer role. */
function messagesOf(request: Request, model: Model): readonly Json[] {
  const system: string[] = [];
  const rest: Json[] = [];
  for (const message of request.messages) {
    if (message.role === "system") system.push(message.content);
    else rest.push(...wireMessage(message, request, model));
  }
  const merged = system.filter((text) => text !== "").join("\n\n");
  return merged === "" ? rest : [{ role: "system", content: merged }, ...rest];
}

function wireMessage(message: Exclude<Message, { role: "system" }>, request: Request, model: Model): readonly Json[] {
  switch (message.role) {
    case "user":
      return [{ role: "user", content: contentOf(message.content) }];
    case "tool":
      return [{ role: "tool", tool_call_id: message.toolCallId, content: message.content }];
    case "assistant": {
      const calls = message.toolCalls ?? [];
      // An answer that broke off before its first word: "The content field is a required field."
      if (message.content === "" && calls.length === 0) return [];
      const isAlibaba = request.endpoint.kind !== "self-hosted";
      return [
        {
          role: "assistant",
          content: message.content,
          ...(isAlibaba && model.preserveThinking && message.thinking ? { reasoning_content: message.thinking } : {}),
          ...(calls.length > 0 ? { tool_calls: calls.map((call, index) => wireCall(call, index, isAlibaba)) } : {}),
        },
      ];
    }
    default:
      return message satisfies never;
  }
}

/** Some text models take nothing but a string ("input content must be a string."), so an array is for images only. */
function contentOf(content: Extract<Message, { role: "user" }>["content"]): Json {
  if (typeof content === "string") return content;
  if (!content.some((part) => part.type === "image")) {
    return content.map((part) => (part.type === "text" ? part.text : "")).join("\n\n");
  }
  return content.map((part) =>
    part.type === "text" ? { type: "text", text: part.text } : { type: "image_url", image_url: { url: part.url } },
  );
}

/** DashScope lists `index` as required in history. Arguments that are no JSON would be a 500 there: {} stands in. */
const wireCall = (call: ToolCall, index: number, isAlibaba: boolean): Json => ({
  ...(isAlibaba ? { index } : {}),
  id: call.id,
  type: "function",
  function: { name: call.name, arguments: isJson(call.arguments) ? call.arguments : "{}" },
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
