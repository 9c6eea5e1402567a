// A text box that is there before the extension host has said anything: nobody waits to write. What is typed into it goes on in the composer.
import { isSendingEnter } from "./enter.ts";
import { keep, kept } from "./host.ts";
import { element } from "./markdown/context.ts";
import { postDraft } from "./useDraft.ts";

export interface FirstBox {
  /** Gives what was typed to the composer that `draw` makes; while an input method is at work in the box, a little later. */
  handOver(conversation: string, draw: () => void): void;
}

/** Looks like the composer, and stands where it will stand. */
export function showFirstBox(): FirstBox {
  const { draft, conversation: shown } = kept();
  const original = draft && draft.conversation === shown ? draft.text : "";
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
  box.addEventListener("compositionstart", () => {
    isComposing = true;
  });
  box.addEventListener("compositionend", ({ timeStamp }) => {
    isComposing = false;
    compositionEndedAt = timeStamp;
    // The text of the composition is in the box only after this.
    setTimeout(() => waiting?.());
  });
  box.addEventListener("keydown", (event) => {
    if (!isSendingEnter(event, compositionEndedAt)) return;
    event.preventDefault();
    isSent = true;
  });

  return {
    handOver(conversation, draw) {
      if (isComposing) {
        waiting = () => this.handOver(conversation, draw);
        return;
      }
      waiting = undefined;
      const { value, selectionStart, selectionEnd } = box;
      const hadFocus = document.activeElement === box;
      if (value !== original) {
        const before = kept().draft;
        if (before?.isUnsent && before.conversation !== conversation) postDraft(before);
        keep({ draft: { conversation, text: value, revision: 0, isUnsent: true, before: original } });
      }
      page.remove();
      draw();
      const next = document.querySelector<HTMLTextAreaElement>(".composer .prompt-box");
      if (!next) return;
      if (hadFocus) next.focus();
      const added = next.value.endsWith(value) ? next.value.length - value.length : 0;
      if (value !== "") next.setSelectionRange(selectionStart + added, selectionEnd + added);
      if (isSent) next.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    },
  };
}

function within(className: string, ...children: readonly HTMLElement[]): HTMLElement {
  const made = element("div", className);
  made.append(...children);
  return made;
}
