// The conversations, over the thread and the composer: a box to search them, which of them, and their list.
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { HistoryScope, HistoryView } from "../../src/protocol.ts";
import { whenFocused } from "../focus.ts";
import { post } from "../host.ts";
import { ArchiveIcon, BackIcon, SearchIcon } from "../icons.tsx";
import { fill, useWords, type Words } from "../words.ts";
import { createAsked } from "./asked.ts";
import { countWords } from "./count.ts";
import { List, type ListHandle } from "./list.tsx";

/** The query reaches the host this long after the last key. */
const SEARCH_MS = 80;

/** Rows asked for at a time. */
const STEP = 100;

export interface HistoryProps {
  readonly view: HistoryView;
  /** Counts the host's requests for the cursor. */
  readonly focus: number;
}

export function History({ view, focus }: HistoryProps): JSX.Element {
  const words = useWords();
  const { labels } = words;
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<ListHandle | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const { current: asked } = useRef(createAsked(view.query));
  const settled = useSettled(view);

  const want = (change: {
    readonly scope?: HistoryScope;
    readonly archived?: boolean;
    readonly count?: number;
  }): void => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const query = box.current?.value ?? "";
    asked.ask(query);
    post({ type: "history", query, scope: view.scope, archived: view.archived, count: STEP, ...change });
  };
  const wantSoon = (): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => want({}), SEARCH_MS);
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  useLayoutEffect(() => {
    if (asked.came(view.query) && box.current && timer.current === undefined) box.current.value = view.query;
  }, [view]);

  // The reader has asked for the list, unless it was open in a page that is being loaded again.
  useLayoutEffect(() => {
    if (document.hasFocus() || document.activeElement !== document.body) box.current?.focus();
  }, []);
  const seenFocus = useRef(focus);
  useLayoutEffect(() => {
    if (seenFocus.current !== focus) whenFocused(() => box.current?.focus());
    seenFocus.current = focus;
  }, [focus]);

  return (
    <main
      class="history"
      aria-label={labels.historyTitle}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.isComposing) return;
        event.preventDefault();
        post({ type: "closeHistory" });
      }}
    >
      <header>
        <div class="history-bar">
          <button
            type="button"
            class="quiet"
            title={labels.backToChat}
            aria-label={labels.backToChat}
            onClick={() => post({ type: "closeHistory" })}
          >
            <BackIcon />
          </button>
          <h1 class="cut">{labels.historyTitle}</h1>
          <span class="space" />
          <button
            type="button"
            class="quiet switch"
            title={labels.historyArchived}
            aria-label={labels.historyArchived}
            aria-pressed={view.archived}
            onClick={() => want({ archived: !view.archived })}
          >
            <ArchiveIcon />
          </button>
          <button type="button" class="quiet" onClick={() => post({ type: "run", action: "import" })}>
            {labels.importConversations}
          </button>
        </div>
        <div class="history-search">
          <SearchIcon />
          <input
            ref={box}
            type="search"
            dir="auto"
            spellcheck={false}
            aria-label={labels.historySearch}
            placeholder={labels.historySearch}
            defaultValue={view.query}
            onInput={(event) => {
              // What an input method has not finished is not a word yet.
              if (!event.isComposing) wantSoon();
            }}
            onCompositionEnd={wantSoon}
            onKeyDown={(event) => {
              if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
              if (event.key === "Enter" && timer.current !== undefined) want({});
              if (event.key === "ArrowDown" && list.current?.enter()) event.preventDefault();
            }}
          />
          {view.isSearching && <div class="history-progress" role="progressbar" aria-label={labels.historySearching} />}
        </div>
        {view.workspace !== "" && (
          <Scope scope={view.scope} workspace={view.workspace} onChange={(scope) => want({ scope })} />
        )}
        <StatusLine view={view} settled={settled} words={words} />
      </header>
      <List
        view={settled}
        handle={list}
        onLeave={() => box.current?.focus()}
        onMore={(shown) => want({ count: shown + STEP })}
      />
    </main>
  );
}

/** While the first answer to a query is on its way, what was there stays: an empty list would only flicker. */
function useSettled(view: HistoryView): HistoryView {
  const settled = useRef(view);
  if (!view.isSearching || view.rows.length > 0) settled.current = view;
  return settled.current;
}

interface ScopeProps {
  readonly scope: HistoryScope;
  readonly workspace: string;
  readonly onChange: (scope: HistoryScope) => void;
}

function Scope({ scope, workspace, onChange }: ScopeProps): JSX.Element {
  const { labels } = useWords();
  const one = (value: HistoryScope, label: string, title: string): JSX.Element => (
    <button
      type="button"
      class="quiet switch"
      title={title}
      aria-pressed={scope === value}
      onClick={() => {
        if (scope !== value) onChange(value);
      }}
    >
      <span class="cut">{label}</span>
    </button>
  );
  return (
    <fieldset class="history-scope" aria-label={labels.historyTitle}>
      {one("all", labels.historyScopeAll, labels.historyScopeAll)}
      {one("workspace", labels.historyScopeWorkspace, workspace)}
    </fieldset>
  );
}

interface StatusLineProps {
  readonly view: HistoryView;
  readonly settled: HistoryView;
  readonly words: Words;
}

/** Always one line high, so that nothing below it moves. Screen readers hear it once for each query. */
function StatusLine({ view, settled, words }: StatusLineProps): JSX.Element {
  const { labels, number } = words;
  const isQuery = settled.query.trim() !== "";
  const text = countWords(settled, words);
  const shown = view.indexed === undefined ? text : fill(labels.historyIndexing, number(view.indexed));
  return (
    <>
      <p class="history-status cut" title={shown}>
        {shown}
      </p>
      <p class="unseen" role="status">
        {isQuery && !view.isSearching && (text || labels.historyNoHits)}
      </p>
    </>
  );
}
