// Prompts that wait for the running answer.
import type { JSX } from "preact";
import type { State } from "../src/protocol.ts";
import { post } from "./host.ts";
import { CloseIcon, SendIcon } from "./icons.tsx";
import { useWords } from "./words.ts";

export interface QueueProps {
  readonly queue: State["queue"];
  /** A prompt taken out of the queue is not thrown away. */
  readonly onRemoved: (text: string) => void;
}

export function Queue({ queue, onRemoved }: QueueProps): JSX.Element | null {
  const { labels } = useWords();
  if (queue.length === 0) return null;
  return (
    <section class="queue" aria-label={labels.queued}>
      <p class="queue-title">{labels.queued}</p>
      <ul>
        {queue.map(({ id, text, reference }) => (
          <li key={id}>
            <bdi class="cut">{[reference, text].filter(Boolean).join(" · ")}</bdi>
            <button
              type="button"
              class="quiet"
              title={labels.sendNow}
              aria-label={labels.sendNow}
              onClick={() => post({ type: "sendQueued", id })}
            >
              <SendIcon />
            </button>
            <button
              type="button"
              class="quiet"
              title={labels.removeQueued}
              aria-label={labels.removeQueued}
              onClick={() => {
                post({ type: "removeQueued", id });
                onRemoved(text);
              }}
            >
              <CloseIcon />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
