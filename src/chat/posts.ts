// Posts to the page at most one message a frame. Growth of parts is merged; a new state swallows it.
import type { State, ToPage } from "../protocol.ts";

export interface Posts {
  /** The state is another one than the page has. */
  changed(): void;
  grew(messageId: string, part: number, at: number, text: string): void;
  /** Drops what is waiting: the page is gone. */
  clear(): void;
}

type Delta = Extract<ToPage, { type: "delta" }>;

const FRAME_MS = 16;

export function createPosts(state: () => State, post: (message: ToPage) => void): Posts {
  let isStale = false;
  let delta: Delta | undefined;
  let timer: NodeJS.Timeout | undefined;
  let postedAt = Number.NEGATIVE_INFINITY;

  return {
    changed() {
      isStale = true;
      schedule();
    },
    grew(messageId, part, at, text) {
      if (isStale) return; // The state to come has it.
      if (delta && delta.messageId === messageId && delta.part === part && delta.at + delta.text.length === at) {
        delta = { ...delta, text: delta.text + text };
      } else if (delta) {
        isStale = true;
      } else {
        delta = { type: "delta", messageId, part, at, text };
      }
      schedule();
    },
    clear() {
      clearTimeout(timer);
      timer = undefined;
      isStale = false;
      delta = undefined;
    },
  };

  function schedule(): void {
    timer ??= setTimeout(flush, Math.max(0, postedAt + FRAME_MS - performance.now()));
  }

  function flush(): void {
    timer = undefined;
    postedAt = performance.now();
    const message: ToPage | undefined = isStale ? { type: "state", state: state() } : delta;
    isStale = false;
    delta = undefined;
    if (message) post(message);
  }
}
