// Asks a stand-in through the real client and sums up what came.
import { type ChatOptions, chat } from "../../../src/qwen/client.ts";
import { QwenError } from "../../../src/qwen/errors.ts";
import type { Endpoint, Event, FinishReason, Request, ToolCall, Usage } from "../../../src/qwen/types.ts";

export const testKey = "sk-test-0123456789abcdef";

export interface Outcome {
  readonly text: string;
  readonly thinking: string;
  readonly calls: readonly ToolCall[];
  readonly usage: Usage | undefined;
  readonly finish: FinishReason | undefined;
  readonly requestId: string | undefined;
  readonly retries: readonly Extract<Event, { type: "retry" }>[];
  readonly error: QwenError | undefined;
  readonly events: readonly Event[];
}

export const endpointAt = (baseUrl: string, kind: Endpoint["kind"] = "payg"): Endpoint => ({
  id: "custom",
  baseUrl,
  kind,
});

export function requestTo(baseUrl: string, rest: Partial<Request> = {}): Request {
  return {
    endpoint: endpointAt(baseUrl),
    apiKey: testKey,
    model: "qwen3.7-plus",
    messages: [{ role: "user", content: "hi" }],
    thinking: "off",
    ...rest,
  };
}

export async function ask(
  request: Request,
  options: ChatOptions & { readonly signal?: AbortSignal } = {},
): Promise<Outcome> {
  const events: Event[] = [];
  let error: QwenError | undefined;
  try {
    for await (const event of chat(request, options.signal ?? new AbortController().signal, options))
      events.push(event);
  } catch (thrown) {
    if (!(thrown instanceof QwenError)) throw thrown;
    error = thrown;
  }
  return { ...outcomeOf(events), error };
}

export function outcomeOf(events: readonly Event[]): Omit<Outcome, "error"> {
  let text = "";
  let thinking = "";
  const calls: ToolCall[] = [];
  const retries: Extract<Event, { type: "retry" }>[] = [];
  let usage: Usage | undefined;
  let finish: Extract<Event, { type: "finish" }> | undefined;
  for (const event of events) {
    if (event.type === "text") text += event.text;
    else if (event.type === "thinking") thinking += event.text;
    else if (event.type === "toolCall") calls.push(event.call);
    else if (event.type === "usage") usage = event.usage;
    else if (event.type === "retry") retries.push(event);
    else if (event.type === "finish") finish = event;
    else if (event.type === "textWasThinking") [thinking, text] = [thinking + text, ""];
  }
  return { text, thinking, calls, retries, usage, finish: finish?.reason, requestId: finish?.requestId, events };
}
