// How much of the model's window the next message would take: always in sight, and the way to see what it is made of.
import type { JSX } from "preact";
import type { State } from "../../src/protocol.ts";
import { fill, useWords } from "../words.ts";
import { shortCount } from "./estimate.ts";

export interface MeterProps {
  readonly outgoing: State["outgoing"];
  readonly total: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** From here on the reader should think of ways out. */
export const nearlyFull = 0.8;

export function Meter({ outgoing, total, isOpen, onToggle }: MeterProps): JSX.Element {
  const { labels, number } = useWords();
  const { window } = outgoing;
  const share = window ? total / window : 0;
  const label = window ? fill(labels.meterOf, number(total), number(window)) : fill(labels.meter, number(total));
  const shown = window ? `${shortCount(total)} / ${shortCount(window)}` : shortCount(total);
  return (
    <button
      type="button"
      class={`meter link${share >= nearlyFull ? " nearly-full" : ""}`}
      title={label}
      // Who speaks to the computer says what is seen.
      aria-label={`${shown}: ${label}`}
      aria-expanded={isOpen}
      onClick={onToggle}
    >
      {window !== undefined && (
        <svg class="meter-ring" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true" focusable="false">
          <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2.5" opacity="0.3" />
          <circle
            cx="8"
            cy="8"
            r="6"
            fill="none"
            stroke="currentColor"
            stroke-width="2.5"
            pathLength={100}
            stroke-dasharray={`${Math.min(100, Math.max(1, share * 100))} 100`}
            transform="rotate(-90 8 8)"
          />
        </svg>
      )}
      <span>{shown}</span>
    </button>
  );
}
