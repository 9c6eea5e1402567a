// A reply whose pieces leave at their time. One clock keeps them all, so that a slow write delays nothing but itself.
import type { Reply } from "../dashscope/reply.ts";

export interface Timetable {
  /** What comes before it, the head for one, is the caller's. */
  readonly steps: Reply;
  stop(): void;
}

/** `sent` is told when the first and the last piece were due; times are milliseconds since the epoch, with fractions. */
export function timetable(
  pieces: readonly string[],
  perSecond: number,
  firstMs: number,
  sent: (first: number, last: number) => void = () => undefined,
): Timetable {
  const due = pieces.map(() => Promise.withResolvers<void>());
  const start = now() + firstMs;
  const stamps: number[] = [];
  const timer = setInterval(() => {
    while (stamps.length < due.length && now() >= start + (stamps.length * 1000) / perSecond) {
      stamps.push(now());
      due[stamps.length - 1]?.resolve();
    }
    if (stamps.length < due.length) return;
    clearInterval(timer);
    sent(stamps[0] ?? 0, stamps.at(-1) ?? 0);
  }, 1);
  return {
    steps: pieces.flatMap((piece, i) => [{ until: due[i]!.promise }, { send: piece }]),
    stop: () => clearInterval(timer),
  };
}

const now = (): number => performance.timeOrigin + performance.now();
