// What the model thought, folded. Nothing of it is drawn until it is unfolded.
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Part } from "../../src/protocol.ts";
import { FoldIcon } from "../icons.tsx";
import { fill, useWords } from "../words.ts";
import { createPlainText, type PlainText } from "./plainText.ts";

export interface ThinkingPartProps {
  readonly part: Extract<Part, { type: "thinking" }>;
  readonly isRunning: boolean;
}

export function ThinkingPart({ part, isRunning }: ThinkingPartProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="thinking" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <FoldIcon />
        {isRunning ? <RunningTitle since={part.seconds ?? 0} /> : <Title part={part} />}
      </summary>
      {isOpen && <ThinkingText text={part.text} />}
    </details>
  );
}

function Title({ part }: { readonly part: ThinkingPartProps["part"] }): JSX.Element {
  const { labels, number } = useWords();
  const exact = part.seconds ?? 0;
  const seconds = number(exact < 10 ? Math.max(0.1, exact) : Math.round(exact));
  return (
    <span>
      {part.tokens === undefined
        ? fill(labels.thoughtFor, seconds)
        : fill(labels.thoughtForTokens, seconds, number(part.tokens))}
    </span>
  );
}

function RunningTitle({ since }: { readonly since: number }): JSX.Element {
  const { labels, number } = useWords();
  const seconds = useSeconds(since);
  return <span class="running">{fill(labels.thinking, number(seconds))}</span>;
}

function ThinkingText({ text }: { readonly text: string }): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const plain = useRef<PlainText | undefined>(undefined);
  useLayoutEffect(() => {
    if (!root.current) return;
    plain.current ??= createPlainText(root.current);
    plain.current.show(text);
  }, [text]);
  return <div class="thinking-text" ref={root} />;
}

/** Counts on from `since`, once a second; starts anew when `since` or `key` is another. */
export function useSeconds(since: number, key?: unknown): number {
  const start = useRef({ since: Number.NaN, key: undefined as unknown, at: 0 });
  if (start.current.since !== since || start.current.key !== key) {
    start.current = { since, key, at: performance.now() };
  }
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.floor(since + (performance.now() - start.current.at) / 1000);
}
