// A text of the answer: a hole in the tree that the Markdown renderer fills. Growing text is appended, never drawn again.
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { MessageView } from "../../src/protocol.ts";
import { codeLook } from "../codeLook.ts";
import { post } from "../host.ts";
import { loadKatex } from "../markdown/katex.ts";
import { isEqual } from "../state.ts";
import { createStreamedText, type StreamedText } from "../streamedText.ts";
import { useWords } from "../words.ts";

import { sourceTitle } from "./sources.tsx";

export interface TextPartProps {
  readonly messageId: string;
  readonly text: string;
  readonly isStreaming: boolean;
  readonly sources?: MessageView["sources"];
}

export function TextPart({ messageId, text, isStreaming, sources }: TextPartProps): JSX.Element {
  const { labels } = useWords();
  const root = useRef<HTMLDivElement>(null);
  const drawn = useRef<StreamedText | undefined>(undefined);
  const drawnWith = useRef({ labels, sources });
  useLayoutEffect(() => {
    if (!root.current) return;
    if (drawnWith.current.labels !== labels || !isEqual(drawnWith.current.sources, sources)) {
      drawn.current?.remove();
      drawn.current = undefined;
      drawnWith.current = { labels, sources };
    }
    drawn.current ??= createStreamedText(root.current, {
      labels,
      onLink: (href) => post({ type: "open", messageId, href }),
      ...(sources && { sources: new Map(sources.map((one) => [one.number, sourceTitle(one, labels.source)])) }),
      onSource: (number) => post({ type: "openSource", messageId, number }),
      onCode: (use, code, block) => {
        const blocks = [...(root.current?.querySelectorAll(".code-block") ?? [])];
        post({ type: "code", do: use, messageId, block: Math.max(0, blocks.indexOf(block)), text: code });
      },
      onCopy: (copied) => post({ type: "copyText", text: copied }),
      codeLook,
      loadMaths: loadKatex,
    });
    drawn.current.show(text, isStreaming);
  }, [text, isStreaming, labels, messageId, sources]);
  useLayoutEffect(() => () => drawn.current?.remove(), []);
  return <div class="markdown" ref={root} />;
}
