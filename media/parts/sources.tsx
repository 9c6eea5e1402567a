// The pages that a web search found, as numbered chips. The host opens one after a click: the page has no addresses.
import type { JSX } from "preact";
import type { MessageView, SourceView } from "../../src/protocol.ts";
import { post } from "../host.ts";
import { fill, useWords } from "../words.ts";
import { visible } from "./references.tsx";

export function Sources({
  messageId,
  sources,
}: {
  readonly messageId: string;
  readonly sources: NonNullable<MessageView["sources"]>;
}): JSX.Element {
  const { labels } = useWords();
  return (
    <section class="sources" aria-label={labels.sources}>
      <ol>
        {sources.map((source) => (
          <li key={source.number}>
            <button
              type="button"
              class="chip"
              title={sourceTitle(source, labels.source)}
              onClick={() => post({ type: "openSource", messageId, number: source.number })}
            >
              <span class="source-number">{source.number}</span>
              <bdi class="cut">{visible(source.place)}</bdi>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What is said about a source where only its number is to be seen. */
export const sourceTitle = ({ number, title, place }: SourceView, label: string): string =>
  fill(label, number, visible(title), visible(place));
