// The conversation: its end first, earlier messages as the reader comes near them, and a view that follows only when it may.
import type { ComponentChildren, JSX } from "preact";
import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { State } from "../src/protocol.ts";
import { edits } from "./edits.ts";
import { type First, firstDrawn, STEP } from "./firstDrawn.ts";
import { createFollowingView, type FollowingView } from "./followingView.ts";
import { keep, kept, post } from "./host.ts";
import { DownIcon } from "./icons.tsx";
import { Message } from "./message.tsx";
import { fill, useWords } from "./words.ts";

export interface ThreadProps {
  readonly state: State;
  /** What stands in for an empty conversation. */
  readonly children: ComponentChildren;
}

export function Thread({ state, children }: ThreadProps): JSX.Element {
  const { labels, number } = useWords();
  const { messages, older } = state;
  const [isBelow, setBelow] = useState(false);
  const [editing, setEditing] = useState(edits.first);
  const [first, setFirst] = useState<First>();
  const scroller = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const view = useRef<FollowingView | undefined>(undefined);
  const askedAt = useRef("");

  const start = firstDrawn(messages, state.conversation.id, first);
  const drawn = messages.slice(start);
  const drawFrom = (index: number): void =>
    setFirst({ conversation: state.conversation.id, id: messages[Math.max(0, index)]?.id });

  /** Draws or asks for what is above when the reader is within two screens of it. */
  const approach = (): void => {
    const area = scroller.current;
    if (!area || area.scrollTop > area.clientHeight * 2) return;
    if (start > 0) {
      view.current?.holdPlace();
      drawFrom(start - STEP);
    } else if (older > 0 && messages[0] && askedAt.current !== messages[0].id && area.scrollTop < area.clientHeight) {
      askForOlder();
    }
  };
  const askForOlder = (): void => {
    askedAt.current = messages[0]?.id ?? "";
    post({ type: "older" });
  };
  const latest = useRef({ approach, conversation: state.conversation.id });
  latest.current = { approach, conversation: state.conversation.id };

  useLayoutEffect(() => {
    if (!scroller.current || !content.current) return;
    view.current = createFollowingView(scroller.current, content.current, {
      onBelow: setBelow,
      onMoved: (place) => {
        keep({ place: place && { conversation: latest.current.conversation, ...place } });
        latest.current.approach();
      },
    });
    return () => view.current?.dispose();
  }, []);

  // Another conversation begins at its end, or where the reader left it.
  const known = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    if (known.current === state.conversation.id) return;
    const place = known.current === undefined ? kept().place : undefined;
    known.current = state.conversation.id;
    askedAt.current = "";
    const index =
      place?.conversation === state.conversation.id
        ? messages.findIndex((message) => message.id === place.messageId)
        : -1;
    if (place && index >= 0) {
      drawFrom(index - 2);
      view.current?.goTo(place);
    } else {
      drawFrom(messages.length - STEP);
      view.current?.toEnd();
    }
  }, [state.conversation.id]);

  // What came above must not move what is being read; what is short must be filled up.
  useLayoutEffect(() => {
    view.current?.keepPlace();
    approach();
  }, [start, messages[0]?.id]);

  const onEdit = useCallback((id: string, isEditing: boolean) => setEditing(isEditing ? id : undefined), []);
  const shown = useRef(messages);
  shown.current = messages;
  const onShorten = useCallback((id: string) => {
    const index = shown.current.findIndex((message) => message.id === id);
    const prompt = shown.current.slice(0, index).findLast((message) => message.role === "user");
    if (prompt) setEditing(prompt.id);
  }, []);

  return (
    <div class="thread-frame">
      <main
        class="thread"
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keys that scroll
        tabIndex={0}
        aria-label={labels.conversationLabel}
        onKeyDown={(event) => moveByKey(event, scroller.current)}
      >
        <div class="thread-content" ref={content}>
          {messages.length === 0 && older === 0 ? (
            children
          ) : (
            <h1 class="unseen">{state.conversation.title || labels.conversationLabel}</h1>
          )}
          {(older > 0 || start > 0) && (
            <button
              type="button"
              class="link older"
              // Off the Tab key's way: going there would scroll to the top. The keys that scroll load earlier messages too.
              tabIndex={-1}
              onClick={() => {
                if (start > 0) drawFrom(start - STEP);
                else askForOlder();
              }}
            >
              {fill(labels.showOlder, number(older + start))}
            </button>
          )}
          {drawn.map((message, index) => (
            <Message
              key={message.id}
              message={message}
              silenceLimit={state.silenceLimit}
              isLast={index >= drawn.length - 2}
              isNewest={index === drawn.length - 1}
              isEditing={editing === message.id}
              onEdit={onEdit}
              onShorten={onShorten}
            />
          ))}
        </div>
      </main>
      {isBelow && (
        <button type="button" class="new-below" onClick={() => view.current?.toEnd()}>
          <DownIcon />
          {labels.newBelow}
        </button>
      )}
    </div>
  );
}

/** Alt with the up and down keys goes from message to message; their buttons are then the next tab stops. */
function moveByKey(event: KeyboardEvent, scroller: HTMLElement | null): void {
  if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown") || !scroller) return;
  const all = [...scroller.querySelectorAll<HTMLElement>(".message")];
  const at = all.findIndex((element) => element.contains(document.activeElement));
  const next = event.key === "ArrowUp" ? (at < 0 ? all.at(-1) : all[at - 1]) : all[at + 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
