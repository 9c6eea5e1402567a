// Whether the view follows the answer: any upward move of the reader lets go, only arriving at the end takes hold.

export interface Follow {
  readonly isFollowing: boolean;
  /** Where the last scroll event left the view. */
  readonly top: number;
}

export type Move =
  | { readonly type: "wheel"; readonly deltaY: number }
  | { readonly type: "key"; readonly key: string }
  /** A finger moved by `deltaY`; down the screen is positive, which scrolls up. */
  | { readonly type: "touch"; readonly deltaY: number }
  | { readonly type: "scroll"; readonly top: number; readonly view: number; readonly height: number }
  /** The reader asked for the end. */
  | { readonly type: "toEnd" };

export const atEnd: Follow = { isFollowing: true, top: 0 };

const upKeys = new Set(["ArrowUp", "PageUp", "Home"]);

/** Pixels from the end that still count as the end: half a line. */
const NEAR = 8;

export function follow(state: Follow, move: Move): Follow {
  switch (move.type) {
    case "wheel":
      return move.deltaY < 0 ? letGo(state) : state;
    case "touch":
      return move.deltaY > 0 ? letGo(state) : state;
    case "key":
      return upKeys.has(move.key) ? letGo(state) : state;
    case "toEnd":
      return { ...state, isFollowing: true };
    case "scroll": {
      const { top } = move;
      const distance = move.height - move.view - top;
      if (top < state.top) {
        // Upward. When the content shrinks the browser moves the view up too, but then it stays at the end.
        return { isFollowing: state.isFollowing && distance <= 1, top };
      }
      return { isFollowing: state.isFollowing || (top > state.top && distance <= NEAR), top };
    }
    default:
      move satisfies never;
      return state;
  }
}

/** At the very top there is nothing to scroll, so a wheel means nothing. */
const letGo = (state: Follow): Follow => (state.top > 0 ? { ...state, isFollowing: false } : state);
