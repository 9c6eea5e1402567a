// Stands between Enter and the network when something that is attached looks like a key or a password (H16).
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ReferenceView } from "../../src/protocol.ts";
import { post } from "../host.ts";
import { visible } from "../parts/references.tsx";
import { fill, useWords } from "../words.ts";

export interface SecretsBarProps {
  readonly references: readonly ReferenceView[];
  readonly onSend: () => void;
  readonly onCancel: () => void;
}

export const withSecrets = (references: readonly ReferenceView[]): readonly ReferenceView[] =>
  references.filter(({ secretLines }) => secretLines.length > 0);

export function SecretsBar({ references, onSend, onCancel }: SecretsBarProps): JSX.Element {
  const { labels, number } = useWords();
  const bar = useRef<HTMLDivElement>(null);
  // The question was asked by a key; the next one answers it, and Enter must not mean yes.
  useLayoutEffect(() => bar.current?.querySelector<HTMLElement>(".remove")?.focus(), []);
  return (
    <div
      ref={bar}
      class="secrets-bar"
      role="alertdialog"
      aria-label={labels.secretsTitle}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onCancel();
      }}
    >
      <p>{labels.secretsTitle}</p>
      <ul>
        {references.map(({ id, label, secretLines }) => (
          <li key={id}>
            <bdi>{visible(label)}</bdi>: {fill(labels.secretLines, secretLines.map((line) => number(line)).join(", "))}
          </li>
        ))}
      </ul>
      <div class="secrets-buttons">
        <button
          type="button"
          class="remove"
          onClick={() => {
            for (const { id } of references) post({ type: "detach", id });
            onCancel();
          }}
        >
          {labels.secretsRemove}
        </button>
        <button type="button" class="secondary" onClick={onSend}>
          {labels.secretsSend}
        </button>
        <button type="button" class="secondary" onClick={onCancel}>
          {labels.cancel}
        </button>
      </div>
    </div>
  );
}
