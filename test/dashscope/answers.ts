// Replies as the service gives them, made up on the spot; recorded ones are in transcripts.ts.
import type { Reply, Split, Step } from "./reply.ts";

export const eventStream = { "content-type": "text/event-stream;charset=UTF-8", "cache-control": "no-cache" };

export interface AnswerOptions {
  /** Characters in one piece of the answer. */
  readonly chunk?: number;
  readonly everyMs?: number;
  /** Before the first piece. */
  readonly firstMs?: number;
  readonly thinking?: string;
  /** null: none is sent. */
  readonly usage?: Readonly<Record<string, unknown>> | null;
  readonly finish?: string;
  readonly model?: string;
  readonly requestId?: string;
  readonly split?: Split;
}

export function answer(text: string, options: AnswerOptions = {}): Reply {
  const { everyMs = 0, firstMs = 0, requestId = "00000000-0000-9000-8000-000000000000", split } = options;
  const events = answerEvents(text, options);
  const head: Step = { head: 200, headers: { ...eventStream, "x-request-id": requestId } };
  const first: readonly Step[] = firstMs > 0 ? [{ waitMs: firstMs }] : [];
  if (everyMs === 0) {
    return [head, ...first, split === undefined ? { send: events.join("") } : { send: events.join(""), split }];
  }
  return [head, ...first, ...events.flatMap((event): Step[] => [{ send: event }, { waitMs: everyMs }])];
}

/** The events of a streamed answer, each with its blank line, [DONE] included. */
export function answerEvents(text: string, options: AnswerOptions = {}): readonly string[] {
  const { chunk = 16, thinking = "", finish = "stop", model = "qwen3.7-plus", usage, requestId = "0" } = options;
  const event = (choices: readonly unknown[], used: unknown = null) =>
    sse({
      choices,
      object: "chat.completion.chunk",
      usage: used,
      created: 1_795_334_400,
      model,
      id: `chatcmpl-${requestId}`,
    });
  const delta = (fields: unknown, reason: string | null = null) =>
    event([{ delta: fields, finish_reason: reason, index: 0, logprobs: null }]);
  return [
    delta(thinking ? { content: null, role: "assistant", reasoning_content: "" } : { content: "", role: "assistant" }),
    ...pieces(thinking, chunk).map((piece) => delta({ content: null, reasoning_content: piece })),
    ...pieces(text, chunk).map((piece) =>
      delta(thinking ? { content: piece, reasoning_content: null } : { content: piece }),
    ),
    delta({ content: "" }, finish),
    ...(usage === null ? [] : [event([], usage ?? usageFor(text, thinking))]),
    "data: [DONE]\n\n",
  ];
}

const usageFor = (text: string, thinking: string) => {
  const reasoning = Math.ceil(thinking.length / 4);
  const output = Math.ceil(text.length / 4) + reasoning;
  return {
    prompt_tokens: 20,
    completion_tokens: output,
    total_tokens: 20 + output,
    ...(thinking ? { completion_tokens_details: { reasoning_tokens: reasoning } } : {}),
    prompt_tokens_details: { cached_tokens: 0 },
  };
};

/** Never cuts a character in two: the service sends whole ones in JSON. */
function pieces(text: string, size: number): readonly string[] {
  const found: string[] = [];
  let piece = "";
  for (const character of text) {
    piece += character;
    if (piece.length >= size) {
      found.push(piece);
      piece = "";
    }
  }
  return piece === "" ? found : [...found, piece];
}

export const sse = (data: unknown): string => `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;

/** A stream of just these events. */
export const events = (...data: readonly unknown[]): Reply => [
  { head: 200, headers: eventStream },
  { send: data.map(sse).join("") },
];

export function failure(
  status: number,
  code: string | null,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const requestId = "11111111-1111-9111-8111-111111111111";
  const body = {
    error: { message, type: code === "invalid_parameter_error" ? "invalid_request_error" : code, param: null, code },
    id: `chatcmpl-${requestId}`,
    request_id: requestId,
  };
  return json(status, body, { "x-request-id": requestId, ...headers });
}

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply => [
  { head: status, headers: { "content-type": "application/json", ...headers } },
  { send: JSON.stringify(body) },
];

export const page = (html: string, status = 200): Reply => [
  { head: status, headers: { "content-type": "text/html" } },
  { send: html },
];

export const redirect = (location: string, status = 307): Reply => [{ head: status, headers: { location } }];
