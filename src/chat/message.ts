// A message as it is kept: what the page shows of it is `MessageView`, what the model reads of it is made in prompt.ts.
import type { MessageStatus } from "../protocol.ts";
import type { Usage } from "../qwen/types.ts";
import type { CodeReference } from "../reference.ts";
import type { StoredError } from "../report.ts";

export type StoredPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "thinking"; readonly text: string; readonly seconds?: number; readonly tokens?: number }
  | CodeReference;

/** Immutable once its status is neither waiting nor streaming. `parent` makes the conversation a tree; a root has none. */
export interface StoredMessage {
  readonly id: string;
  readonly parent?: string;
  readonly role: "user" | "assistant";
  readonly parts: readonly StoredPart[];
  readonly status: MessageStatus;
  readonly model?: string;
  /** The endpoint's id when the answer was made: prices differ by region. */
  readonly endpoint?: string;
  readonly usage?: Usage;
  readonly error?: StoredError;
  readonly note?: "length" | "filtered" | "empty";
  /** Milliseconds since the epoch, for display only; order is the order of writing. */
  readonly createdAt: number;
}

export interface ConversationSummary {
  readonly id: string;
  readonly title: string;
  /** Milliseconds since the epoch of the last message. */
  readonly updatedAt: number;
  /** The workspace it began in, for people; empty without one. */
  readonly workspace: string;
  readonly messages: number;
}

export interface StoredConversation {
  readonly id: string;
  /** Empty until the first prompt gives it one. */
  readonly title: string;
  /** All branches, in the order they were written. */
  readonly messages: readonly StoredMessage[];
  /** The last message of the open branch. */
  readonly leaf?: string;
  readonly draft: string;
  readonly queue: readonly QueuedPrompt[];
}

/** Written while an answer was running; sent in order when it is done. */
export interface QueuedPrompt {
  readonly id: string;
  readonly text: string;
  readonly reference?: CodeReference;
}
