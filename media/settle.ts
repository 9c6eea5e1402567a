// Moves the view to where something on the page shall be, and holds it there until all around it has its real size.
import type { Place } from "./followingView.ts";

export interface Settling {
  /** The scrolling area. */
  readonly area: HTMLElement;
  /** The message that holds the place. */
  readonly message: HTMLElement;
  /** By how many pixels the thing is too far down; undefined when it is gone. */
  readonly drift: () => number | undefined;
  readonly goTo: (place: Place) => void;
}

/** What comes near the screen is laid out in the frame after, with other sizes than were guessed: that moves the thing again. */
const FRAMES = 12;

/** Returns a function that lets go; a move of the reader does the same. */
export function settle({ area, message, drift, goTo }: Settling): () => void {
  const ending = new AbortController();
  let frames = 0;
  let still = 0;
  const step = (): void => {
    const by = drift();
    const messageId = message.dataset["message"];
    if (ending.signal.aborted || by === undefined || messageId === undefined) return;
    if (Math.abs(by) < 1) still++;
    else {
      still = 0;
      goTo({ messageId, offset: message.getBoundingClientRect().top - area.getBoundingClientRect().top - by });
    }
    if (still < 2 && ++frames < FRAMES) requestAnimationFrame(step);
    else ending.abort();
  };
  for (const type of ["wheel", "touchstart", "pointerdown"] as const) {
    area.addEventListener(type, () => ending.abort(), { passive: true, signal: ending.signal });
  }
  step();
  return () => ending.abort();
}
