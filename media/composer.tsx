// Where the reader writes: the text box, its buttons, and a line that says who will answer.
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { State } from "../src/protocol.ts";
import { draftAfterChange, draftAfterLoad } from "./draft.ts";
import { keep, kept, post } from "./host.ts";
import { ChevronIcon, QueueIcon, SendIcon, StopIcon, ThinkingIcon } from "./icons.tsx";
import { fillBox, PromptBox } from "./promptBox.tsx";
import { type Recall, recallKey } from "./recall.ts";
import { isTooLong } from "./tooLong.ts";
import { fill, useWords } from "./words.ts";

/** The draft reaches the host this long after the last key. */
const DRAFT_MS = 250;

/** A text for the composer: in place of what is there, or added to it after a blank line. */
export interface Offered {
  readonly text: string;
  readonly isAdded: boolean;
  /** Counts the offers, so that the same text can be offered twice. */
  readonly count: number;
}

export interface ComposerProps {
  readonly state: State;
  readonly prompts: readonly string[];
  readonly isRunning: boolean;
  /** Counts requests for the cursor. */
  readonly focus: number;
  /** A text from elsewhere on the page: a suggestion, a prompt to shorten. */
  readonly offered: Offered;
}

export function Composer({ state, prompts, isRunning, focus, offered }: ComposerProps): JSX.Element {
  const { labels } = useWords();
  const box = useRef<HTMLTextAreaElement>(null);
  const [hasText, setHasText] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const recall = useRef<Recall | undefined>(undefined);
  const draft = useDraft(state);

  const show = (text: string, isOwn = true): void => {
    if (!box.current) return;
    fillBox(box.current, text);
    setHasText(text.trim() !== "");
    setRefused(false);
    if (isOwn) draft.typed(text);
  };

  const seen = useRef<{ conversation: string; revision: number } | undefined>(undefined);
  useLayoutEffect(() => {
    const { conversation } = state;
    const { revision } = state.draft;
    if (seen.current?.conversation === conversation.id && seen.current.revision === revision) return;
    const text = seen.current
      ? draftAfterChange(kept().draft, conversation.id, state.draft)
      : draftAfterLoad(kept().draft, conversation.id, state.draft);
    seen.current = { conversation: conversation.id, revision };
    recall.current = undefined;
    draft.takenOver(text);
    show(text, text !== state.draft.text);
  });

  useEffect(() => {
    if (focus > 0) box.current?.focus();
  }, [focus]);

  useEffect(() => {
    if (offered.count === 0) return;
    const written = box.current?.value.trimEnd();
    const text = offered.isAdded && written ? `${written}\n\n${offered.text}` : offered.text;
    recall.current = undefined;
    show(text);
    box.current?.focus();
    box.current?.setSelectionRange(text.length, text.length);
  }, [offered.count]);

  const send = (): void => {
    const text = box.current?.value ?? "";
    if (text.trim() === "") return;
    setRefused(isTooLong(text));
    if (isTooLong(text)) return;
    draft.flush();
    post({ type: "send", text });
    recall.current = undefined;
    show("", false);
    draft.sent();
    box.current?.focus();
  };

  const onKey = (event: KeyboardEvent, area: HTMLTextAreaElement): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const recalled = recallKey(event.key, area.value, recall.current, prompts);
    if (!recalled) return;
    event.preventDefault();
    recall.current = recalled.recall;
    show(recalled.text);
  };

  return (
    <form
      class="composer"
      aria-label={labels.composerLabel}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="composer-frame">
        <PromptBox
          box={box}
          label={labels.composerLabel}
          placeholder={labels.composerPlaceholder}
          onSend={send}
          onKey={onKey}
          onInput={(area) => {
            setRefused(false);
            setHasText(area.value.trim() !== "");
            draft.typed(area.value);
          }}
        />
        <div class="composer-buttons">
          <button
            type="button"
            class="quiet model"
            title={fill(labels.selectModel, state.model.label)}
            aria-label={fill(labels.selectModel, state.model.label)}
            onClick={() => post({ type: "run", action: "selectModel" })}
          >
            <span class="cut">{state.model.label}</span>
            <ChevronIcon />
          </button>
          <ThinkingSwitch thinking={state.model.thinking} />
          <span class="space" />
          {isRunning && (
            <button
              type="button"
              class="round stop"
              title={labels.stop}
              aria-label={labels.stop}
              onClick={() => post({ type: "stop" })}
            >
              <StopIcon />
            </button>
          )}
          {(!isRunning || hasText) && (
            <button
              type="button"
              class="round send"
              title={isRunning ? labels.queueMessage : labels.send}
              aria-label={isRunning ? labels.queueMessage : labels.send}
              aria-disabled={!hasText}
              onClick={send}
            >
              {isRunning ? <QueueIcon /> : <SendIcon />}
            </button>
          )}
        </div>
      </div>
      <p class="refused" role="status">
        {isRefused && labels.tooLongToSend}
      </p>
      <div class="composer-hint">
        <span class="cut" title={state.connection.host}>
          {state.connection.label}
        </span>
        {state.connection.key === "environment" && <span class="cut">{labels.keyFromEnvironment}</span>}
      </div>
    </form>
  );
}

function ThinkingSwitch({ thinking }: { readonly thinking: State["model"]["thinking"] }): JSX.Element {
  const { labels } = useWords();
  const label = {
    on: labels.thinkingOn,
    off: labels.thinkingOff,
    always: labels.thinkingAlways,
    never: labels.thinkingNever,
  }[thinking];
  const isFixed = thinking === "always" || thinking === "never";
  const isOn = thinking === "on" || thinking === "always";
  return (
    <button
      type="button"
      class="quiet switch"
      title={label}
      aria-label={label}
      aria-pressed={isOn}
      aria-disabled={isFixed}
      onClick={() => {
        if (!isFixed) post({ type: "thinking", on: !isOn });
      }}
    >
      <ThinkingIcon />
    </button>
  );
}

/** The unsent text on its way to the page's memory, at once, and to the host, soon. */
function useDraft(state: State) {
  const current = useRef({ conversation: "", revision: 0, text: "", isUnsent: false });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const { id } = state.conversation;
  const { revision } = state.draft;

  const remember = (text: string, isUnsent: boolean): void => {
    current.current = { conversation: id, revision, text, isUnsent };
    keep({ draft: current.current });
  };
  const flush = (): void => {
    clearTimeout(timer.current);
    if (!current.current.isUnsent || isTooLong(current.current.text)) return;
    post({ type: "draft", text: current.current.text });
    current.current = { ...current.current, isUnsent: false };
    keep({ draft: current.current });
  };
  /** What a dying page posts may get lost, so its own memory stays in charge. */
  const flushLeaving = (): void => {
    if (current.current.isUnsent) post({ type: "draft", text: current.current.text });
  };

  useEffect(() => {
    const onVisibility = (): void => {
      if (document.visibilityState === "hidden") flushLeaving();
    };
    addEventListener("pagehide", flushLeaving);
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      removeEventListener("pagehide", flushLeaving);
      document.removeEventListener("visibilitychange", onVisibility);
    };
  }, []);

  return {
    typed(text: string): void {
      remember(text, true);
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, DRAFT_MS);
    },
    takenOver(text: string): void {
      clearTimeout(timer.current);
      remember(text, false);
    },
    sent(): void {
      clearTimeout(timer.current);
      remember("", false);
    },
    flush,
  };
}
