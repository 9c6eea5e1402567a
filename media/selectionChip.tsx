// What is selected in the editor, as a chip that one key or click switches off and on. It is there as long as the selection.
import type { JSX } from "preact";
import type { ReferenceView, State } from "../src/protocol.ts";
import { post } from "./host.ts";
import { SelectionIcon } from "./mention/icons.tsx";
import { visible } from "./parts/references.tsx";
import { fill, useWords } from "./words.ts";

type Beside = NonNullable<State["beside"]>[number];

export function SelectionChip({ selection }: { readonly selection: Beside }): JSX.Element {
  const { labels } = useWords();
  const { label, isOn } = selection;
  return (
    <button
      type="button"
      class={`chip selection${isOn && isWarned(selection) ? " warned" : ""}`}
      title={fill(isOn ? labels.selectionGoes : labels.selectionStays, visible(selection.detail))}
      aria-label={fill(labels.sendSelection, visible(label))}
      aria-pressed={isOn}
      onClick={() => post({ type: "sendSelection", on: !isOn })}
    >
      <SelectionIcon />
      <bdi class="cut">{visible(label)}</bdi>
    </button>
  );
}

export const isWarned = ({ secretLines, hidden }: ReferenceView): boolean => secretLines.length > 0 || hidden > 0;
