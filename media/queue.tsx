// Prompts that wait for the running answer: each can be changed in its place, moved, sent now or taken back.
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { State } from "../src/protocol.ts";
import { atComposer } from "./atComposer.ts";
import { isFocusLost } from "./focus.ts";
import { post } from "./host.ts";
import { BackIcon, DownIcon, EditIcon, SendIcon, UpIcon } from "./icons.tsx";
import { fillBox, PromptBox } from "./promptBox.tsx";
import { isTooLong } from "./tooLong.ts";
import { useWords } from "./words.ts";

export interface QueueProps {
  readonly queue: State["queue"];
}

type Queued = State["queue"][number];

export function Queue({ queue }: QueueProps): JSX.Element | null {
  const { labels } = useWords();
  const [editing, setEditing] = useState<string>();
  const list = useRef<HTMLUListElement>(null);
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
              <Editor prompt={prompt} onClose={() => setEditing(undefined)} />
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
      {button("send", labels.sendNow, <SendIcon />, () => post({ type: "sendQueued", id }))}
      {button("back", labels.takeBackQueued, <BackIcon />, () => {
        atComposer.flush(); // The host adds it to the draft that it knows.
        post({ type: "removeQueued", id });
        atComposer.focus();
      })}
    </>
  );
}

function Editor({ prompt, onClose }: { readonly prompt: Queued; readonly onClose: () => void }): JSX.Element {
  const { labels } = useWords();
  const box = useRef<HTMLTextAreaElement>(null);
  const text = useRef(prompt.text);
  const isSettled = useRef(false);
  useLayoutEffect(() => {
    if (!box.current) return;
    fillBox(box.current, prompt.text);
    box.current.focus();
    return () => {
      // Its turn came, or another window has taken it: what was written here is not thrown away.
      if (!isSettled.current && text.current !== prompt.text) {
        post({ type: "editQueued", id: prompt.id, text: text.current });
      }
    };
  }, []);
  const close = (): void => {
    isSettled.current = true;
    onClose();
    atComposer.focus();
  };
  const save = (): void => {
    if (isTooLong(text.current)) return;
    if (text.current !== prompt.text) post({ type: "editQueued", id: prompt.id, text: text.current });
    close();
  };
  return (
    <div class="queue-editor">
      <PromptBox
        box={box}
        label={labels.editQueued}
        text={prompt.text}
        onSend={save}
        onInput={(area) => (text.current = area.value)}
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
