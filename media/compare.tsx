// Two answers to the same prompt: side by side where there is room, behind two tabs where there is not.
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { MessageView } from "../src/protocol.ts";
import { post } from "./host.ts";
import { useLive } from "./live.ts";
import { fill, useWords } from "./words.ts";

export interface CompareProps {
  readonly pair: readonly MessageView[];
  readonly children: (message: MessageView) => ComponentChildren;
}

export function Compare({ pair, children }: CompareProps): JSX.Element {
  const { labels } = useWords();
  const [chosen, setChosen] = useState(pair.at(-1)?.id);
  const inFront = pair.find(({ id }) => id === chosen) ?? pair.at(-1);
  return (
    <section class="compare" aria-label={labels.compared}>
      {/* Seen in a narrow panel only. */}
      <div class="compare-tabs">
        {pair.map((message) => (
          <button
            type="button"
            key={message.id}
            class="compare-tab"
            aria-pressed={message === inFront}
            onClick={() => setChosen(message.id)}
          >
            {message.model}
          </button>
        ))}
      </div>
      <div class="compare-sides">
        {pair.map((message) => (
          <div class={message === inFront ? "compare-side" : "compare-side behind"} key={message.id}>
            <Head message={message} />
            {children(message)}
          </div>
        ))}
      </div>
    </section>
  );
}

function Head({ message: given }: { readonly message: MessageView }): JSX.Element {
  const { labels, number } = useWords();
  const message = useLive(given);
  return (
    <div class="compare-head">
      <span class="compare-model cut">{message.model}</span>
      {message.seconds !== undefined && <span>{fill(labels.compareSeconds, number(message.seconds))}</span>}
      <span class="space" />
      <button type="button" class="secondary" onClick={() => post({ type: "keep", messageId: message.id })}>
        {labels.keepThis}
      </button>
      {message.compared === "open" && <p class="compare-open">{labels.compareOpen}</p>}
    </div>
  );
}
