// The conversation: its end first, earlier messages as the reader comes near them, and a view that follows only when it may.
import type { ComponentChildren, JSX } from "preact";
import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { MessageView, State } from "../src/protocol.ts";
import { Compare } from "./compare.tsx";
import { drawnOf, inBoxes, STEP } from "./drawn.ts";
import { edits } from "./edits.ts";
import { Find } from "./find/find.tsx";
import { createFollowingView, type FollowingView, type Place } from "./followingView.ts";
import { GapView, nearGap } from "./gap.tsx";
import { keep, kept, post } from "./host.ts";
import { DownIcon } from "./icons.tsx";
import { keepReading } from "./keepReading.ts";
import { applyLook } from "./look.ts";
import { Message } from "./message.tsx";
import type { PageState } from "./state.ts";
import { fill, useWords } from "./words.ts";

/** Earlier messages asked for at a time. */
const OLDER = 30;

export interface ThreadProps {
  readonly state: State;
  readonly find: PageState["find"];
  readonly reveal: PageState["reveal"];
  /** What stands in for an empty conversation. */
  readonly children: ComponentChildren;
}

export function Thread({ state, find, reveal, children }: ThreadProps): JSX.Element {
  const { labels, number } = useWords();
  const { messages, older } = state;
  const [isBelow, setBelow] = useState(false);
  const [editing, setEditing] = useState(edits.first);
  const [draws, redraw] = useState(0);
  const scroller = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const view = useRef<FollowingView | undefined>(undefined);
  const askedAt = useRef("");

  const known = useRef({ conversation: "", ids: new Set<string>() });
  if (known.current.conversation !== state.conversation.id) {
    known.current = { conversation: state.conversation.id, ids: new Set() };
  }
  const drawn = drawnOf(messages, known.current.ids);
  const { start } = drawn;
  // What was drawn once stays.
  for (const [index, { id }] of messages.entries()) if (drawn.isDrawn[index]) known.current.ids.add(id);
  const draw = (from: number, to: number): void => {
    for (const { id } of messages.slice(Math.max(0, from), Math.max(0, to))) known.current.ids.add(id);
    redraw((count) => count + 1);
  };

  /** Draws what the reader is within two screens of, or asks for it. */
  const approach = (isBetweenFrames: boolean): void => {
    const area = scroller.current;
    if (!area) return;
    const isNearTop = area.scrollTop <= area.clientHeight * 2;
    const gap =
      (drawn.isDrawn.includes(false, start) ? nearGap(area) : undefined) ??
      (isNearTop && start > 0 ? { from: start - STEP, to: start } : undefined);
    if (gap) {
      // What is seen is shown first; nothing that is drawn above it later moves it.
      if (!isBetweenFrames && area.scrollHeight > area.clientHeight) return approachLater();
      view.current?.holdPlace();
      draw(gap.from, gap.to);
    } else if (older > 0 && messages[0] && askedAt.current !== messages[0].id && area.scrollTop < area.clientHeight) {
      askForOlder();
    }
  };
  const askForOlder = (): void => {
    askedAt.current = messages[0]?.id ?? "";
    post({ type: "older", count: OLDER });
  };
  const goTo = (place: Place): void => {
    view.current?.goTo(place);
    view.current?.keepPlace();
  };
  const latest = useRef({ approach, conversation: state.conversation.id });
  latest.current = { approach, conversation: state.conversation.id };
  const frame = useRef(0);
  const approachLater = (): void => {
    frame.current ||= requestAnimationFrame(() => {
      frame.current = 0;
      setTimeout(() => latest.current.approach(true));
    });
  };

  const release = useRef<() => void>(undefined);
  useLayoutEffect(() => {
    release.current?.();
    const apply = (): void => applyLook(document.documentElement, state.look);
    if (view.current && scroller.current) release.current = keepReading(scroller.current, goTo, apply);
    else apply();
  }, [state.look]);

  useLayoutEffect(() => {
    if (!scroller.current || !content.current) return;
    view.current = createFollowingView(scroller.current, content.current, {
      onBelow: setBelow,
      onMoved: (place) => {
        // While the view follows an answer there is no place at any frame, and nothing to write down.
        if (place || kept().place) keep({ place: place && { conversation: latest.current.conversation, ...place } });
        latest.current.approach(true);
      },
    });
    return () => view.current?.dispose();
  }, []);

  // Another conversation begins at its end, or where the reader left it.
  const opened = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    if (opened.current === state.conversation.id) return;
    const place = opened.current === undefined ? kept().place : undefined;
    opened.current = state.conversation.id;
    askedAt.current = "";
    const index =
      place?.conversation === state.conversation.id
        ? messages.findIndex((message) => message.id === place.messageId)
        : -1;
    if (place && index >= 0) {
      draw(index - 2, index + 2);
      view.current?.goTo(place);
    } else {
      view.current?.toEnd();
    }
  }, [state.conversation.id]);

  // What came above must not move what is being read; what is short must be filled up.
  useLayoutEffect(() => {
    view.current?.keepPlace();
    approach(false);
  }, [draws, start, messages[0]?.id]);

  const onEdit = useCallback((id: string, isEditing: boolean) => setEditing(isEditing ? id : undefined), []);
  const shown = useRef(messages);
  shown.current = messages;
  const onShorten = useCallback((id: string) => {
    const index = shown.current.findIndex((message) => message.id === id);
    const prompt = shown.current.slice(0, index).findLast((message) => message.role === "user");
    if (prompt) setEditing(prompt.id);
  }, []);

  const single = messages.filter(({ compared }) => !compared);
  const pair = messages.filter(({ compared }) => compared);
  const last = messages.slice(pair.length > 0 ? -3 : -2);
  const drawOne = (message: MessageView): JSX.Element => (
    <Message
      key={message.id}
      message={message}
      silenceLimit={state.silenceLimit}
      isLast={last.includes(message)}
      isNewest={message === messages.at(-1)}
      isEditing={editing === message.id}
      onEdit={onEdit}
      onShorten={onShorten}
    />
  );

  return (
    <div class={isBelow ? "thread-frame is-below" : "thread-frame"}>
      <Find
        // What was looked for in one conversation is not in the way of another.
        key={state.conversation.id}
        asked={find}
        reveal={reveal}
        messages={messages}
        older={older}
        area={scroller}
        content={content}
        onDraw={(id) => {
          const index = messages.findIndex((message) => message.id === id);
          if (index >= 0) draw(index, index + 1);
        }}
        onGo={goTo}
      />
      <main
        class="thread"
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keys that scroll
        tabIndex={0}
        aria-label={labels.conversationLabel}
        onKeyDown={(event) => moveByKey(event, scroller.current)}
      >
        <div class="thread-content" ref={content}>
          <div class="find-room" />
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
                if (start > 0) draw(start - 3 * STEP, start);
                else askForOlder();
              }}
            >
              {fill(labels.showOlder, number(older + start))}
            </button>
          )}
          {inBoxes(single, older, drawn).map(({ number, hasGap, items }) => (
            <div class={hasGap ? "message-box has-gap" : "message-box"} key={number}>
              {items.map((item) =>
                "at" in item ? <GapView key={`gap ${item.messages[0]?.id}`} gap={item} /> : drawOne(item),
              )}
            </div>
          ))}
          {pair.length > 0 && (
            <div class="message-box">
              <Compare pair={pair}>{drawOne}</Compare>
            </div>
          )}
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
