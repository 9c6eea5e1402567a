// A message that is sent while something is still being attached waits for it, and then passes the same checks as any other.
import { useEffect, useState } from "preact/hooks";
import type { State } from "../src/protocol.ts";
import { isAttaching } from "./attaching.ts";

/** sendCompared: to two models. */
export type Way = "send" | "sendCompared";

export interface Sending {
  readonly isWaiting: boolean;
  /** True if it waits now. When it is asked for again, it need not. */
  mustWait(way: Way): boolean;
  /** It is written on: it does not go by itself any more. */
  cancel(): void;
}

interface Wanted {
  readonly way: Way;
  readonly conversation: string;
  readonly refused: number;
}

export function useSendWhenAttached(state: State, send: (way: Way) => void): Sending {
  const [wanted, setWanted] = useState<Wanted | undefined>(undefined);
  const { conversation, attaching } = state;
  const isHere = wanted?.conversation === conversation.id;
  useEffect(() => {
    if (!wanted || (isHere && isAttaching(state))) return;
    setWanted(undefined);
    // Of what was refused the reader is told, and decides.
    if (isHere && attaching.refused === wanted.refused) send(wanted.way);
  });
  return {
    isWaiting: isHere,
    mustWait(way) {
      if (isHere) setWanted(undefined);
      if (isHere || !isAttaching(state)) return false;
      setWanted({ way, conversation: conversation.id, refused: attaching.refused });
      return true;
    },
    cancel: () => setWanted(undefined),
  };
}
