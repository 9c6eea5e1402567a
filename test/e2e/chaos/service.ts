// A service whose answers are short or long, and wrong when the chaos says so.
import { answer, answerEvents, eventStream, failure } from "../../dashscope/answers.ts";
import type { Reply } from "../../dashscope/reply.ts";
import type { StandInOptions } from "../../dashscope/standIn.ts";
import { one, type Random } from "../../random.ts";
import { asked } from "../chat.ts";

/** One line of an answer, and how many of them a long one has. */
const LINES = 60;
const EVERY_MS = 50;

export function respondWith(next: Random): NonNullable<StandInOptions["respond"]> {
  return ({ body }) => {
    const question =
      asked(body)
        .match(/word\d+\./g)
        ?.at(-1) ?? "";
    if (next() < 0.6) return answer(answerTo(question));
    const lines = Array.from({ length: LINES }, (_, line) => `Line ${line} for ${question} 行`.padEnd(30, "."));
    return answer([answerTo(question), ...lines].join("\n\n"), { chunk: 32, everyMs: EVERY_MS });
  };
}

export const answerTo = (word: string): string => `Answer to ${word}`;

/** The next answer goes wrong. */
export function fault(next: Random): Reply {
  const half = answerEvents("Half of an answer", { usage: null }).slice(0, 2).join("");
  const begun: Reply = [{ head: 200, headers: eventStream }, { send: half }];
  return one<Reply>(next, [
    [...begun, { cut: true }],
    [...begun, { reset: true }],
    [...begun, { stall: true }],
    [...begun, { send: 'data: {"choices": [{"delta": {"cont\n\n' }, { cut: true }],
    [{ reset: true }],
    failure(401, "invalid_api_key", "Incorrect API key provided."),
    failure(400, "data_inspection_failed", "Input data may contain inappropriate content."),
    failure(429, "Throttling", "Too many requests.", { "retry-after": "1" }),
    failure(500, "internal_error", "Something broke."),
  ]);
}
