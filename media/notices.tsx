// Bars that say something about the panel itself, above the conversation.
import type { JSX } from "preact";
import type { State } from "../src/protocol.ts";
import { post } from "./host.ts";
import { CloseIcon, InfoIcon } from "./icons.tsx";
import { useWords } from "./words.ts";

export function Notices({ state }: { readonly state: State }): JSX.Element {
  const { labels } = useWords();
  return (
    <div class="notices" role="status">
      {state.connection.rehearsal && (
        <div class="notice rehearsal">
          <InfoIcon />
          <p>{labels.rehearsal}</p>
        </div>
      )}
      {state.notices.map(({ id, text, button }) => (
        <div class="notice" key={id}>
          <InfoIcon />
          <p>{text}</p>
          {button && (
            <button type="button" class="secondary" onClick={() => post({ type: "run", action: button.run })}>
              {button.label}
            </button>
          )}
          <button
            type="button"
            class="quiet"
            title={labels.dismiss}
            aria-label={labels.dismiss}
            onClick={() => post({ type: "dismiss", id })}
          >
            <CloseIcon />
          </button>
        </div>
      ))}
    </div>
  );
}
