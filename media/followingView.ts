// The scrolling area of the thread: turns its events into moves of `follow.ts` and carries out what they decide.
import { atEnd, type Follow, follow, type Move } from "./follow.ts";

export interface Place {
  readonly messageId: string;
  /** Pixels from the upper edge of the view down to the message; negative when it begins above. */
  readonly offset: number;
}

export interface FollowingView {
  toEnd(): void;
  goTo(place: Place): void;
  /** Remembers where the reader is, to be restored by the next `keepPlace`. */
  holdPlace(): void;
  keepPlace(): void;
  dispose(): void;
}

export interface FollowingEvents {
  /** Whether there is something below that the reader does not see. */
  readonly onBelow: (isBelow: boolean) => void;
  /** The reader moved; undefined at the end of the conversation. Not more than once a frame. */
  readonly onMoved: (place: Place | undefined) => void;
}

export function createFollowingView(area: HTMLElement, content: HTMLElement, events: FollowingEvents): FollowingView {
  const ending = new AbortController();
  let state: Follow = atEnd;
  let held: Place | undefined;
  let touchY = 0;
  let isBelow = false;
  let frame = 0;
  /** From a jump until the reader's next move: boxes that had only been estimated get their real sizes meanwhile. */
  let isPlacing = false;

  const move = (made: Move): void => {
    if (made.type !== "scroll") isPlacing = false;
    state = follow(state, made);
    tellBelow();
  };
  const listen = { passive: true, signal: ending.signal } as const;
  area.addEventListener("wheel", (event) => move({ type: "wheel", deltaY: event.deltaY }), listen);
  area.addEventListener("keydown", (event) => move({ type: "key", key: event.key }), listen);
  area.addEventListener("pointerdown", () => (isPlacing = false), listen);
  area.addEventListener("touchstart", (event) => (touchY = event.touches[0]?.clientY ?? 0), listen);
  area.addEventListener(
    "touchmove",
    (event) => {
      const y = event.touches[0]?.clientY ?? touchY;
      move({ type: "touch", deltaY: y - touchY });
      touchY = y;
    },
    listen,
  );
  area.addEventListener(
    "scroll",
    () => {
      move({ type: "scroll", top: area.scrollTop, view: area.clientHeight, height: area.scrollHeight });
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        if (!isPlacing) held = state.isFollowing ? undefined : placeNow();
        events.onMoved(held);
      });
    },
    listen,
  );
  // Runs after layout and before paint: growth and the step to the new end are one picture.
  const sizes = new ResizeObserver(() => {
    if (state.isFollowing) stepToEnd();
    else if (isPlacing) restore();
    tellBelow();
  });
  sizes.observe(content);
  sizes.observe(area);

  return {
    toEnd() {
      isPlacing = false;
      state = follow(state, { type: "toEnd" });
      stepToEnd();
      tellBelow();
    },
    goTo(place) {
      held = place;
      isPlacing = true;
      state = { isFollowing: false, top: area.scrollTop };
    },
    holdPlace() {
      if (state.isFollowing || isPlacing) return;
      held = placeNow();
      isPlacing = true;
    },
    keepPlace() {
      if (state.isFollowing) stepToEnd();
      else restore();
    },
    dispose() {
      ending.abort();
      sizes.disconnect();
      cancelAnimationFrame(frame);
    },
  };

  function restore(): void {
    const element = held && find(held.messageId);
    if (!held || !element) return;
    const drift = element.getBoundingClientRect().top - area.getBoundingClientRect().top - held.offset;
    if (Math.abs(drift) >= 1) area.scrollTop += drift;
    state = { ...state, top: area.scrollTop };
  }

  function stepToEnd(): void {
    area.scrollTop = area.scrollHeight;
    state = { ...state, top: area.scrollTop };
  }

  function tellBelow(): void {
    const now = !state.isFollowing && area.scrollHeight - area.clientHeight - area.scrollTop > 8;
    if (now === isBelow) return;
    isBelow = now;
    events.onBelow(now);
  }

  function find(messageId: string): Element | undefined {
    for (const element of content.querySelectorAll<HTMLElement>(".message")) {
      if (element.dataset["message"] === messageId) return element;
    }
    return undefined;
  }

  function placeNow(): Place | undefined {
    const edge = area.getBoundingClientRect().top;
    for (const box of content.querySelectorAll(".message-box")) {
      // Asking for the place of a message that is far away would lay out its box.
      if (box.getBoundingClientRect().bottom <= edge) continue;
      for (const element of box.querySelectorAll<HTMLElement>(".message")) {
        const { top, bottom } = element.getBoundingClientRect();
        const messageId = element.dataset["message"];
        if (bottom > edge && messageId !== undefined) return { messageId, offset: top - edge };
      }
    }
    return undefined;
  }
}
