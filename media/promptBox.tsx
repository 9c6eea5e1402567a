// The text box for prompts: in the composer, and in place of a prompt that is being edited.
import type { JSX, Ref } from "preact";
import { useRef } from "preact/hooks";
import { isSendingEnter } from "./enter.ts";

export interface PromptBoxProps {
  readonly box: Ref<HTMLTextAreaElement>;
  readonly label: string;
  readonly placeholder?: string;
  /** The first text only: later the box owns its text. */
  readonly text?: string;
  readonly onSend: () => void;
  readonly onInput?: (box: HTMLTextAreaElement) => void;
  /** Any key that neither sends nor belongs to an input method. */
  readonly onKey?: (event: KeyboardEvent, box: HTMLTextAreaElement) => void;
}

export function PromptBox({ box, label, placeholder, text, onSend, onInput, onKey }: PromptBoxProps): JSX.Element {
  const compositionEndedAt = useRef(Number.NEGATIVE_INFINITY);
  return (
    <textarea
      ref={box}
      class="prompt-box"
      rows={1}
      dir="auto"
      aria-label={label}
      placeholder={placeholder ?? ""}
      defaultValue={text ?? ""}
      onInput={(event) => {
        fit(event.currentTarget);
        onInput?.(event.currentTarget);
      }}
      onCompositionEnd={(event) => {
        compositionEndedAt.current = event.timeStamp;
      }}
      onKeyDown={(event) => {
        if (isSendingEnter(event, compositionEndedAt.current)) {
          event.preventDefault();
          if (!event.repeat) onSend();
        } else if (!event.isComposing && event.keyCode !== 229) {
          onKey?.(event, event.currentTarget);
        }
      }}
    />
  );
}

/** Puts a text into a box as if it had been typed there. */
export function fillBox(box: HTMLTextAreaElement, text: string): void {
  if (box.value !== text) box.value = text;
  fit(box);
}

const growsByItself = CSS.supports("field-sizing", "content");

/** For browsers whose text areas can not grow by style alone. */
function fit(box: HTMLTextAreaElement): void {
  if (growsByItself) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}
