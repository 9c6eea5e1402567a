// What went wrong, as a card that no answer can draw: its frame, icon and buttons are not within reach of Markdown.
import type { JSX } from "preact";
import type { ErrorButton, ErrorView, ToHost } from "../../src/protocol.ts";
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
        {error.about !== undefined && <p>{error.about}</p>}
        {error.detail !== undefined && <p class="error-detail">{error.detail}</p>}
        <ul class="error-facts">{facts.map((fact) => fact !== undefined && <li key={fact}>{fact}</li>)}</ul>
        <div class="error-buttons">
          {error.buttons.map(({ label, run }, index) => (
            <button
              type="button"
              key={run}
              class={index === 0 ? "primary" : "secondary"}
              onClick={() => {
                if (run === "shorten") onShorten();
                else post(intentOf(run, messageId));
              }}
            >
              {label}
            </button>
          ))}
        </div>
      </div>
    </section>
  );
}

function intentOf(run: Exclude<ErrorButton["run"], "shorten">, messageId: string): ToHost {
  switch (run) {
    case "retry":
      return { type: "retry", messageId };
    case "withoutAttachments":
    case "findAttachment":
    case "leaveOut":
    case "otherModel":
    case "searchElsewhere":
    case "withoutSearch":
    case "summarize":
    case "summarizeInNewChat":
      return { type: "mend", messageId, how: run };
    default:
      return { type: "run", action: run };
  }
}
