// `< 2/3 >`: the versions of a message, when there are several.
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { MessageView } from "../../src/protocol.ts";
import { isFocusLost } from "../focus.ts";
import { post } from "../host.ts";
import { NextIcon, PreviousIcon } from "../icons.tsx";
import { fill, useWords } from "../words.ts";
import { moveInToolbar } from "./actions.tsx";

/** The button that was pressed last, and the version that it leads to. */
let pressed: { readonly to: number; readonly count: number; readonly button: 0 | 1 } | undefined;

export function Siblings({ message }: { readonly message: MessageView }): JSX.Element | null {
  const { labels } = useWords();
  const { index, count } = message.sibling;
  const element = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    // Another version is another message, drawn anew: the button that was pressed keeps the focus.
    if (pressed?.to !== index || pressed.count !== count || !isFocusLost()) return;
    element.current?.querySelectorAll("button")[pressed.button]?.focus({ preventScroll: true });
    pressed = undefined;
  }, []);
  if (count < 2) return null;
  const go = (button: 0 | 1): void => {
    const to = button === 0 ? index - 1 : index + 1;
    if (to < 0 || to >= count) return;
    pressed = { to, count, button };
    post({ type: "branch", messageId: message.id, index: to });
  };
  return (
    <span
      ref={element}
      class="siblings"
      role="toolbar"
      aria-label={fill(labels.branchOf, index + 1, count)}
      onKeyDown={moveInToolbar}
    >
      <button
        type="button"
        class="quiet"
        title={labels.previousBranch}
        aria-label={labels.previousBranch}
        aria-disabled={index === 0}
        onClick={() => go(0)}
      >
        <PreviousIcon />
      </button>
      {/* As wide as its longest: the buttons stay under the pointer. */}
      <span class="sibling-number" aria-hidden="true" style={{ minWidth: `${String(count).length * 2 + 1}ch` }}>
        {index + 1}/{count}
      </span>
      <span class="unseen">{fill(labels.branchOf, index + 1, count)}</span>
      <button
        type="button"
        class="quiet"
        title={labels.nextBranch}
        aria-label={labels.nextBranch}
        aria-disabled={index === count - 1}
        onClick={() => go(1)}
      >
        <NextIcon />
      </button>
    </span>
  );
}
