// Chips that stand for code which went with a prompt.
import type { JSX } from "preact";
import type { Part } from "../../src/protocol.ts";
import { post } from "../host.ts";
import { Picture } from "../images/picture.tsx";
import { ChipIcon } from "../mention/chipIcon.tsx";

export interface ReferencesProps {
  readonly messageId: string;
  readonly references: readonly Extract<Part, { type: "reference" }>[];
}

export function References({ messageId, references }: ReferencesProps): JSX.Element | null {
  if (references.length === 0) return null;
  return (
    <ul class="references">
      {references.map((reference) => (
        <li key={reference.id}>
          <button
            type="button"
            class={reference.kind === "image" ? "chip with-picture" : "chip"}
            title={visible(reference.detail)}
            onClick={() => post({ type: "openReference", messageId, id: reference.id })}
          >
            {reference.kind === "image" ? (
              <Picture messageId={messageId} id={reference.id} alt={visible(reference.label)} />
            ) : (
              <>
                <ChipIcon kind={reference.kind} />
                <bdi class="cut">{visible(reference.label)}</bdi>
              </>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** File names may hold line breaks and characters that turn the direction of text; here they are seen. */
export const visible = (name: string): string =>
  name.replace(/[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
