// The answers of one conversation that are being written: one, or two that are compared.
import type { Event } from "../qwen/types.ts";
import type { StoredError } from "../storedError.ts";
import { type Answer, startAnswer } from "./answer.ts";
import type { StoredMessage } from "./message.ts";

export interface AnswersDeps {
  /** Asks the model for the next message of this branch. Throws on failure, ends silently when aborted. */
  ask(
    branch: readonly StoredMessage[],
    model: string,
    signal: AbortSignal,
    search: boolean,
    answerId: string,
  ): AsyncIterable<Event>;
  /** Which model and endpoint the next answer comes from; with `search` only if that model can. */
  chosen(wish: Wish): { readonly model: string; readonly endpoint: string; readonly search?: boolean };
  toStoredError(thrown: unknown): StoredError;
  newId(): string;
}

/** What of an answer is asked for. */
export interface Wish {
  /** Another one than is chosen. */
  readonly model?: string | undefined;
  /** That it looks in the web first. */
  readonly search?: boolean | undefined;
}

type Ask = (branch: readonly StoredMessage[]) => AsyncIterable<Event>;

export interface AnswersEvents {
  /** `isFirst`: it was not saved before. */
  save(message: StoredMessage, isFirst: boolean): void;
  changed(): void;
  grew(messageId: string, part: number, at: number, text: string): void;
  ended(message: StoredMessage): void;
}

export interface Answers {
  readonly isAny: boolean;
  get(id: string): Omit<Answer, "stop"> | undefined;
  /** Begins another one; `send` asks with the branch that it answers, read when that is done. */
  start(parent: string, send: (ask: Ask) => AsyncIterable<Event>, wish: Wish): StoredMessage;
  /** Ends them at once, all but that one if one is named. */
  stop(why: "stopped" | "interrupted", but?: string): void;
}

export function createAnswers(deps: AnswersDeps, events: AnswersEvents): Answers {
  const running = new Map<string, Answer>();
  return {
    get isAny() {
      return running.size > 0;
    },
    get: (id) => running.get(id),
    start(parent, send, wish) {
      const id = deps.newId();
      const made = { ...deps.chosen(wish), createdAt: Date.now() };
      let isFirst = true;
      const answer = startAnswer({
        message: { id, parent, role: "assistant", parts: [], status: "waiting", ...made },
        ask: (signal) => send((branch) => deps.ask(branch, made.model, signal, made.search ?? false, id)),
        toStoredError: deps.toStoredError,
        save(message) {
          events.save(message, isFirst);
          isFirst = false;
        },
        changed: events.changed,
        grew: (part, at, text) => events.grew(id, part, at, text),
        ended(message) {
          running.delete(id);
          events.ended(message);
        },
      });
      running.set(id, answer);
      return answer.message;
    },
    stop(why, but) {
      for (const answer of [...running.values()]) if (answer.message.id !== but) answer.stop(why);
    },
  };
}
