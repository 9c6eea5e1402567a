// How an answer stands: waited for, tried again, stopped, cut.
import type { JSX } from "preact";
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

/** While the answer runs: one line of fixed height, so nothing moves when it changes. */
export function Running({ message, silenceLimit }: StatusProps): JSX.Element {
  return (
    <p class="status">
      <span class="pulse" aria-hidden="true" />
      {message.retry ? <Retrying retry={message.retry} /> : <Silence message={message} silenceLimit={silenceLimit} />}
    </p>
  );
}

function Retrying({ retry }: { readonly retry: NonNullable<MessageView["retry"]> }): JSX.Element {
  const { labels, number } = useWords();
  const passed = useSeconds(0, retry);
  const left = Math.max(0, retry.seconds - passed);
  return <span>{fill(labels.retrying, retry.reason, number(left), number(retry.attempt))}</span>;
}

function Silence({ message, silenceLimit }: StatusProps): JSX.Element | null {
  const { labels, number } = useWords();
  // Every word that comes makes another message object, which starts the count anew.
  const silent = useSeconds(message.silentFor ?? 0, message);
  if (silent >= LONG) {
    return <span>{fill(labels.waitingLong, number(silent), number(Math.max(0, silenceLimit - silent)))}</span>;
  }
  return message.status === "waiting" ? <span>{labels.waiting}</span> : null;
}

/** After the answer: why it is not whole, and what to do about it. */
export function Outcome({ message }: { readonly message: MessageView }): JSX.Element | null {
  const { labels } = useWords();
  const lines: JSX.Element[] = [];
  if (message.status === "stopped") lines.push(<span key="stopped">{labels.stopped}</span>);
  if (message.status === "interrupted") lines.push(<span key="interrupted">{labels.interrupted}</span>);
  if (message.note === "length") lines.push(<span key="length">{labels.cutAtLimit}</span>);
  if (message.note === "filtered") lines.push(<span key="filtered">{labels.filtered}</span>);
  if (message.note === "empty") lines.push(<span key="empty">{labels.empty}</span>);
  const canContinue = message.note === "length" || message.status === "interrupted";
  const isRetryOffered = message.note === "empty";
  if (lines.length === 0 && !canContinue) return null;
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
