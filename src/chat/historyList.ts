// The list of conversations as a page shows it: which part is wanted, what the search found, what was just deleted.
import type { HistoryRow, HistoryView, ToHost } from "../protocol.ts";
import type { History } from "./history/history.ts";
import { MOST_UNDO_MS } from "./history/purge.ts";
import type { ConversationSummary } from "./message.ts";
import type { SearchResult } from "./search/result.ts";
import type { Search } from "./search/search.ts";
import { firstWords, labelsOf } from "./title.ts";
import { nameOfWorkspace } from "./workspace.ts";

export interface HistoryListDeps {
  /** Opened when it is first needed. */
  history(): Pick<
    History,
    "summaries" | "drafted" | "summary" | "hide" | "restore" | "purge" | "setPinned" | "setArchived" | "rename"
  >;
  readonly search: Pick<Search, "search" | "prepare" | "deleted" | "onIndexed">;
  /** The open workspace, as the history keeps it; empty without one. */
  readonly workspace: string;
  isOpen(id: string): boolean;
  isRunning(id: string): boolean;
  renamed(id: string, title: string): void;
  /** About to be deleted. */
  removing(id: string): void;
  searchFailed(error: unknown): void;
  /** The list is another one than before, or closed. */
  changed(view: HistoryView | undefined): void;
}

/** What a page may ask of the list. */
export type HistoryIntent = Extract<
  ToHost,
  { type: "history" | "closeHistory" | "pin" | "archive" | "rename" | "remove" | "undoRemove" }
>;

type Wanted = Omit<Extract<ToHost, { type: "history" }>, "type">;

export interface HistoryList {
  receive(message: HistoryIntent): void;
  /** The list as it is at first: all conversations that are not archived. */
  open(): void;
  /** Something in it may have changed. */
  refresh(): void;
  close(): void;
  readonly query: string;
}

/** A row that was deleted a moment ago, with the id of the one above it. */
interface Removed {
  readonly row: HistoryRow;
  readonly above: string | undefined;
}

/** As long as a deleted conversation can be brought back. */
const UNDO_MS = 10_000;
const PURGE_MS = MOST_UNDO_MS + 100;
const MOST_ROWS = 10_000;
/** Always the same, so that a row without hits is the row that it was. */
const noHits: HistoryRow["hits"] = [];

export function createHistoryList(deps: HistoryListDeps): HistoryList {
  let wanted: Wanted | undefined;
  let found: { readonly query: string; readonly result: SearchResult } | undefined;
  let searching: AbortController | undefined;
  let listening = (): void => {};
  const removed = new Map<string, Removed>();
  let purging: NodeJS.Timeout | undefined;
  let shown: readonly HistoryRow[] = [];

  function post(): void {
    if (!wanted) return;
    const { query, scope, archived } = wanted;
    const { rows, more } = query.trim() === "" ? listed(wanted) : hits();
    shown = withRemoved(rows);
    deps.changed({
      query,
      scope,
      archived,
      workspace: nameOfWorkspace(deps.workspace),
      rows: shown,
      more,
      isSearching: searching !== undefined,
      ...(query.trim() !== "" && found?.result.isIndexing && { indexed: Math.floor(found.result.progress * 100) }),
    });
  }

  function listed({ scope, archived, count }: Wanted): { rows: HistoryRow[]; more: number } {
    const workspace = scope === "workspace" ? { workspace: deps.workspace } : {};
    const { rows, total } = deps.history().summaries({ ...workspace, archived, limit: Math.min(count, MOST_ROWS) });
    return {
      rows: [...drafts({ scope, archived, count }), ...rows.map((summary) => rowOf(summary))],
      more: total - rows.length,
    };
  }

  /** Texts that were never sent, of a window that crashed or that still has them. What a page of this window shows is found there. */
  function drafts({ scope, archived, count }: Omit<Wanted, "query">): HistoryRow[] {
    const workspace = scope === "workspace" ? { workspace: deps.workspace } : {};
    return deps
      .history()
      .drafted({ ...workspace, archived, limit: count })
      .filter(({ summary: { id } }) => !deps.isOpen(id))
      .map(({ summary, draft }) => rowOf({ ...summary, title: firstWords(draft.text || labelsOf(draft.references)) }));
  }

  function hits(): Pick<HistoryView, "rows" | "more"> {
    const rows = (found?.result.conversations ?? []).flatMap(({ id, hits, more }) => {
      const summary = deps.history().summary(id);
      return summary && !summary.removed ? rowOf(summary, hits, more) : [];
    });
    // The next ones are looked for when the reader comes near.
    return { rows, more: found?.result.isCut ? "uncounted" : 0 };
  }

  function rowOf(summary: ConversationSummary, hits = noHits, moreHits = 0): HistoryRow {
    const { id, title, workspace, updatedAt, messages, pinned, archived } = summary;
    return {
      ...{ id, title, workspace: nameOfWorkspace(workspace), updatedAt, messages, hits, moreHits },
      isPinned: pinned,
      isArchived: archived,
      isRemoved: false,
      isOpen: deps.isOpen(id),
      isRunning: deps.isRunning(id),
    };
  }

  function withRemoved(rows: readonly HistoryRow[]): readonly HistoryRow[] {
    const all = [...rows];
    for (const { row, above } of removed.values()) {
      if (all.some(({ id }) => id === row.id)) continue;
      const at = above === undefined ? 0 : all.findIndex(({ id }) => id === above) + 1;
      all.splice(at, 0, row);
    }
    return all;
  }

  async function search({ query, scope, archived, count }: Wanted): Promise<void> {
    searching?.abort();
    const abort = new AbortController();
    searching = abort;
    const workspace = scope === "workspace" ? { workspace: deps.workspace } : {};
    try {
      const result = await deps.search.search({ text: query, ...workspace, archived, limit: count }, abort.signal);
      if (searching === abort) found = { query, result };
    } catch (error) {
      if (!abort.signal.aborted) deps.searchFailed(error);
    }
    if (searching !== abort) return;
    searching = undefined;
    post();
  }

  function purgeLater(): void {
    clearTimeout(purging);
    purging = setTimeout(() => {
      deps.history().purge();
      deps.search.deleted();
    }, PURGE_MS).unref();
  }

  function want(next: Wanted): void {
    const before = wanted;
    wanted = next;
    if (!before) {
      deps.search.prepare();
      listening = deps.search.onIndexed(() => void (wanted && wanted.query.trim() !== "" && search(wanted)));
    }
    const isOtherPart =
      before?.query !== next.query || before.scope !== next.scope || before.archived !== next.archived;
    if (isOtherPart) removed.clear();
    if (next.query.trim() === "") {
      searching?.abort();
      searching = found = undefined;
    } else if (isOtherPart || before?.count !== next.count) {
      void search(next);
    }
    post();
  }

  function remove(id: string): void {
    const at = shown.findIndex((row) => row.id === id);
    const row = shown[at];
    deps.removing(id);
    deps.history().hide(id);
    if (row) offerUndo({ row: { ...row, isRemoved: true }, above: shown[at - 1]?.id });
    purgeLater();
  }

  /** Each offer ends in its time, whatever is deleted after it: by then another window may delete it for good. */
  function offerUndo(offer: Removed): void {
    const { id } = offer.row;
    removed.set(id, offer);
    setTimeout(() => {
      if (removed.get(id) !== offer) return;
      removed.delete(id);
      post();
    }, UNDO_MS).unref();
  }

  function rename(id: string, title: string): void {
    if (title === "") return;
    deps.history().rename(id, title);
    deps.renamed(id, title);
  }

  function close(): void {
    if (!wanted) return;
    searching?.abort();
    listening();
    wanted = searching = found = undefined;
    removed.clear();
    shown = [];
    deps.changed(undefined);
  }

  function receive(message: HistoryIntent): void {
    switch (message.type) {
      case "history":
        return want(message);
      case "closeHistory":
        return close();
      case "pin":
        deps.history().setPinned(message.id, message.on);
        return post();
      case "archive":
        deps.history().setArchived(message.id, message.on);
        return post();
      case "rename":
        rename(message.id, message.title.trim());
        return post();
      case "remove":
        remove(message.id);
        return post();
      case "undoRemove":
        deps.history().restore(message.id);
        removed.delete(message.id);
        return post();
      default:
        message satisfies never;
    }
  }

  return {
    receive,
    open: () => want({ query: "", scope: "all", archived: false, count: 100 }),
    refresh: post,
    close,
    get query() {
      return wanted?.query ?? "";
    },
  };
}
