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
  /** Whether the model reads its earlier thinking; absent: as it does by itself. */
  readonly preserveThinking?: "on" | "off";
  /** Look in the web first. Does nothing for models that can not. */
  readonly search?: boolean;
  readonly tools?: readonly Tool[];
  /** Upper bound of the answer in tokens. */
  readonly maxTokens?: number;
}

/** Tokens; what the service did not send, or sent as nonsense, is absent. */
export interface Usage {
  readonly input?: number;
  /** Part of `input` that was read from the cache. */
  readonly cached?: number;
  /** Part of `input` that was written into the cache for later. Known, though 0, only where `cache_control` marks were sent. */
  readonly cacheWritten?: number;
  readonly output?: number;
  /** Part of `output`. */
  readonly thinking?: number;
}

/** A page that a search has found. Its number is the one that the answer cites. */
export interface Source {
  readonly number: number;
  readonly title: string;
  /** http or https. */
  readonly url: string;
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
  /** What the search found, all of it so far. */
  | { readonly type: "sources"; readonly sources: readonly Source[] }
  /** The request will be made again after `delayMs`; nothing of an answer had come. */
  | { readonly type: "retry"; readonly attempt: number; readonly delayMs: number; readonly reason: string }
  | { readonly type: "finish"; readonly reason: FinishReason; readonly requestId?: string };
