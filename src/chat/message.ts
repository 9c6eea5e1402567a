// A message as it is kept: what the page shows of it is `MessageView`, what the model reads of it is made in prompt.ts.
import type { MessageStatus } from "../protocol.ts";
import type { Source, Usage } from "../qwen/types.ts";
import type { ImageReference, Reference } from "../reference.ts";
import type { StoredError } from "../storedError.ts";

export type StoredPart =
  /** `sent`: what the model reads in place of it, for a command that was typed. Kept, since the file it came from may change. */
  | { readonly type: "text"; readonly text: string; readonly sent?: string }
  | { readonly type: "thinking"; readonly text: string; readonly seconds?: number; readonly tokens?: number }
  | Reference;

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
  /** The model was asked to look in the web first. */
  readonly search?: boolean;
  /** Pages that a web search found, which the text cites by their numbers. */
  readonly sources?: readonly Source[];
  readonly error?: StoredError;
  readonly note?: "length" | "filtered" | "empty";
  /** From the question to the end of the answer. */
  readonly seconds?: number;
  /** Of a prompt: earlier prompts on its branch that it and later ones are sent without, by the reader's wish. */
  readonly leavesOut?: readonly string[];
  /** Milliseconds since the epoch, for display only; order is the order of writing. */
  readonly createdAt: number;
}

/** Where a message stands in the tree, without what it says: enough to lay out a conversation of any size. */
export type MessageHead = Pick<StoredMessage, "id" | "parent" | "role">;

export interface ConversationSummary {
  readonly id: string;
  readonly title: string;
  /** Milliseconds since the epoch of the last message. */
  readonly updatedAt: number;
  /** Where it began (workspace.ts); empty without a workspace. */
  readonly workspace: string;
  readonly messages: number;
  readonly pinned: boolean;
  readonly archived: boolean;
  /** Hidden everywhere, really deleted some seconds later. */
  readonly removed: boolean;
}

export interface ConversationHead {
  readonly id: string;
  /** Empty until the first prompt gives it one. */
  readonly title: string;
  /** All branches, in the order they were written. Every parent is there and comes earlier or later, never in a circle. */
  readonly heads: readonly MessageHead[];
  /** The last message of the open branch. */
  readonly leaf?: string;
  /** Ends of the branches that side questions left, the last one on top. */
  readonly back: readonly string[];
  readonly draft: Draft;
  readonly queue: readonly QueuedPrompt[];
}

/** The bytes that an image reference stands for. */
export interface StoredImage extends Pick<ImageReference, "hash" | "mediaType"> {
  readonly data: Uint8Array;
}

/** What stands in the composer. */
export interface Draft {
  readonly text: string;
  readonly references: readonly Reference[];
}

/** What a typed command means. */
export interface Meaning {
  /** What the model reads in place of the text. */
  readonly sent?: string | undefined;
  /** The model that is to answer, in place of the chosen one. */
  readonly model?: string | undefined;
}

/** Written while an answer was running; sent in order when it is done. */
export interface QueuedPrompt extends Meaning {
  readonly id: string;
  /** Looks in the web first. */
  readonly search?: boolean;
  readonly text: string;
  readonly references: readonly Reference[];
}

/** What of a prompt is another when it is asked again. */
export interface PromptChange extends Meaning {
  readonly text?: string;
  readonly references?: readonly Reference[];
  readonly leavesOut?: readonly string[];
}

/** What the reader wrote, without what went with it. */
export const textOf = ({ parts }: StoredMessage): string =>
  parts.map((part) => (part.type === "text" ? part.text : "")).join("");

/** Instructions first: they are the same in many conversations, and what is the same at the beginning comes from the cache. */
export const partsOf = ({ text, references, sent }: Draft & Meaning): readonly StoredPart[] => [
  ...references.filter(isInstructions),
  ...references.filter((one) => !isInstructions(one)),
  ...(text === "" ? [] : [{ type: "text", text, ...(sent !== undefined && { sent }) } as const]),
];

const isInstructions = (one: Reference): boolean => one.kind === "text" && one.of === "instructions";

/** A prompt as it is kept. */
export function promptOf(id: string, parent: string | undefined, prompt: Draft & PromptChange): StoredMessage {
  const { leavesOut = [] } = prompt;
  return {
    id,
    ...(parent !== undefined && { parent }),
    role: "user",
    parts: partsOf(prompt),
    status: "done",
    ...(leavesOut.length > 0 && { leavesOut }),
    createdAt: Date.now(),
  };
}

/** What is not named stays as it was; another text has another meaning. */
export const changedPrompt = (old: StoredMessage, change: PromptChange): Draft & PromptChange => ({
  text: textOf(old),
  references: referencesOf(old),
  leavesOut: old.leavesOut ?? [],
  ...(change.text === undefined && { sent: sentOf(old) }),
  ...change,
});

export const sentOf = ({ parts }: StoredMessage): string | undefined =>
  parts.flatMap((part) => (part.type === "text" ? (part.sent ?? []) : [])).join("\n\n") || undefined;

export const referencesOf = ({ parts }: StoredMessage): readonly Reference[] =>
  parts.filter((part) => part.type === "reference");
