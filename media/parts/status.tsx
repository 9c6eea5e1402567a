// How an answer stands: waited for, tried again, stopped, cut.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { MessageView } from "../../src/protocol.ts";
import { post } from "../host.ts";
import { fill, useWords } from "../words.ts";
import { useSeconds } from "./thinking.tsx";

/** A silence of this many seconds is worth a word. */
const LONG = 15;

export interface StatusProps {
  readonly message: MessageView;
  readonly silenceLimit: number;
}

/** While the answer runs. Another kind of line is another element: none moves when it is higher than the one before. */
export function Running({ message, silenceLimit }: StatusProps): JSX.Element {
  return (
    <p class="status" key={message.retry ? "retry" : message.status}>
      <span class="pulse" aria-hidden="true" />
      {message.retry ? (
        <Retrying message={message} retry={message.retry} silenceLimit={silenceLimit} />
      ) : (
        <Silence message={message} silenceLimit={silenceLimit} />
      )}
    </p>
  );
}

interface RetryingProps extends StatusProps {
  readonly retry: NonNullable<MessageView["retry"]>;
}

/** Counts down to the next attempt; from then on that attempt is waited for like any other. */
function Retrying({ message, retry, silenceLimit }: RetryingProps): JSX.Element {
  const { labels, number } = useWords();
  const next = useRef({ attempt: -1, at: 0 });
  if (next.current.attempt !== retry.attempt) {
    next.current = { attempt: retry.attempt, at: performance.now() + retry.seconds * 1000 };
  }
  useSeconds(0); // Draws this every second.
  const left = Math.ceil((next.current.at - performance.now()) / 1000);
  if (left <= 0) return <SilenceLine message={message} silent={-left} silenceLimit={silenceLimit} />;
  return <span>{fill(labels.retrying, retry.reason, number(left), number(retry.attempt))}</span>;
}

function Silence({ message, silenceLimit }: StatusProps): JSX.Element {
  // Every word that comes makes another message object, which starts the count anew.
  const silent = useSeconds(message.silentFor ?? 0, message);
  return <SilenceLine message={message} silent={silent} silenceLimit={silenceLimit} />;
}

function SilenceLine({ message, silent, silenceLimit }: StatusProps & { readonly silent: number }): JSX.Element | null {
  const { labels, number } = useWords();
  if (silent >= LONG) {
    return <span>{fill(labels.waitingLong, number(silent), number(Math.max(0, silenceLimit - silent)))}</span>;
  }
  return message.status === "waiting" ? <span>{labels.waiting}</span> : null;
}

export interface OutcomeProps {
  readonly message: MessageView;
  /** The last message of the branch: only there is something to go on from. */
  readonly isNewest: boolean;
}

/** After the answer: why it is not whole, and what to do about it. */
export function Outcome({ message, isNewest }: OutcomeProps): JSX.Element | null {
  const { labels } = useWords();
  const lines: JSX.Element[] = [];
  if (message.status === "stopped") lines.push(<span key="stopped">{labels.stopped}</span>);
  if (message.status === "interrupted") lines.push(<span key="interrupted">{labels.interrupted}</span>);
  if (message.note === "length") lines.push(<span key="length">{labels.cutAtLimit}</span>);
  if (message.note === "filtered") lines.push(<span key="filtered">{labels.filtered}</span>);
  if (message.note === "empty") lines.push(<span key="empty">{labels.empty}</span>);
  if (lines.length === 0) return null;
  const isCut = message.note === "length" || message.status === "interrupted";
  const hasText = message.parts.some((part) => part.type === "text" && part.text.trim() !== "");
  const canContinue = isCut && hasText && isNewest;
  const isRetryOffered = message.note === "empty" || (isCut && !hasText);
  return (
    <p class="outcome">
      {lines}
      {canContinue && (
        <button type="button" class="secondary" onClick={() => post({ type: "continue", messageId: message.id })}>
          {labels.continue}
        </button>
      )}
      {isRetryOffered && (
        <button type="button" class="secondary" onClick={() => post({ type: "retry", messageId: message.id })}>
          {labels.retry}
        </button>
      )}
    </p>
  );
}
