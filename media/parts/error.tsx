// What went wrong, as a card that no answer can draw: its frame, icon and button are not within reach of Markdown.
import type { JSX } from "preact";
import type { ErrorView } from "../../src/protocol.ts";
import { post } from "../host.ts";
import { ErrorIcon } from "../icons.tsx";
import { fill, useWords } from "../words.ts";

export interface ErrorCardProps {
  readonly messageId: string;
  readonly error: ErrorView;
  /** Puts the prompt back into the composer. */
  readonly onShorten: () => void;
}

export function ErrorCard({ messageId, error, onShorten }: ErrorCardProps): JSX.Element {
  const { labels } = useWords();
  const { run } = error.button;
  const facts = [
    error.httpStatus !== undefined ? `HTTP ${error.httpStatus}` : undefined,
    error.code !== undefined ? fill(labels.errorCode, error.code) : undefined,
    error.requestId !== undefined ? fill(labels.errorRequest, error.requestId) : undefined,
    fill(labels.errorSource, error.host, error.model),
  ];
  return (
    <section class="error-card">
      <ErrorIcon />
      <div class="error-body">
        <p class="error-cause">{error.cause}</p>
        {error.detail !== undefined && <p class="error-detail">{error.detail}</p>}
        <ul class="error-facts">{facts.map((fact) => fact !== undefined && <li key={fact}>{fact}</li>)}</ul>
        <button
          type="button"
          class="primary"
          onClick={() => {
            if (run === "retry") post({ type: "retry", messageId });
            else if (run === "shorten") onShorten();
            else post({ type: "run", action: run });
          }}
        >
          {error.button.label}
        </button>
      </div>
    </section>
  );
}
