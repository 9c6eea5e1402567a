// A service whose answers are written event by event, by whoever drives the chaos.
import type { StoredMessage } from "../../../../src/chat/message.ts";
import type { Event } from "../../../../src/qwen/types.ts";

export interface Call {
  readonly isOver: boolean;
  push(event: Event | Error | "end"): void;
}

export interface Service {
  ask(branch: readonly StoredMessage[], model: string, signal: AbortSignal): AsyncIterable<Event>;
  /** Those that nobody has stopped or ended. */
  open(): readonly Call[];
}

export function createService(): Service {
  let calls: Call[] = [];
  return {
    async *ask(_branch, _model, signal) {
      const waiting: (Event | Error | "end")[] = [];
      let wake = (): void => {};
      let isOver = false;
      signal.addEventListener("abort", () => wake());
      calls.push({
        get isOver() {
          return isOver || signal.aborted;
        },
        push(event) {
          if (event === "end" || event instanceof Error || event.type === "finish") isOver = true;
          waiting.push(event);
          wake();
        },
      });
      for (;;) {
        const event = waiting.shift();
        if (event === "end" || signal.aborted) return;
        if (event instanceof Error) throw event;
        if (event) yield event;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    open() {
      calls = calls.filter(({ isOver }) => !isOver);
      return calls;
    },
  };
}
