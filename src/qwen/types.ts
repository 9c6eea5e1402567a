// What goes to a Qwen model and what comes back, free of any wire format.

export type ContentPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image"; readonly url: string };

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON text as the model wrote it; "" stands for {}. */
  readonly arguments: string;
}

export type Message =
  | { readonly role: "system"; readonly content: string }
  | { readonly role: "user"; readonly content: string | readonly ContentPart[] }
  | {
      readonly role: "assistant";
      readonly content: string;
      /** Sent back in its own field to models that preserve thinking, else left out. */
      readonly thinking?: string;
      readonly toolCalls?: readonly ToolCall[];
    }
  | { readonly role: "tool"; readonly toolCallId: string; readonly content: string };

export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Where a request goes. Made by `endpoints.ts` from a preset or a URL that passed its checks. */
export interface Endpoint {
  /** Base URL without a trailing slash, ending in the API version: ".../v1". */
  readonly baseUrl: string;
  readonly kind: "payg" | "coding-plan" | "token-plan" | "workspace" | "self-hosted";
  /** A preset's id, or "custom". */
  readonly id: string;
  readonly region?: "beijing" | "singapore" | "us" | "hongkong" | "frankfurt" | "tokyo";
}

export interface Request {
  readonly endpoint: Endpoint;
  /** Absent for servers that need none. */
  readonly apiKey?: string;
  readonly model: string;
  readonly messages: readonly Message[];
  readonly thinking: "off" | "on";
  /** Upper bound of thinking in tokens, clamped for the model. */
  readonly thinkingBudget?: number;
  readonly tools?: readonly Tool[];
  /** Upper bound of the answer in tokens. */
  readonly maxTokens?: number;
}

/** Tokens; what the service did not send, or sent as nonsense, is absent. */
export interface Usage {
  readonly input?: number;
  readonly cached?: number;
  readonly output?: number;
  /** Part of `output`. */
  readonly thinking?: number;
}

export type FinishReason = "stop" | "length" | "toolCalls" | "filtered";

export type Event =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "thinking"; readonly text: string }
  /** A server without a reasoning parser sent a lone `</think>`: all text so far in this answer was thinking. */
  | { readonly type: "textWasThinking" }
  /** One call, complete: its pieces are assembled inside the client. */
  | { readonly type: "toolCall"; readonly call: ToolCall }
  | { readonly type: "toolCallDelta"; readonly index: number; readonly name?: string; readonly arguments: string }
  | { readonly type: "usage"; readonly usage: Usage }
  /** The request will be made again after `delayMs`; nothing of an answer had come. */
  | { readonly type: "retry"; readonly attempt: number; readonly delayMs: number; readonly reason: string }
  | { readonly type: "finish"; readonly reason: FinishReason; readonly requestId?: string };
