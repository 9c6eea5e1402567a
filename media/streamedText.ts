// Between the state, which has whole texts, and the Markdown renderer, which wants what is new.
import type { MarkdownOptions } from "./markdown/options.ts";
import { StreamedMarkdown } from "./streamedMarkdown.ts";

export interface StreamedText {
  show(text: string, isStreaming: boolean): void;
  remove(): void;
}

export function createStreamedText(root: HTMLElement, options: MarkdownOptions): StreamedText {
  let shown = "";
  let isEnded = false;
  let renderer: StreamedMarkdown | undefined;
  let frame = 0;

  return {
    show(text, isStreaming) {
      if (renderer && (isEnded ? text !== shown || isStreaming : !text.startsWith(shown))) clear();
      renderer ??= new StreamedMarkdown(root, options);
      if (text.length > shown.length) renderer.append(text.slice(shown.length));
      shown = text;
      if (!isStreaming && !isEnded) {
        cancelAnimationFrame(frame);
        frame = 0;
        isEnded = true;
        renderer.end();
      } else if (isStreaming && frame === 0) {
        frame = requestAnimationFrame(() => {
          frame = 0;
          renderer?.flush();
        });
      }
    },
    remove: clear,
  };

  function clear(): void {
    cancelAnimationFrame(frame);
    frame = 0;
    renderer = undefined;
    root.replaceChildren();
    shown = "";
    isEnded = false;
  }
}
