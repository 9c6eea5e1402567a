// A request -> the body that goes over the wire.
import { cacheMarks } from "./cacheMarks.ts";
import { type Model, modelFor } from "./models.ts";
import { isPaidByTheToken } from "./price.ts";
import { isAlibaba, preserveField, preserves, thinkingFields } from "./thinking.ts";
import type { Endpoint, Message, Request, ToolCall } from "./types.ts";

type JsonObject = { readonly [name: string]: Json | undefined };
type Json = string | number | boolean | null | readonly Json[] | JsonObject;
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
    ...preserveField(request, model),
    ...searchFields(request, model),
    ...(request.maxTokens === undefined ? {} : { [maxTokensField(request, model)]: request.maxTokens }),
    ...(request.tools?.length ? { tools: request.tools.map((tool) => ({ type: "function", function: tool })) } : {}),
    messages: messagesOf(request, model),
  };
}

/** Own servers know the old name; `max_completion_tokens` came to them late. */
const maxTokensField = (request: Request, model: Model): string =>
  request.endpoint.kind === "self-hosted" ? "max_tokens" : model.maxTokensField;

type Fields = Readonly<Record<string, Json>>;

/** Asking for a search means that one is wanted, so the model is not left to decide whether it looks; how often, an agent decides. */
function searchFields(request: Request, model: Model): Fields {
  if (!request.search || !canSearch(request.endpoint, model)) return {};
  const options: Json = model.search === "agent" ? { search_strategy: "agent" } : { forced_search: true };
  return { enable_search: true, search_options: options };
}

/** Plans are for coding tools, and none of them names the search. */
export const canSearch = (endpoint: Endpoint, model: Model): boolean =>
  model.search !== "never" && isPaidByTheToken(endpoint);

/** One system message in front, whatever order they came in: DashScope refuses any other place, and the developer role. */
function messagesOf(request: Request, model: Model): readonly Json[] {
  const system: string[] = [];
  const rest: Json[] = [];
  const marks = model.cacheMarks && isPaidByTheToken(request.endpoint) ? cacheMarks(request.messages) : undefined;
  for (const message of request.messages) {
    if (message.role === "system") system.push(message.content);
    else rest.push(...wireMessage(message, request, model, marks?.has(message) ?? false));
  }
  const merged = system.filter((text) => text !== "").join("\n\n");
  return merged === "" ? rest : [{ role: "system", content: merged }, ...rest];
}

function wireMessage(
  message: Exclude<Message, { role: "system" }>,
  request: Request,
  model: Model,
  isMarked: boolean,
): readonly Json[] {
  switch (message.role) {
    case "user":
      return [{ role: "user", content: isMarked ? marked(message.content) : contentOf(message.content) }];
    case "tool":
      return [{ role: "tool", tool_call_id: message.toolCallId, content: message.content }];
    case "assistant": {
      const calls = message.toolCalls ?? [];
      // An answer that broke off before its first word: "The content field is a required field."
      if (message.content === "" && calls.length === 0) return [];
      return [
        {
          role: "assistant",
          content: message.content,
          ...(message.thinking && preserves(request, model) ? { reasoning_content: message.thinking } : {}),
          ...(calls.length > 0
            ? { tool_calls: calls.map((call, index) => wireCall(call, index, isAlibaba(request))) }
            : {}),
        },
      ];
    }
    default:
      return message satisfies never;
  }
}

type Content = Extract<Message, { role: "user" }>["content"];

/** Some text models take nothing but a string ("input content must be a string."), so an array is for images and marks only. */
function contentOf(content: Content): string | readonly JsonObject[] {
  if (typeof content === "string") return content;
  if (!content.some((part) => part.type === "image")) {
    return content.map((part) => (part.type === "text" ? part.text : "")).join("\n\n");
  }
  return content.map((part) =>
    part.type === "text" ? { type: "text", text: part.text } : { type: "image_url", image_url: { url: part.url } },
  );
}

/** Everything up to the end of this message is worth keeping. */
function marked(content: Content): readonly Json[] {
  const whole = contentOf(content);
  const parts = typeof whole === "string" ? [{ type: "text", text: whole }] : whole;
  return parts.map((part, index) =>
    index === parts.length - 1 ? { ...part, cache_control: { type: "ephemeral" } } : part,
  );
}

/** DashScope lists `index` as required in history. Arguments that are no JSON would be a 500 there: {} stands in. */
const wireCall = (call: ToolCall, index: number, hasIndex: boolean): Json => ({
  ...(hasIndex ? { index } : {}),
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
