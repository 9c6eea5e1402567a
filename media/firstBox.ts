// A text box that is there before the extension host has said anything: nobody waits to write. What is typed into it goes on in the composer.
import { isSendingEnter } from "./enter.ts";
import { whenFocused } from "./focus.ts";
import { keep, kept } from "./host.ts";
import { element } from "./markdown/context.ts";
import { postDraft } from "./useDraft.ts";

export interface FirstBox {
  /** Gives what was typed to the composer that `draw` makes; while an input method is at work in the box, a little later. */
  handOver(conversation: string, draw: () => void): void;
}

/** Where nothing is known of a conversation yet. */
const UNKNOWN = "";

/** Looks like the composer, and stands where it will stand. */
export function showFirstBox(): FirstBox {
  const { draft, conversation: shown = UNKNOWN } = kept();
  const original = draft?.conversation === shown ? draft.text : "";
  const before = [original, ...(draft?.before ?? [])];
  const box = element("textarea", "prompt-box") as HTMLTextAreaElement;
  box.rows = 1;
  box.dir = "auto";
  box.value = original;
  box.setAttribute("aria-label", "Ask Qwen");
  const buttons = within("composer-buttons", element("span", "round"));
  const composer = within("composer", within("composer-frame", box, buttons), element("div", "composer-hint"));
  const page = within("page", within("body", within("chat", element("div", "thread-frame"), composer)));
  document.body.append(page);

  let isComposing = false;
  let compositionEndedAt = Number.NEGATIVE_INFINITY;
  let isSent = false;
  let waiting: (() => void) | undefined;
  const remember = (conversation: string, text: string): void =>
    keep({ draft: { conversation, text, revision: 0, isUnsent: true, before } });
  box.addEventListener("compositionstart", () => {
    isComposing = true;
  });
  box.addEventListener("compositionend", ({ timeStamp }) => {
    isComposing = false;
    compositionEndedAt = timeStamp;
    // The text of the composition is in the box only after this.
    setTimeout(() => waiting?.());
  });
  box.addEventListener("input", () => {
    isSent = false;
    remember(shown, box.value);
  });
  box.addEventListener("keydown", (event) => {
    if (!isSendingEnter(event, compositionEndedAt)) return;
    event.preventDefault();
    isSent = true;
  });

  /** Of a text that was there for another conversation, only what was typed behind it comes along. */
  const takeAlong = (conversation: string): string => {
    const isOther = shown !== UNKNOWN && conversation !== shown;
    return isOther && box.value.startsWith(original) ? box.value.slice(original.length) : box.value;
  };

  return {
    handOver(conversation, draw) {
      if (isComposing) {
        waiting = () => this.handOver(conversation, draw);
        return;
      }
      waiting = undefined;
      const text = takeAlong(conversation);
      const { selectionStart, selectionEnd } = box;
      const hadFocus = document.activeElement === box;
      if (box.value !== original || (shown === UNKNOWN && text !== "")) {
        if (draft?.isUnsent && draft.conversation !== UNKNOWN && draft.conversation !== conversation) postDraft(draft);
        remember(conversation, text);
      }
      page.remove();
      draw();
      const next = document.querySelector<HTMLTextAreaElement>(".composer .prompt-box");
      if (!next) return;
      if (hadFocus) whenFocused(() => next.focus());
      const moved = (next.value.endsWith(text) ? next.value.length : text.length) - box.value.length;
      if (text !== "") next.setSelectionRange(Math.max(0, selectionStart + moved), Math.max(0, selectionEnd + moved));
      // Only what the reader has seen is sent.
      if (!isSent || text.trim() === "" || next.value !== text || next.closest(".covered")) return;
      next.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    },
  };
}

function within(className: string, ...children: readonly HTMLElement[]): HTMLElement {
  const made = element("div", className);
  made.append(...children);
  return made;
}
