// A prompt being edited, in its place.
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { post } from "../host.ts";
import { fillBox, PromptBox } from "../promptBox.tsx";
import { useWords } from "../words.ts";

export interface PromptEditorProps {
  readonly messageId: string;
  readonly text: string;
  readonly onClose: () => void;
}

export function PromptEditor({ messageId, text, onClose }: PromptEditorProps): JSX.Element {
  const { labels } = useWords();
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (!box.current) return;
    fillBox(box.current, text);
    box.current.focus({ preventScroll: true });
    box.current.setSelectionRange(text.length, text.length);
  }, []);
  const send = (): void => {
    const changed = box.current?.value ?? "";
    if (changed.trim() === "") return;
    post({ type: "edit", messageId, text: changed });
    onClose();
  };
  return (
    <div class="prompt-editor">
      <PromptBox
        box={box}
        label={labels.edit}
        text={text}
        onSend={send}
        onKey={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          onClose();
        }}
      />
      <div class="editor-buttons">
        <button type="button" class="secondary" onClick={onClose}>
          {labels.cancel}
        </button>
        <button type="button" class="primary" onClick={send}>
          {labels.resend}
        </button>
      </div>
    </div>
  );
}
