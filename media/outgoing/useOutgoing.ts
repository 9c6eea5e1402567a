// What the composer knows of the next message beside its text: how large it is, and whether its reader wants to see it before it goes.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { State } from "../../src/protocol.ts";
import { estimateTokens } from "./estimate.ts";
import { goingWith } from "./going.ts";
import { withSecrets } from "./secretsBar.tsx";

/** Counted once the typing pauses: no key waits for it. */
const COUNT_MS = 300;

export interface OutgoingState {
  /** Tokens of the text. */
  readonly typed: number;
  /** Of all that goes with the next message. */
  readonly total: number;
  /** inspecting: the list is open. asking: the message waits for a word about secrets in it. */
  readonly shown: "nothing" | "inspecting" | "asking";
  show(what: OutgoingState["shown"]): void;
  /** The text has been put there by something else than a key. */
  counted(text: string): void;
  countSoon(text: string): void;
  /** False if the reader is asked first. */
  mayGo(isSure: boolean): boolean;
}

export function useOutgoing(state: State): OutgoingState {
  const [typed, setTyped] = useState(0);
  const [shown, show] = useState<OutgoingState["shown"]>("nothing");
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const { outgoing } = state;
  const attached = goingWith(state).reduce((sum, { tokens }) => sum + tokens, 0);
  // What was asked was asked of the other conversation's draft.
  useLayoutEffect(() => show("nothing"), [state.conversation.id]);
  const counted = (text: string): void => {
    clearTimeout(timer.current);
    setTyped(estimateTokens(text));
  };
  return {
    typed,
    total: outgoing.before + typed + attached,
    shown,
    show,
    counted,
    countSoon(text) {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => counted(text), COUNT_MS);
    },
    mayGo(isSure) {
      const isAsked = !isSure && withSecrets(goingWith(state)).length > 0;
      show(isAsked ? "asking" : "nothing");
      return !isAsked;
    },
  };
}
