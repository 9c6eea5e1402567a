// One conversation in the list: its title, what is known of it, where the query was found in it, and what can be done with it.
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import type { HistoryRow, HitView } from "../../src/protocol.ts";
import { post } from "../host.ts";
import { PinIcon } from "../icons.tsx";
import { memo } from "../memo.ts";
import { fill, useWords, type Words } from "../words.ts";
import { Rename } from "./rename.tsx";
import { RowActions } from "./rowActions.tsx";

export interface RowProps {
  readonly row: HistoryRow;
  readonly time: string;
  readonly fullTime: string;
  /** The stop of the Tab key, if it is in this row. */
  readonly stop: string | undefined;
  readonly isRenaming: boolean;
  readonly onRename: (id: string | undefined) => void;
  readonly hasWorkspace: boolean;
}

export const Row = memo(function Row(props: RowProps): JSX.Element {
  const { row, stop, isRenaming, onRename } = props;
  const { labels, number } = useWords();
  const facts = useId();
  const title = row.title || labels.untitled;
  const tabIndex = stop === row.id ? 0 : -1;
  if (row.isRemoved) {
    return (
      <li class="row removed" data-row={row.id}>
        <bdi class="cut" id={facts}>
          {fill(labels.deleted, title)}
        </bdi>
        <button
          type="button"
          class="link"
          data-stop={row.id}
          tabIndex={tabIndex}
          aria-describedby={facts}
          onClick={() => post({ type: "undoRemove", id: row.id })}
        >
          {labels.undo}
        </button>
      </li>
    );
  }
  return (
    <li class="row" data-row={row.id}>
      <div class="row-line">
        {row.isPinned && <PinIcon />}
        {isRenaming ? (
          <Rename id={row.id} title={row.title} onDone={() => onRename(undefined)} />
        ) : (
          <button
            type="button"
            class="row-title"
            title={row.title}
            data-stop={row.id}
            tabIndex={tabIndex}
            aria-describedby={facts}
            onClick={() => post({ type: "openConversation", id: row.id })}
          >
            <bdi class="cut">{title}</bdi>
          </button>
        )}
      </div>
      <div class="row-line">
        <p class="row-facts cut" id={facts} title={props.fullTime}>
          {row.isRunning ? (
            <span class="row-mark">
              <span class="pulse" />
              {labels.historyRunning}
            </span>
          ) : (
            row.isOpen && <span class="row-mark">{labels.historyOpen}</span>
          )}
          <time>{props.time}</time>
          <span>{countOf(row.messages, labels, number)}</span>
          {props.hasWorkspace && row.workspace !== "" && <bdi>{row.workspace}</bdi>}
        </p>
        <RowActions row={row} title={title} onRename={() => onRename(row.id)} />
      </div>
      {row.hits.length > 0 && (
        <ul class="hits">
          {row.hits.map((hit, index) => (
            <Hit key={index} row={row.id} hit={hit} name={`${row.id} ${index}`} stop={stop} />
          ))}
          {row.moreHits > 0 && <li class="more-hits">{fill(labels.historyMoreHits, number(row.moreHits))}</li>}
        </ul>
      )}
    </li>
  );
});

interface HitProps {
  readonly row: string;
  readonly hit: HitView;
  readonly name: string;
  readonly stop: string | undefined;
}

function Hit({ row, hit, name, stop }: HitProps): JSX.Element {
  const { labels } = useWords();
  return (
    <li>
      <button
        type="button"
        class="hit"
        data-stop={name}
        tabIndex={stop === name ? 0 : -1}
        onClick={() => post({ type: "openHit", id: row, messageId: hit.messageId })}
      >
        <span class="hit-who">{hit.role === "user" ? labels.you : labels.assistant}</span>{" "}
        <bdi>
          {hit.before}
          <mark>{hit.match}</mark>
          {hit.after}
        </bdi>
      </button>
    </li>
  );
}

function countOf(messages: number, labels: Words["labels"], number: Words["number"]): string {
  if (messages === 0) return labels.historyDraft;
  return messages === 1 ? labels.historyCountOne : fill(labels.historyCount, number(messages));
}
