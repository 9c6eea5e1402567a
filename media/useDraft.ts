// The unsent text on its way: to the page's memory and, told as typing, to the host at each key; as the draft a moment later.
import { useEffect, useRef } from "preact/hooks";
import type { State } from "../src/protocol.ts";
import type { KeptDraft } from "./draft.ts";
import { keep, post } from "./host.ts";
import { isTooLong } from "./tooLong.ts";

/** The draft reaches the host this long after the last key. */
const DRAFT_MS = 250;

/** A longer text is not posted at each key. */
const SHORT = 20_000;

export const postDraft = ({ conversation, revision, text }: KeptDraft): void =>
  post({ type: "draft", conversation, revision, text });

export function useDraft(state: State) {
  const current = useRef<KeptDraft>({ conversation: "", revision: 0, text: "", isUnsent: false });
  /** What the host has, as far as the page knows. */
  const before = useRef("");
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const { id } = state.conversation;
  const { revision } = state.draft;

  const remember = (text: string, isUnsent: boolean): void => {
    const isChanged = isUnsent && !text.startsWith(before.current);
    const last = state.messages.at(-1)?.id;
    current.current = {
      conversation: id,
      revision,
      text,
      isUnsent,
      last,
      ...(isChanged && { before: [before.current] }),
    };
    keep({ draft: current.current });
  };
  const flush = (): void => {
    clearTimeout(timer.current);
    if (!current.current.isUnsent || isTooLong(current.current.text)) return;
    postDraft(current.current);
    const { before: _, ...sent } = current.current;
    before.current = sent.text;
    current.current = { ...sent, isUnsent: false };
    keep({ draft: current.current });
  };
  /** What a dying page posts may get lost, so its own memory stays in charge. */
  const flushLeaving = (): void => {
    if (current.current.isUnsent) postDraft(current.current);
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
      // A tab that is closed now takes its memory along.
      if (text.length < SHORT) post({ type: "typing", conversation: id, revision, text });
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, DRAFT_MS);
    },
    takenOver(text: string): void {
      clearTimeout(timer.current);
      before.current = state.draft.text;
      remember(text, false);
    },
    sent(): void {
      clearTimeout(timer.current);
      before.current = "";
      remember("", false);
    },
    flush,
  };
}
