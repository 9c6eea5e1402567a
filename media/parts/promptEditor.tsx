// A prompt being edited, in its place.
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { edits } from "../edits.ts";
import { post } from "../host.ts";
import { fillBox, PromptBox } from "../promptBox.tsx";
import { isTooLong } from "../tooLong.ts";
import { useWords } from "../words.ts";

export interface PromptEditorProps {
  readonly messageId: string;
  readonly text: string;
  readonly onClose: () => void;
}

export function PromptEditor({ messageId, text, onClose }: PromptEditorProps): JSX.Element {
  const { labels } = useWords();
  const [isRefused, setRefused] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (!box.current) return;
    const changed = edits.of(messageId) ?? text;
    fillBox(box.current, changed);
    box.current.setSelectionRange(changed.length, changed.length);
    if (edits.opened(messageId, changed)) box.current.focus({ preventScroll: true });
  }, []);
  const send = (): void => {
    const changed = box.current?.value ?? "";
    if (changed.trim() === "") return;
    setRefused(isTooLong(changed));
    if (isTooLong(changed)) return;
    post({ type: "edit", messageId, text: changed });
    edits.settled(messageId);
    onClose();
  };
  return (
    <div class="prompt-editor">
      <PromptBox
        box={box}
        label={labels.edit}
        text={text}
        onSend={send}
        onInput={(area) => {
          setRefused(false);
          edits.typed(messageId, area.value);
        }}
        onKey={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          edits.closed();
          onClose();
        }}
      />
      <p class="refused" role="status">
        {isRefused && labels.tooLongToSend}
      </p>
      <div class="editor-buttons">
        <button
          type="button"
          class="secondary"
          onClick={() => {
            edits.settled(messageId);
            onClose();
          }}
        >
          {labels.cancel}
        </button>
        <button type="button" class="primary" onClick={send}>
          {labels.resend}
        </button>
      </div>
    </div>
  );
}
