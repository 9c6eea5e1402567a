// A process of its own: the service of the soak. Answers without end, of 10 to 100 KB, and with one in four something goes wrong.
import { answerEvents, eventStream, failure, sse } from "../dashscope/answers.ts";
import type { Reply } from "../dashscope/reply.ts";
import { startStandIn } from "../dashscope/standIn.ts";
import { one, random, upTo } from "../random.ts";
import { answer } from "./corpus.ts";
import { timetable } from "./timetable.ts";

export type SoakTold =
  | { readonly type: "listening"; readonly port: number }
  /** `characters`: of the answer, as far as it was to come. */
  | { readonly type: "asked"; readonly fault: Fault | "none"; readonly characters: number };

const faults = ["busy", "broken", "reset", "cut", "damaged", "error", "length"] as const;
type Fault = (typeof faults)[number];

const PER_SECOND = 200;
const CHUNK = 16;
const next = random(17);
const tell = (told: SoakTold) => process.send?.(told);
let answers = 0;

const standIn = await startStandIn({
  strict: false,
  respond(request) {
    answers += 1;
    const fault = next() < 0.25 ? one(next, faults) : undefined;
    const text = answer(10_000 * 10 ** next(), answers);
    const pieces = piecesOf(text, fault);
    tell({ type: "asked", fault: fault ?? "none", characters: pieces.length * CHUNK });
    if (fault === "busy") return failure(429, "Throttling", "Too many requests.", { "retry-after": "1" });
    if (fault === "broken") return failure(500, "internal_error", "Something broke.");
    const { steps, stop } = timetable(pieces, PER_SECOND, 100 + upTo(next, 400));
    void request.closed.then(stop);
    const end: Reply = fault === "reset" ? [{ reset: true }] : fault === "cut" ? [{ cut: true }] : [];
    return [{ head: 200, headers: eventStream }, ...steps, ...end];
  },
});

process.on("disconnect", () => process.exit());
tell({ type: "listening", port: standIn.port });

function piecesOf(text: string, fault: Fault | undefined): readonly string[] {
  if (fault === "busy" || fault === "broken") return [];
  const events = answerEvents(text, { chunk: CHUNK, finish: fault === "length" ? "length" : "stop" });
  if (!fault || fault === "length") return events;
  const head = events.slice(0, 1 + upTo(next, events.length - 3));
  if (fault === "damaged") return [...head, 'data: {"choices": [{"delta": {"cont\n\n', ...events.slice(head.length)];
  if (fault === "error") return [...head, sse({ error: { message: "Out of order.", code: "internal_error" } })];
  return head;
}
