// The list of conversations: one stop of the Tab key, the rest by arrow keys; only what is near is drawn.
import type { JSX, RefObject } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { HistoryRow, HistoryView } from "../../src/protocol.ts";
import { isFocusLost } from "../focus.ts";
import { useWords } from "../words.ts";
import { BlockView } from "./block.tsx";
import { blocksOf } from "./blocks.ts";
import { moreWords } from "./count.ts";
import { createDays } from "./days.ts";
import { listKey, stopName } from "./keys.ts";
import { createNear } from "./near.ts";
import { isStopOf, neighbour } from "./stops.ts";

export interface ListHandle {
  /** Puts the cursor into the list. False if there is nothing to go to. */
  enter(): boolean;
}

export interface ListProps {
  readonly view: HistoryView;
  readonly handle: RefObject<ListHandle | undefined>;
  /** The cursor leaves the list upwards. */
  readonly onLeave: () => void;
  /** The reader comes near the end of these rows. */
  readonly onMore: (shown: number) => void;
}

export function List({ view, handle, onLeave, onMore }: ListProps): JSX.Element {
  const words = useWords();
  const { labels } = words;
  const { rows, more } = view;
  const isQuery = view.query.trim() !== "";
  const [area, setArea] = useState<HTMLElement | null>(null);
  const near = useMemo(() => area && createNear(area), [area]);
  useLayoutEffect(() => () => near?.dispose(), [near]);
  const days = useMemo(
    () => createDays(words.locale, { today: labels.historyToday, yesterday: labels.historyYesterday }),
    [words],
  );
  const now = Date.now();
  const headingOf = (row: HistoryRow): string =>
    row.messages === 0 ? labels.historyDrafts : row.isPinned ? labels.historyPinned : days.heading(row.updatedAt, now);
  const blocks = blocksOf(rows, isQuery ? undefined : headingOf);

  const [wantedStop, setStop] = useState("");
  const [renaming, setRenaming] = useState<string>();
  const stop = rows.some(({ id }) => isStopOf(wantedStop, id)) ? wantedStop : (rows[0]?.id ?? "");

  const enter = (): boolean => {
    const element = area?.querySelector<HTMLElement>('[data-stop][tabindex="0"]');
    element?.focus();
    return element !== null && element !== undefined;
  };
  useLayoutEffect(() => {
    handle.current = { enter };
  });

  // A row that had the focus may move, change or go: the focus stays at its place in the list.
  const focused = area?.contains(document.activeElement) ? rowOf(document.activeElement) : undefined;
  const drawn = useRef(rows);
  useLayoutEffect(() => {
    const before = drawn.current;
    drawn.current = rows;
    if (focused === undefined || !isFocusLost()) return;
    const id = neighbour(before, rows, focused);
    const element = id !== undefined && area?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(id)}"]`);
    if (element) element.focus({ preventScroll: true });
    else onLeave();
  });

  const asked = useRef(0);
  const approach = (): void => {
    if (!area || more === 0 || asked.current === rows.length) return;
    if (area.scrollHeight - area.scrollTop - area.clientHeight > area.clientHeight * 2) return;
    asked.current = rows.length;
    onMore(rows.length);
  };
  const part = `${view.scope} ${view.archived} ${view.query}`;
  useLayoutEffect(() => {
    asked.current = 0;
    setStop("");
    if (area) area.scrollTop = 0;
  }, [part]);
  useLayoutEffect(approach);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys and the focus are those of the rows, heard in one place
    <div
      class="history-list"
      ref={setArea}
      onScroll={approach}
      onFocusIn={({ target }) => {
        const name = stopName(target as Element); // Only elements get the focus.
        if (name !== undefined) setStop(name);
      }}
      onKeyDown={(event) => listKey(event, { leave: onLeave, rename: setRenaming })}
    >
      {rows.length === 0 && <p class="history-nothing">{nothing(view, labels)}</p>}
      {blocks.map((block, index) => (
        <BlockView
          key={block.key}
          block={block}
          isFirst={index < 3}
          near={near ?? undefined}
          stop={block.rows.some(({ id }) => isStopOf(stop, id)) ? stop : undefined}
          renaming={renaming}
          onRename={setRenaming}
          timeOf={(row) =>
            // A draft's time is not known.
            row.messages === 0
              ? { short: "", full: "" }
              : {
                  short: days.time(row.updatedAt, now, !isQuery && !row.isPinned),
                  full: days.full(row.updatedAt),
                }
          }
          hasWorkspace={view.scope === "all"}
        />
      ))}
      {more !== 0 && (
        <button type="button" class="link history-more" onClick={() => onMore(rows.length)}>
          {moreWords(more, words)}
        </button>
      )}
    </div>
  );
}

const rowOf = (element: Element | null): string | undefined =>
  element?.closest<HTMLElement>("[data-row]")?.dataset["row"];

function nothing(view: HistoryView, labels: ReturnType<typeof useWords>["labels"]): string {
  if (view.query.trim() !== "") return labels.historyNoHits;
  return view.archived || view.scope === "workspace" ? labels.historyNoneHere : labels.historyEmpty;
}
