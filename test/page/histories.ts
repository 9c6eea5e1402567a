// Lists of conversations for the page under test.
import type { Page } from "playwright-core";
import type { HistoryRow, HistoryView, HitView, ToPage } from "../../src/protocol.ts";

export const row = (id: string, title: string, change: Partial<HistoryRow> = {}): HistoryRow => ({
  id,
  title,
  workspace: "web-shop",
  updatedAt: Date.now(),
  messages: 12,
  isPinned: false,
  isArchived: false,
  isRemoved: false,
  isOpen: false,
  isRunning: false,
  hits: [],
  moreHits: 0,
  ...change,
});

export const historyOf = (rows: readonly HistoryRow[], change: Partial<HistoryView> = {}): HistoryView => ({
  query: "",
  scope: "all",
  archived: false,
  workspace: "web-shop",
  rows,
  more: 0,
  isSearching: false,
  ...change,
});

const HOUR = 60 * 60 * 1000;

/** So many conversations, the newest first, one every three hours. */
export const rows = (count: number): HistoryRow[] =>
  Array.from({ length: count }, (_, index) =>
    row(`c${index}`, `Conversation ${index}`, { updatedAt: Date.now() - index * 3 * HOUR, messages: index + 1 }),
  );

let lists = 0;
/** Whole, as the host posts a list to a page that has none. */
export const open = (view: HistoryView): ToPage => ({ type: "history", history: { ...view, number: ++lists } });
export const closed: ToPage = { type: "history" };
export const searchBox = ".history input[type=search]";
export const focused = (page: Page): Promise<string> =>
  page.evaluate(
    "document.activeElement.ariaLabel || document.activeElement.textContent || document.activeElement.tagName",
  );
export const hit = (messageId: string, match: string): HitView => ({
  ...{ messageId, role: "assistant", before: "so the ", match, after: " is <b>cut</b>" },
});
export const found = historyOf(
  [
    row("a", "First", { hits: [hit("m1", "event loop"), hit("m2", "Event Loop")], moreHits: 3 }),
    row("b", "Event loop"),
  ],
  { query: "event loop" },
);
