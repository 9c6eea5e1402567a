// One answer while it comes: takes the client's events, grows the message, writes it down at most every half second.
import type { Event } from "../qwen/types.ts";
import type { StoredError } from "../storedError.ts";
import type { StoredMessage } from "./message.ts";

export interface Answer {
  /** The message so far. */
  readonly message: StoredMessage;
  /** Set while the client waits before it tries again. */
  readonly retry: { readonly attempt: number; readonly at: number; readonly reason: string } | undefined;
  /** Milliseconds since the service was last heard of. */
  silentFor(): number;
  /** Ends it at once, by the reader's wish or because the editor closes; nothing is added afterwards. */
  stop(why: "stopped" | "interrupted"): void;
}

interface Start {
  readonly message: StoredMessage;
  ask(signal: AbortSignal): AsyncIterable<Event>;
  toStoredError(thrown: unknown): StoredError;
  save(message: StoredMessage): void;
  changed(): void;
  grew(part: number, at: number, text: string): void;
  ended(message: StoredMessage): void;
}

type GrowingPart =
  | { type: "text"; text: string }
  | { type: "thinking"; text: string; seconds?: number; tokens?: number };

const SAVE_EVERY_MS = 500;

/** Begins to ask in the next microtask, so that the caller can store what it gets first. */
export function startAnswer(start: Start): Answer {
  const abort = new AbortController();
  const parts: GrowingPart[] = [];
  let message: StoredMessage = { ...start.message, parts };
  const askedAt = performance.now();
  let heardAt = askedAt;
  let thinkingSince: number | undefined;
  let beganAt = heardAt;
  let retry: Answer["retry"];
  let saving: NodeJS.Timeout | undefined;
  let hasEnded = false;

  const answer: Answer = {
    get message() {
      return message;
    },
    get retry() {
      return retry;
    },
    silentFor: () => performance.now() - heardAt,
    stop: (why) => {
      abort.abort();
      end({ status: why });
    },
  };
  // At once, though not before the request has begun: an answer that was asked for and never came is then known to be missing.
  saveSoon(0);
  void Promise.resolve().then(run);
  return answer;

  async function run(): Promise<void> {
    try {
      for await (const event of start.ask(abort.signal)) {
        if (hasEnded) return;
        heardAt = performance.now();
        take(event);
      }
      end({ status: "interrupted" }); // No effect after a `finish`.
    } catch (thrown) {
      end({ status: parts.length ? "interrupted" : "failed", error: start.toStoredError(thrown) });
    }
  }

  function take(event: Event): void {
    if (retry && event.type !== "retry") retry = undefined;
    switch (event.type) {
      case "text":
      case "thinking":
        return grow(event.type, event.text);
      case "textWasThinking":
        return allWasThinking();
      case "usage":
        message = { ...message, usage: event.usage };
        return;
      case "sources":
        message = { ...message, sources: event.sources };
        return start.changed();
      case "retry":
        retry = { attempt: event.attempt, at: performance.now() + event.delayMs, reason: event.reason };
        return start.changed();
      case "finish": {
        const note = noteFor(event.reason, parts);
        return end({ status: "done", ...(note && { note }) });
      }
      case "toolCall":
      case "toolCallDelta":
        return; // No tools are offered yet.
      default:
        event satisfies never;
    }
  }

  function grow(type: "text" | "thinking", text: string): void {
    if (text === "") return;
    const last = parts.at(-1);
    if (last?.type === type && message.status === "streaming") {
      const at = last.text.length;
      last.text += text;
      start.grew(parts.length - 1, at, text);
    } else {
      if (type === "thinking") thinkingSince ??= performance.now();
      else closeThinking();
      if (parts.length === 0) beganAt = performance.now();
      parts.push({ type, text });
      message = { ...message, status: "streaming" };
      start.changed();
    }
    saveSoon();
  }

  function saveSoon(afterMs = SAVE_EVERY_MS): void {
    saving ??= setTimeout(() => {
      saving = undefined;
      start.save(message);
    }, afterMs);
  }

  // A server without a reasoning parser told us late: there was a lone </think>.
  function allWasThinking(): void {
    const text = parts.map((part) => part.text).join("");
    parts.splice(0, parts.length, { type: "thinking", text });
    thinkingSince ??= beganAt;
    start.changed();
  }

  function closeThinking(): void {
    const last = parts.findLast((part) => part.type === "thinking");
    if (!last || thinkingSince === undefined) return;
    last.seconds = Math.round((performance.now() - thinkingSince) / 100) / 10;
    thinkingSince = undefined;
  }

  function end(outcome: Pick<StoredMessage, "status" | "error" | "note">): void {
    if (hasEnded) return;
    hasEnded = true;
    clearTimeout(saving);
    closeThinking();
    const thought = parts.findLast((part) => part.type === "thinking");
    if (thought && message.usage?.thinking !== undefined) thought.tokens = message.usage.thinking;
    message = { ...message, ...outcome, seconds: Math.round((performance.now() - askedAt) / 100) / 10 };
    start.save(message);
    start.ended(message);
  }
}

function noteFor(reason: string, parts: readonly GrowingPart[]): StoredMessage["note"] {
  if (reason === "length") return "length";
  if (reason === "filtered") return "filtered";
  return parts.some((part) => part.type === "text" && part.text.trim() !== "") ? undefined : "empty";
}
