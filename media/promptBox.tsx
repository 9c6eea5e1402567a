// The text box for prompts: in the composer, and in place of a prompt that is being edited.
import type { JSX, Ref } from "preact";
import { useRef } from "preact/hooks";
import { directionOf } from "./direction.ts";
import { isSendingEnter } from "./enter.ts";
import { languageOf } from "./language.ts";

export interface PromptBoxProps {
  readonly box: Ref<HTMLTextAreaElement>;
  readonly label: string;
  readonly placeholder?: string;
  /** The first text only: later the box owns its text. */
  readonly text?: string;
  readonly onSend: () => void;
  readonly onInput?: (box: HTMLTextAreaElement) => void;
  /** The list that the keys move in while it is open, and its active row. */
  readonly list?: { readonly id: string; readonly active: string } | undefined;
  /** Asked before anything else; true if the key was for somebody else. */
  readonly onFirst?: (event: KeyboardEvent) => boolean;
  /** The caret has moved without a change of the text. */
  readonly onCaret?: () => void;
  readonly onLeave?: () => void;
  /** Any key that neither sends nor belongs to an input method. */
  readonly onKey?: (event: KeyboardEvent, box: HTMLTextAreaElement) => void;
}

export function PromptBox(props: PromptBoxProps): JSX.Element {
  const { box, label, placeholder, text, list, onSend, onInput, onFirst, onCaret, onLeave, onKey } = props;
  const compositionEndedAt = useRef(Number.NEGATIVE_INFINITY);
  return (
    <textarea
      ref={box}
      class="prompt-box"
      rows={1}
      dir="auto"
      aria-label={label}
      placeholder={placeholder ?? ""}
      aria-autocomplete={list && "list"}
      aria-controls={list?.id}
      aria-activedescendant={list?.active}
      defaultValue={text ?? ""}
      onClick={() => onCaret?.()}
      onKeyUp={(event) => {
        if (/^(Arrow|Home|End|Page)/.test(event.key)) onCaret?.();
      }}
      onBlur={() => onLeave?.()}
      onInput={(event) => {
        read(event.currentTarget);
        onInput?.(event.currentTarget);
      }}
      onCompositionEnd={(event) => {
        compositionEndedAt.current = event.timeStamp;
      }}
      onKeyDown={(event) => {
        if (!event.isComposing && event.keyCode !== 229 && onFirst?.(event)) {
          event.preventDefault();
          event.stopPropagation();
        } else if (isSendingEnter(event, compositionEndedAt.current)) {
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
  read(box);
}

/** Direction, language and, where it must be done by hand, height follow the text. */
function read(box: HTMLTextAreaElement): void {
  // The beginning of a long text tells enough, and this runs at each key.
  const text = box.value.slice(0, 2000);
  const direction = directionOf(text) ?? "auto";
  const language = languageOf(text) ?? "";
  if (box.dir !== direction) box.dir = direction;
  if (language) box.lang = language;
  else box.removeAttribute("lang");
  fit(box);
}

const growsByItself = CSS.supports("field-sizing", "content");

/** For browsers whose text areas can not grow by style alone. */
function fit(box: HTMLTextAreaElement): void {
  if (growsByItself) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}
