// `< 2/3 >`: the versions of a message, when there are several.
import type { JSX } from "preact";
import type { MessageView } from "../../src/protocol.ts";
import { post } from "../host.ts";
import { NextIcon, PreviousIcon } from "../icons.tsx";
import { fill, useWords } from "../words.ts";

export function Siblings({ message }: { readonly message: MessageView }): JSX.Element | null {
  const { labels } = useWords();
  const { index, count } = message.sibling;
  if (count < 2) return null;
  const go = (to: number): void => {
    if (to >= 0 && to < count) post({ type: "branch", messageId: message.id, index: to });
  };
  return (
    <span class="siblings">
      <button
        type="button"
        class="quiet"
        title={labels.previousBranch}
        aria-label={labels.previousBranch}
        aria-disabled={index === 0}
        onClick={() => go(index - 1)}
      >
        <PreviousIcon />
      </button>
      <span aria-hidden="true">
        {index + 1}/{count}
      </span>
      <span class="unseen">{fill(labels.branchOf, index + 1, count)}</span>
      <button
        type="button"
        class="quiet"
        title={labels.nextBranch}
        aria-label={labels.nextBranch}
        aria-disabled={index === count - 1}
        onClick={() => go(index + 1)}
      >
        <NextIcon />
      </button>
    </span>
  );
}
