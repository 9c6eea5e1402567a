// Between the state, which has whole texts, and the Markdown renderer, which wants what is new.
import type { MarkdownOptions } from "./markdown/options.ts";
import { StreamedMarkdown } from "./markdown/stream.ts";
import { createPlainText } from "./parts/plainText.ts";

export interface StreamedText {
  show(text: string, isStreaming: boolean): void;
  remove(): void;
}

export function createStreamedText(root: HTMLElement, options: MarkdownOptions): StreamedText {
  let shown = "";
  let isEnded = false;
  let hasFailed = false;
  let renderer: StreamedMarkdown | undefined;
  let frame = 0;
  const plain = createPlainText(root);

  return {
    show(text, isStreaming) {
      if (renderer && (isEnded ? text !== shown || isStreaming : !text.startsWith(shown))) clear();
      const added = text.slice(shown.length);
      shown = text;
      attempt(() => {
        renderer ??= new StreamedMarkdown(root, options);
        if (added) renderer.append(added);
        if (!isStreaming && !isEnded) {
          cancelAnimationFrame(frame);
          frame = 0;
          isEnded = true;
          renderer.end();
        } else if (isStreaming) {
          frame ||= requestAnimationFrame(flush);
        }
      });
    },
    remove: clear,
  };

  function flush(): void {
    frame = 0;
    attempt(() => {
      if (renderer?.flush()) frame = requestAnimationFrame(flush);
    });
  }

  /** A fault in the renderer must not take the panel down: the answer is then shown as it was written. */
  function attempt(draw: () => void): void {
    try {
      if (!hasFailed) draw();
    } catch (error) {
      hasFailed = true;
      reportError(error);
      root.replaceChildren();
    }
    if (hasFailed) plain.show(shown);
  }

  function clear(): void {
    cancelAnimationFrame(frame);
    frame = 0;
    renderer = undefined;
    root.replaceChildren();
    shown = "";
    isEnded = false;
  }
}
