// Chips above the text box: the code that goes with the message. The host has it; the page shows names.
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ReferenceView, State } from "../src/protocol.ts";
import { atComposer } from "./atComposer.ts";
import { isFocusLost } from "./focus.ts";
import { post } from "./host.ts";
import { CloseIcon } from "./icons.tsx";
import { Picture } from "./images/picture.tsx";
import { ChipIcon } from "./mention/chipIcon.tsx";
import { moveInToolbar } from "./parts/actions.tsx";
import { visible } from "./parts/references.tsx";
import { SelectionChip } from "./selectionChip.tsx";
import { fill, useWords } from "./words.ts";

export interface DraftReferencesProps {
  readonly references: readonly ReferenceView[];
  /** What goes along by itself. */
  readonly beside: NonNullable<State["beside"]>;
}

export function DraftReferences({ references: attached, beside }: DraftReferencesProps): JSX.Element | null {
  const { labels, number } = useWords();
  const references = [...beside.filter(({ what }) => what === "instructions"), ...attached];
  const selection = beside.find(({ what }) => what === "selection");
  const list = useRef<HTMLUListElement>(null);
  const removedAt = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    // The chip that went had the focus: it goes to the next one, or to the text.
    const at = removedAt.current;
    removedAt.current = undefined;
    if (at === undefined || !isFocusLost()) return;
    const chips = chipsIn(list.current);
    const next = chips[Math.min(at, chips.length - 1)];
    if (next) next.focus();
    else atComposer.focus();
  }, [references.length]);
  if (references.length === 0 && !selection) return null;
  const detach = (id: string, at: number): void => {
    removedAt.current = at;
    post({ type: "detach", id });
  };
  return (
    <ul ref={list} class="references draft-references" aria-label={labels.attached} onKeyDown={moveInToolbar}>
      {references.map(({ id, kind, label, detail, tokens, secretLines, hidden }, index) => (
        <li key={id}>
          <button
            type="button"
            class={`chip${secretLines.length > 0 || hidden > 0 ? " warned" : ""}${kind === "image" ? " with-picture" : ""}`}
            title={visible(detail)}
            aria-keyshortcuts="Delete Backspace"
            onClick={() => post({ type: "openReference", messageId: "", id })}
            onKeyDown={(event) => {
              if ((event.key !== "Delete" && event.key !== "Backspace") || event.repeat) return;
              event.preventDefault();
              detach(id, index);
            }}
          >
            {kind === "image" ? <Picture messageId="" id={id} alt="" /> : <ChipIcon kind={kind} />}
            <bdi class="cut">{visible(label)}</bdi>
            {kind === "image" && <span class="chip-tokens">{fill(labels.imageTokens, number(tokens))}</span>}
          </button>
          <button
            type="button"
            class="quiet"
            title={fill(labels.removeReference, visible(label))}
            aria-label={fill(labels.removeReference, visible(label))}
            // Off the Tab key's way: the chip before it is removed by Delete, and arrow keys lead here.
            tabIndex={-1}
            onClick={() => detach(id, index)}
          >
            <CloseIcon />
          </button>
        </li>
      ))}
      {selection && (
        <li key="selection">
          <SelectionChip selection={selection} />
        </li>
      )}
    </ul>
  );
}

const chipsIn = (list: Element | null): HTMLElement[] => [
  ...(list?.querySelectorAll<HTMLElement>(".chip:not(.selection)") ?? []),
];

/** The chip before the text of this box. */
export const lastChip = (box: Element): HTMLElement | undefined =>
  chipsIn(box.parentElement?.querySelector(".draft-references") ?? null).at(-1);
