// Prompts that wait for the running answer: each can be changed in its place, moved, sent now or taken back.
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { State } from "../src/protocol.ts";
import { atComposer } from "./atComposer.ts";
import { isFocusLost } from "./focus.ts";
import { type Kept, keep, kept, post } from "./host.ts";
import { BackIcon, DownIcon, EditIcon, SendNowIcon, UpIcon } from "./icons.tsx";
import { fillBox, PromptBox } from "./promptBox.tsx";
import { isTooLong } from "./tooLong.ts";
import { useWords } from "./words.ts";

export interface QueueProps {
  readonly conversation: string;
  readonly queue: State["queue"];
}

type Queued = State["queue"][number];

export function Queue({ conversation, queue }: QueueProps): JSX.Element | null {
  const { labels } = useWords();
  // The editor that was open when the page went away opens again.
  const [editing, setEditing] = useState(() => kept().editingQueued?.id);
  const list = useRef<HTMLUListElement>(null);
  const close = (id: string): void => setEditing((now) => (now === id ? undefined : now));
  useLayoutEffect(() => {
    const left = kept().editingQueued;
    // Its turn came while there was no page, or the page has another conversation now.
    if (!left || (left.conversation === conversation && queue.some(({ id }) => id === left.id))) return;
    change(left);
    close(left.id);
  }, []);
  const moved = useRef<{ readonly id: string; readonly button: string } | undefined>(undefined);
  useLayoutEffect(() => {
    // What moves loses the focus: the button that was pressed gets it back.
    const to = moved.current;
    moved.current = undefined;
    if (!to || !isFocusLost()) return;
    const row = [...(list.current?.children ?? [])].find((one) => one.getAttribute("data-queued") === to.id);
    row?.querySelector<HTMLElement>(`[data-button="${to.button}"]`)?.focus();
  }, [queue]);
  if (queue.length === 0) return null;
  const move = (id: string, by: 1 | -1, button: string): void => {
    moved.current = { id, button };
    post({ type: "moveQueued", id, by });
  };
  return (
    <section class="queue" aria-label={labels.queued}>
      <p class="queue-title">{labels.queued}</p>
      <ul ref={list}>
        {queue.map((prompt, index) => (
          <li
            key={prompt.id}
            data-queued={prompt.id}
            onKeyDown={(event) => {
              const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : undefined;
              const button = (event.target as HTMLElement).dataset["button"];
              if (!event.altKey || by === undefined || button === undefined) return;
              event.preventDefault();
              move(prompt.id, by, button);
            }}
          >
            {editing === prompt.id ? (
              <Editor conversation={conversation} prompt={prompt} onClose={() => close(prompt.id)} />
            ) : (
              <Row
                prompt={prompt}
                isFirst={index === 0}
                isLast={index === queue.length - 1}
                onEdit={() => setEditing(prompt.id)}
                onMove={move}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  readonly prompt: Queued;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onEdit: () => void;
  readonly onMove: (id: string, by: 1 | -1, button: string) => void;
}

function Row({ prompt: { id, text, references }, isFirst, isLast, onEdit, onMove }: RowProps): JSX.Element {
  const { labels } = useWords();
  const button = (name: string, label: string, icon: JSX.Element, onClick: () => void, isOff = false): JSX.Element => (
    <button
      type="button"
      class="quiet"
      data-button={name}
      title={label}
      aria-label={label}
      aria-disabled={isOff}
      onClick={() => {
        if (!isOff) onClick();
      }}
    >
      {icon}
    </button>
  );
  const line = [...references.map(({ label }) => label), text].filter(Boolean).join(" · ");
  return (
    <>
      <bdi class="cut" title={line}>
        {line}
      </bdi>
      {button("edit", labels.editQueued, <EditIcon />, onEdit)}
      {button("up", labels.moveUp, <UpIcon />, () => onMove(id, -1, "up"), isFirst)}
      {button("down", labels.moveDown, <DownIcon />, () => onMove(id, 1, "down"), isLast)}
      {button("send", labels.sendNow, <SendNowIcon />, () => post({ type: "sendQueued", id }))}
      {button("back", labels.takeBackQueued, <BackIcon />, () => {
        atComposer.flush(); // The host adds it to the draft that it knows.
        post({ type: "removeQueued", id });
        atComposer.focus();
      })}
    </>
  );
}

interface EditorProps {
  readonly conversation: string;
  readonly prompt: Queued;
  readonly onClose: () => void;
}

function Editor({ conversation, prompt, onClose }: EditorProps): JSX.Element {
  const { labels } = useWords();
  const box = useRef<HTMLTextAreaElement>(null);
  const again = useRef(keptTextOf(prompt.id)).current;
  const text = useRef(again ?? prompt.text);
  const isSettled = useRef(false);
  useLayoutEffect(() => {
    if (!box.current) return;
    fillBox(box.current, text.current);
    // Opened by the page itself, it does not take the cursor from elsewhere.
    if (again === undefined) box.current.focus();
    return () => {
      if (!isSettled.current && document.hasFocus() && document.activeElement === box.current) atComposer.focus();
      // Its turn came, another window has taken it, or the page shows another conversation: what was written is not thrown away.
      if (!isSettled.current && text.current !== prompt.text) {
        change({ conversation, id: prompt.id, text: text.current });
      }
      onClose();
    };
  }, []);
  const close = (): void => {
    isSettled.current = true;
    keep({ editingQueued: undefined });
    onClose();
    atComposer.focus();
  };
  const save = (): void => {
    if (isTooLong(text.current)) return;
    if (text.current !== prompt.text) change({ conversation, id: prompt.id, text: text.current });
    close();
  };
  return (
    <div class="queue-editor">
      <PromptBox
        box={box}
        label={labels.editQueued}
        text={text.current}
        onSend={save}
        onInput={(area) => {
          text.current = area.value;
          keep({ editingQueued: { conversation, id: prompt.id, text: area.value } });
        }}
        onKey={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          close();
        }}
      />
      <button type="button" class="secondary" onClick={close}>
        {labels.cancel}
      </button>
      <button type="button" class="primary" onClick={save}>
        {labels.saveQueued}
      </button>
    </div>
  );
}

function keptTextOf(id: string): string | undefined {
  const { editingQueued } = kept();
  return editingQueued?.id === id ? editingQueued.text : undefined;
}

function change(edit: NonNullable<Kept["editingQueued"]>): void {
  post({ type: "editQueued", ...edit });
  keep({ editingQueued: undefined });
}
