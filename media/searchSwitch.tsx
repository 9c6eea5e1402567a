// Whether the next questions look in the web first: a button that says it, or why it can not be.
import type { JSX } from "preact";
import type { State } from "../src/protocol.ts";
import { post } from "./host.ts";
import { WebIcon } from "./icons.tsx";
import { fill, useWords } from "./words.ts";

export interface SearchSwitchProps {
  readonly search: NonNullable<State["search"]>;
  readonly model: string;
}

export function SearchSwitch({ search: { isOn, why }, model }: SearchSwitchProps): JSX.Element {
  const { labels } = useWords();
  const reasons = { model: fill(labels.searchNotModel, model), endpoint: labels.searchNotEndpoint };
  const label = why ? reasons[why] : isOn ? labels.searchOn : labels.searchOff;
  return (
    <button
      type="button"
      class="quiet switch"
      title={label}
      aria-label={label}
      aria-pressed={isOn && !why}
      aria-disabled={why !== undefined}
      onClick={() => {
        if (!why) post({ type: "search", on: !isOn });
      }}
    >
      <WebIcon />
    </button>
  );
}
