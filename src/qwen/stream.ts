// Chunks of a streamed answer -> events. Knows the wire's quirks; throws nothing, whatever a chunk is.
import { isRecord } from "./errorBody.ts";
import { sourcesIn } from "./sources.ts";
import { createThinkTags } from "./thinkTags.ts";
import { createToolCalls } from "./toolCalls.ts";
import type { Event, FinishReason, Usage } from "./types.ts";

export interface Accumulator {
  /** Events of one chunk; of a whole answer as well (`message` in place of `delta`). */
  readonly take: (chunk: unknown) => readonly Event[];
  /** What is known only at the end: held back text, complete tool calls, usage. */
  readonly end: () => readonly Event[];
  readonly finish: () => FinishReason | "error" | undefined;
  /** With finish "error": what the service said, in place of an answer. */
  readonly failure: () => string;
  /** Characters of text, thinking and arguments so far. */
  readonly size: () => number;
  /** The service's id of the answer, which on DashScope contains the request id. */
  readonly id: () => string | undefined;
}

/** `tags`: look for <think> in the text, as servers without a reasoning parser send it. */
export function createAccumulator({ tags }: { readonly tags: boolean }): Accumulator {
  const thinkTags = tags ? createThinkTags() : undefined;
  const toolCalls = createToolCalls();
  let usage: Usage | undefined;
  let finish: FinishReason | "error" | undefined;
  let failure = "";
  let size = 0;
  let id: string | undefined;

  /** Often sent with each chunk. */
  let sources = "";

  function takeSources(chunk: Readonly<Record<string, unknown>>, choice: unknown): Event[] {
    const delta = isRecord(choice) && isRecord(choice["delta"]) ? choice["delta"] : {};
    const found = sourcesIn(chunk, delta);
    if (found.length === 0 || JSON.stringify(found) === sources) return [];
    sources = JSON.stringify(found);
    return [{ type: "sources", sources: found }];
  }

  function takeChoice(choice: unknown): Event[] {
    if (!isRecord(choice)) return [];
    const isFailure = choice["finish_reason"] === "error_finish";
    const message = choice["delta"] ?? choice["message"];
    const delta = isRecord(message) ? message : {};
    finish ??= finishOf(choice["finish_reason"]);
    const content = textOf(delta["content"]);
    if (isFailure) {
      failure = content;
      return [];
    }
    const events: Event[] = [];
    // Newer vLLM and Ollama say `reasoning`; some versions of vLLM send both.
    const thinking = textOf(delta["reasoning_content"]) || textOf(delta["reasoning"]);
    if (thinking !== "") {
      thinkTags?.ignoreTags();
      events.push({ type: "thinking", text: thinking });
    }
    if (content !== "") events.push(...(thinkTags?.take(content) ?? [{ type: "text" as const, text: content }]));
    else if (textOf(delta["refusal"]) !== "") events.push({ type: "text", text: textOf(delta["refusal"]) });
    events.push(...toolCalls.take(delta["tool_calls"]));
    for (const event of events) size += sizeOf(event);
    return events;
  }

  return {
    take: (chunk) => {
      if (!isRecord(chunk)) return [];
      usage = usageOf(chunk["usage"]) ?? usage;
      if (typeof chunk["id"] === "string") id ??= chunk["id"];
      const choices = chunk["choices"];
      // We never ask for more than one choice; text of another would be mixed into ours.
      const choice: unknown = Array.isArray(choices)
        ? choices.find((one) => isRecord(one) && (one["index"] ?? 0) === 0)
        : undefined;
      return [...takeSources(chunk, choice), ...takeChoice(choice)];
    },
    end: () => [
      ...(thinkTags?.end() ?? []),
      ...toolCalls.complete().map((call): Event => ({ type: "toolCall", call })),
      ...(usage ? [{ type: "usage" as const, usage }] : []),
    ],
    finish: () => finish,
    failure: () => failure,
    size: () => size,
    id: () => id,
  };
}

function sizeOf(event: Event): number {
  if (event.type === "text" || event.type === "thinking") return event.text.length;
  return event.type === "toolCallDelta" ? event.arguments.length : 0;
}

/** Content may be a list of parts, as some gateways send it. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return "";
  return value.map((part) => (isRecord(part) && typeof part["text"] === "string" ? part["text"] : "")).join("");
}

function finishOf(reason: unknown): FinishReason | "error" | undefined {
  switch (reason) {
    case "stop":
    case "eos":
    case "end_turn":
    case "stop_sequence":
      return "stop";
    case "length":
    case "max_tokens":
      return "length";
    case "tool_calls":
    case "function_call":
      return "toolCalls";
    case "content_filter":
      return "filtered";
    case "error_finish":
    case "error":
      return "error";
    case "abort": // vLLM gave the request up: interrupted
      return undefined;
    default:
      // A word yet unknown is an end all the same.
      return typeof reason === "string" && reason !== "" ? "stop" : undefined;
  }
}

/** Counts that are no whole number, or below zero, are not known rather than zero. */
export function usageOf(value: unknown): Usage | undefined {
  if (!isRecord(value)) return undefined;
  const prompt = isRecord(value["prompt_tokens_details"]) ? value["prompt_tokens_details"] : {};
  const completion = isRecord(value["completion_tokens_details"]) ? value["completion_tokens_details"] : {};
  const usage: Usage = {
    ...count("input", value["prompt_tokens"]),
    ...count("cached", prompt["cached_tokens"]),
    ...count("cacheWritten", prompt["cache_creation_input_tokens"]),
    ...count("output", value["completion_tokens"]),
    ...count("thinking", completion["reasoning_tokens"]),
  };
  return Object.keys(usage).length > 0 ? usage : undefined;
}

const count = (name: keyof Usage, value: unknown): Usage =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? { [name]: value } : {};
