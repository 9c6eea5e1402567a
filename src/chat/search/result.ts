// What is asked of the search and what it finds, and how the extension host and the worker say so to each other.

/** Of the index, beside the history. */
export const INDEX_NAME = "search.sqlite";

export interface SearchQuery {
  /** Several words: all of them, in any order. "In quotes": just that. */
  readonly text: string;
  /** As given to the history's `create`; without it, all workspaces. */
  readonly workspace?: string;
  readonly archived: boolean;
  /** At most so many conversations. */
  readonly limit: number;
}

export interface SearchResult {
  /** Those with the newest hit first. */
  readonly conversations: readonly FoundConversation[];
  /** There are more conversations than were asked for. */
  readonly isCut: boolean;
  /** Not all messages are in the index yet: ask again when `onIndexed` tells. */
  readonly isIndexing: boolean;
  /** How much of the history the index has, from 0 to 1. */
  readonly progress: number;
}

export interface FoundConversation {
  readonly id: string;
  /** All words are in its title; then it may have no hits. */
  readonly isTitleHit: boolean;
  /** Its newest messages with all of the words, newest first. */
  readonly hits: readonly Hit[];
  /** So many other messages have them too. */
  readonly more: number;
}

/** A message and the place in it to show: three texts without line breaks that follow each other. */
export interface Hit {
  readonly messageId: string;
  readonly role: "user" | "assistant";
  readonly createdAt: number;
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** `cancelled` holds one number, which the host sets to 1: the worker sees it in the middle of its work, without reading messages. */
export type ToWorker =
  | { readonly type: "search"; readonly id: number; readonly query: SearchQuery; readonly cancelled: SharedArrayBuffer }
  | { readonly type: "prepare" }
  | { readonly type: "changed" }
  | { readonly type: "close" };

export type FromWorker =
  | { readonly type: "found"; readonly id: number; readonly result: SearchResult }
  | { readonly type: "failed"; readonly id: number; readonly reason: string }
  | { readonly type: "indexed" }
  /** Nothing was asked for a while: may be closed. */
  | { readonly type: "unused" };
