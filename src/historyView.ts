// What the page draws of the list of conversations. The host makes it, the page only shows it.

/** A list on its way: rows that the page has as they are come as stretches of the list before. */
export type WireHistory = Omit<HistoryView, "rows"> & {
  /** Counts the lists; stretches are of the list whose number is one less. */
  readonly number: number;
  readonly rows: readonly (HistoryRow | Stretch)[];
};

export interface Stretch {
  readonly from: number;
  readonly count: number;
}

/** The list of conversations, while it is open over the conversation. */
export interface HistoryView {
  readonly query: string;
  readonly scope: HistoryScope;
  readonly archived: boolean;
  /** The name of the open workspace; empty without one, and then there is no scope to choose. */
  readonly workspace: string;
  /** Without a query: pinned ones first, then the newest; with one: the newest hit first. */
  readonly rows: readonly HistoryRow[];
  /** How many there are beyond `rows`. A search stops when it has enough, and then nobody knows. */
  readonly more: number | "uncounted";
  /** The query's answer is still to come; `rows` are those of the query before. */
  readonly isSearching: boolean;
  /** Per cent of the messages that the search knows so far; absent when it knows all. */
  readonly indexed?: number;
}

export type HistoryScope = "workspace" | "all";

export interface HistoryRow {
  readonly id: string;
  /** Empty for a conversation without a title. */
  readonly title: string;
  readonly workspace: string;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
  readonly messages: number;
  readonly isPinned: boolean;
  readonly isArchived: boolean;
  /** Just deleted: it can still be brought back. */
  readonly isRemoved: boolean;
  readonly isOpen: boolean;
  readonly isRunning: boolean;
  /** Where the query was found in it; empty if only in its title, or without a query. */
  readonly hits: readonly HitView[];
  /** Hits that are not in `hits`. */
  readonly moreHits: number;
}

/** `before` and `after` are the text around the match, cut at sensible places. */
export interface HitView {
  readonly messageId: string;
  readonly role: "user" | "assistant";
  readonly before: string;
  readonly match: string;
  readonly after: string;
}
