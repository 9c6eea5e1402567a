// A text of the answer: a hole in the tree that the Markdown renderer fills. Growing text is appended, never drawn again.
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { post } from "../host.ts";
import { loadKatex } from "../markdown/katex.ts";
import { createStreamedText, type StreamedText } from "../streamedText.ts";
import { useWords } from "../words.ts";

export interface TextPartProps {
  readonly messageId: string;
  readonly text: string;
  readonly isStreaming: boolean;
}

export function TextPart({ messageId, text, isStreaming }: TextPartProps): JSX.Element {
  const { labels } = useWords();
  const root = useRef<HTMLDivElement>(null);
  const drawn = useRef<StreamedText | undefined>(undefined);
  const drawnLabels = useRef(labels);
  useLayoutEffect(() => {
    if (!root.current) return;
    if (drawnLabels.current !== labels) {
      drawn.current?.remove();
      drawn.current = undefined;
      drawnLabels.current = labels;
    }
    drawn.current ??= createStreamedText(root.current, {
      labels,
      onLink: (href) => post({ type: "open", messageId, href }),
      onCode: (use, code) => post({ type: "code", do: use, messageId, text: code }),
      loadMaths: loadKatex,
    });
    drawn.current.show(text, isStreaming);
  }, [text, isStreaming, labels, messageId]);
  useLayoutEffect(() => () => drawn.current?.remove(), []);
  return <div class="markdown" ref={root} />;
}
