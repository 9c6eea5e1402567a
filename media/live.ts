// A delta goes straight to the one message that it grows; the tree around it is not looked at.
import { useLayoutEffect, useReducer, useRef } from "preact/hooks";
import type { MessageView } from "../src/protocol.ts";

const listeners = new Map<string, (message: MessageView) => void>();

/** Hands a grown message to the component that draws it, if it is drawn. */
export function showGrown(message: MessageView): void {
  listeners.get(message.id)?.(message);
}

/** The newest form of a message: from its parent, or grown since. */
export function useLive(given: MessageView): MessageView {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const last = useRef(given);
  const newest = useRef(given);
  if (last.current !== given) last.current = newest.current = given;
  useLayoutEffect(() => {
    const listener = (message: MessageView): void => {
      newest.current = message;
      redraw(undefined);
    };
    listeners.set(given.id, listener);
    return () => {
      if (listeners.get(given.id) === listener) listeners.delete(given.id);
    };
  }, [given.id]);
  return newest.current;
}
