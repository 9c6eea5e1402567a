// A block of rows: drawn while it is near, else an empty box as high as it was.
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { HistoryRow } from "../../src/protocol.ts";
import { type Block, guessedHeight } from "./blocks.ts";
import type { Near } from "./near.ts";
import { Row } from "./row.tsx";
import { isStopOf } from "./stops.ts";

export interface BlockViewProps {
  readonly block: Block;
  /** Drawn from the start. */
  readonly isFirst: boolean;
  readonly near: Near | undefined;
  /** The stop of the Tab key, if it is in this block: then the block stays drawn. */
  readonly stop: string | undefined;
  readonly renaming: string | undefined;
  readonly onRename: (id: string | undefined) => void;
  readonly timeOf: (row: HistoryRow) => { readonly short: string; readonly full: string };
  readonly hasWorkspace: boolean;
}

export function BlockView(props: BlockViewProps): JSX.Element {
  const { block, near, stop } = props;
  const [isNear, setNear] = useState(props.isFirst);
  const element = useRef<HTMLElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const height = useRef<number | undefined>(undefined);
  useLayoutEffect(
    () =>
      near?.watch(element.current!, (comes) => {
        if (!comes) height.current = list.current?.offsetHeight ?? height.current;
        setNear(comes);
      }),
    [near],
  );
  return (
    <section ref={element} class="history-block">
      {block.heading !== undefined && <h2>{block.heading}</h2>}
      {isNear || stop !== undefined ? (
        <ul ref={list}>
          {block.rows.map((row) => {
            const time = props.timeOf(row);
            return (
              <Row
                key={row.id}
                row={row}
                time={time.short}
                fullTime={time.full}
                stop={stop !== undefined && isStopOf(stop, row.id) ? stop : undefined}
                isRenaming={props.renaming === row.id}
                onRename={props.onRename}
                hasWorkspace={props.hasWorkspace}
              />
            );
          })}
        </ul>
      ) : (
        <div style={{ height: `${height.current ?? guessedHeight(block)}px` }} />
      )}
    </section>
  );
}
