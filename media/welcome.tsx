// What an empty conversation shows: how to connect, or what one could ask.
import type { JSX } from "preact";
import { post } from "./host.ts";
import { SparkIcon } from "./icons.tsx";
import { useWords } from "./words.ts";

export function Welcome(): JSX.Element {
  const { labels } = useWords();
  return (
    <section class="welcome">
      <SparkIcon />
      <h1>{labels.welcomeTitle}</h1>
      <p>{labels.welcomeText}</p>
      <button type="button" class="primary" onClick={() => post({ type: "run", action: "setApiKey" })}>
        {labels.welcomeSetKey}
      </button>
      <button type="button" class="secondary" onClick={() => post({ type: "run", action: "getApiKey" })}>
        {labels.welcomeGetKey}
      </button>
      <button type="button" class="secondary" onClick={() => post({ type: "run", action: "selectEndpoint" })}>
        {labels.welcomeLocal}
      </button>
    </section>
  );
}

export function Suggestions({ onPick }: { readonly onPick: (text: string) => void }): JSX.Element {
  const { labels } = useWords();
  return (
    <section class="suggestions">
      <SparkIcon />
      <h1>{labels.suggestionsTitle}</h1>
      <ul>
        {[labels.suggestion1, labels.suggestion2, labels.suggestion3].map((text) => (
          <li key={text}>
            <button type="button" class="suggestion" onClick={() => onPick(text)}>
              {text}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A conversation is open, but nothing can answer: one line with the way out. */
export function ConnectBar(): JSX.Element {
  const { labels } = useWords();
  return (
    <div class="connect">
      <button type="button" class="primary" onClick={() => post({ type: "run", action: "setApiKey" })}>
        {labels.welcomeSetKey}
      </button>
      <button type="button" class="secondary" onClick={() => post({ type: "run", action: "selectEndpoint" })}>
        {labels.welcomeLocal}
      </button>
    </div>
  );
}
