// The page without a screen: its own reducer, its own rules for drafts, and a reader who types.
import {
  draftAfterChange,
  draftAfterLoad,
  type KeptDraft,
  leftBehind,
  type SentPrompt,
  stillUnheard,
  withUnheard,
} from "../../../../media/draft.ts";
import { nothingYet, type PageState, reduce } from "../../../../media/state.ts";
import type { ToHost, ToPage } from "../../../../src/protocol.ts";

/** What VS Code keeps of a page that is thrown away. */
export interface Memory {
  draft?: KeptDraft;
  sent?: readonly SentPrompt[];
}

export interface Page {
  readonly view: PageState;
  readonly composer: string;
  take(message: ToPage): void;
  type(text: string): void;
  /** What stands in the composer. */
  send(): void;
  post(message: ToHost): void;
  /** Hidden or reloaded. What it posts last arrives or not. */
  die(isHeard: boolean): void;
}

const DRAFT_MS = 250;

export function createPage(memory: Memory, post: (message: ToHost) => void): Page {
  let view = nothingYet;
  let composer = "";
  let seen: { readonly conversation: string; readonly revision: number } | undefined;
  let timer: NodeJS.Timeout | undefined;

  function remember(text: string, isUnsent: boolean): void {
    composer = text;
    memory.draft = { conversation: seen?.conversation ?? "", text, revision: seen?.revision ?? 0, isUnsent };
  }

  function postDraft({ conversation, text, revision }: KeptDraft): void {
    post({ type: "draft", conversation, revision, text });
  }

  function flush(): void {
    clearTimeout(timer);
    if (!memory.draft?.isUnsent || !seen) return;
    postDraft(memory.draft);
    memory.draft = { ...memory.draft, isUnsent: false };
  }

  function type(text: string): void {
    remember(text, true);
    if (seen) post({ type: "typing", conversation: seen.conversation, revision: seen.revision, text });
    clearTimeout(timer);
    timer = setTimeout(flush, DRAFT_MS);
  }

  function showDraft(): void {
    const { state } = view;
    if (!state) return;
    const { conversation, draft } = state;
    const unheard = stillUnheard(memory.sent ?? [], state);
    memory.sent = unheard;
    if (seen?.conversation === conversation.id && seen.revision === draft.revision) return;
    const text = seen
      ? draftAfterChange(memory.draft, conversation.id, draft)
      : withUnheard(unheard, conversation.id, draftAfterLoad(memory.draft, conversation.id, draft));
    if (!seen) memory.sent = unheard.filter((prompt) => prompt.conversation !== conversation.id);
    const left = leftBehind(memory.draft, conversation.id, text);
    if (left) postDraft(left);
    seen = { conversation: conversation.id, revision: draft.revision };
    clearTimeout(timer);
    remember(text, false);
    if (text !== draft.text) type(text);
  }

  post({ type: "ready" });
  return {
    get view() {
      return view;
    },
    get composer() {
      return composer;
    },
    take(message) {
      const wasBehind = view.isBehind;
      view = reduce(view, message);
      if (view.isBehind && !wasBehind) post({ type: "ready" });
      if (message.type === "state") showDraft();
    },
    type,
    send() {
      if (!seen || composer.trim() === "") return;
      flush();
      memory.sent = [...(memory.sent ?? []), { conversation: seen.conversation, text: composer }];
      post({ type: "send", conversation: seen.conversation, text: composer });
      clearTimeout(timer);
      remember("", false);
    },
    post,
    die(isHeard) {
      clearTimeout(timer);
      if (isHeard && memory.draft?.isUnsent && seen) postDraft(memory.draft);
    },
  };
}
