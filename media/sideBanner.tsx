// Says that the open branch is a side question, and leads back.
import type { JSX } from "preact";
import { atComposer } from "./atComposer.ts";
import { post } from "./host.ts";
import { BackIcon, SideIcon } from "./icons.tsx";
import { useWords } from "./words.ts";

export function SideBanner({
  isOpen,
  isRunning,
}: {
  readonly isOpen: boolean;
  readonly isRunning: boolean;
}): JSX.Element {
  const { labels } = useWords();
  return (
    <div class="side-banner" role="status">
      {isOpen && (
        <>
          <SideIcon />
          <p>{labels.sideBanner}</p>
          <button
            type="button"
            class="link"
            // A branch can not be left while its answer is being written.
            aria-disabled={isRunning}
            onClick={() => {
              if (isRunning) return;
              post({ type: "back" });
              atComposer.focus();
            }}
          >
            <BackIcon />
            {labels.sideBack}
          </button>
        </>
      )}
    </div>
  );
}
