// What an @ or a slash offers, above the composer. The focus stays in the text box; its keys move the active row.
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { MentionView } from "../../src/protocol.ts";
import { visible } from "../parts/references.tsx";
import { useWords } from "../words.ts";
import { kindIcons, OpenIcon } from "./icons.tsx";
import type { MentionList as List } from "./useMention.ts";

export const LIST_ID = "mention-list";
export const rowId = (index: number): string => `mention-${index}`;

export function MentionList({ list }: { readonly list: List }): JSX.Element {
  const { labels } = useWords();
  const { items, active } = list;
  const rows = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    rows.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const other = (index: number, label: string, Icon: () => JSX.Element, look = ""): JSX.Element => (
    <div
      id={rowId(index)}
      class={`mention-row${look}`}
      role="option"
      tabIndex={-1}
      aria-selected={active === index}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => list.pick(index)}
      onKeyDown={() => {}}
    >
      <Icon />
      <span class="mention-label cut">{label}</span>
    </div>
  );
  return (
    <div class="mention">
      <div
        ref={rows}
        id={LIST_ID}
        class="mention-rows"
        role="listbox"
        aria-label={list.isOfCommands ? labels.commandList : labels.mentionList}
      >
        {items.map((item, index) => (
          <Row key={item.id} item={item} index={index} isActive={index === active} onPick={() => list.pick(index)} />
        ))}
        {!list.isOfCommands && [
          other(items.length, labels.chooseFiles, OpenIcon, " choose"),
          other(items.length + 1, labels.pasteImage, kindIcons.image),
        ]}
      </div>
      <p class="unseen" role="status">
        {!list.isComplete ? "" : items.length === 0 ? labels.mentionNone : ""}
      </p>
    </div>
  );
}

interface RowProps {
  readonly item: MentionView;
  readonly index: number;
  readonly isActive: boolean;
  readonly onPick: () => void;
}

function Row({ item, index, isActive, onPick }: RowProps): JSX.Element {
  const Icon = kindIcons[item.kind];
  return (
    <div
      id={rowId(index)}
      class="mention-row"
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      // The focus stays in the text.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
      onKeyDown={() => {}}
    >
      <Icon />
      <bdi class="mention-label cut">{visible(item.label)}</bdi>
      <bdi class="mention-detail cut">{visible(item.detail)}</bdi>
    </div>
  );
}
