// A prompt: chips for its code, its text as it was typed, and a way to change it.
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { MessageView } from "../../src/protocol.ts";
import { directionOf } from "../direction.ts";
import { isFocusLost } from "../focus.ts";
import { post } from "../host.ts";
import { EditIcon, LeftOutIcon } from "../icons.tsx";
import { languageOf } from "../language.ts";
import { useWords } from "../words.ts";
import { Action, Actions } from "./actions.tsx";
import { PromptEditor } from "./promptEditor.tsx";
import { References } from "./references.tsx";
import { Siblings } from "./siblings.tsx";

export interface UserMessageProps {
  readonly message: MessageView;
  readonly isReachable: boolean;
  readonly isEditing: boolean;
  readonly onEdit: (isEditing: boolean) => void;
}

export function UserMessage({ message, isReachable, isEditing, onEdit }: UserMessageProps): JSX.Element {
  const { labels } = useWords();
  const text = promptText(message);
  const isSummed = message.parts.some((part) => part.type === "reference" && part.kind === "summary");
  const editButton = useRef<HTMLDivElement>(null);
  const wasEditing = useRef(false);
  useLayoutEffect(() => {
    // Unless another message's editor was opened, which has it.
    if (wasEditing.current && !isEditing && isFocusLost())
      editButton.current?.querySelector("button")?.focus({ preventScroll: true });
    wasEditing.current = isEditing;
  }, [isEditing]);
  return (
    <>
      <References messageId={message.id} references={message.parts.filter((part) => part.type === "reference")} />
      {isEditing ? (
        <PromptEditor messageId={message.id} text={text} onClose={() => onEdit(false)} />
      ) : (
        <div class="prompt">
          {text !== "" && <PromptText text={text} />}
          <div ref={editButton} class="prompt-actions">
            <Actions label={labels.you}>
              <Action label={labels.edit} isReachable={isReachable} onClick={() => onEdit(true)}>
                <EditIcon />
              </Action>
            </Actions>
          </div>
        </div>
      )}
      {(message.sibling.count > 1 || message.isLeftOut || isSummed) && (
        <div class="message-foot">
          {isSummed && (
            <span class="left-out-mark summed">
              {labels.summedUp}{" "}
              <button
                type="button"
                class="link"
                title={labels.sendInFullTitle}
                onClick={() => post({ type: "sendInFull", messageId: message.id })}
              >
                {labels.sendInFull}
              </button>
            </span>
          )}
          {message.isLeftOut && (
            <span class="left-out-mark">
              <LeftOutIcon />
              {labels.leftOut}
            </span>
          )}
          <Siblings message={message} />
        </div>
      )}
    </>
  );
}

function PromptText({ text }: { readonly text: string }): JSX.Element {
  const { labels } = useWords();
  const [isOpen, setOpen] = useState(false);
  const isFolded = isLong(text) && !isOpen;
  return (
    <>
      <div class={isFolded ? "prompt-text folded" : "prompt-text"} lang={languageOf(text)}>
        {text.split("\n\n").map((paragraph, index) => (
          <p key={index} dir={directionOf(paragraph) ?? "auto"}>
            {paragraph}
          </p>
        ))}
      </div>
      {isFolded && (
        <button type="button" class="link" aria-expanded="false" onClick={() => setOpen(true)}>
          {labels.showAll}
        </button>
      )}
    </>
  );
}

/** More than about twelve lines in a narrow panel. */
export const isLong = (text: string): boolean => text.length > 900 || (text.match(/\n/g)?.length ?? 0) >= 12;

export const promptText = (message: MessageView): string =>
  message.parts
    .filter((part) => part.type === "text")
    .map((part) => part.text)
    .join("\n\n");
