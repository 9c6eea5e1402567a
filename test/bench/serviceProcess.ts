// A process of its own, so that the service's work is not counted as the extension's: the stand-in for DashScope with answers
// on a timetable, and the times at which it was asked, wrote and was left, told to the bench.
import { answerEvents } from "../dashscope/answers.ts";
import type { Reply } from "../dashscope/reply.ts";
import { startStandIn } from "../dashscope/standIn.ts";
import { timetable } from "./timetable.ts";

export interface Plan {
  readonly id: number;
  readonly text: string;
  readonly chunksPerSecond: number;
  /** Before the first text. */
  readonly firstMs: number;
}

/** All times are milliseconds since the epoch, with fractions. */
export type Told =
  | { readonly type: "listening"; readonly port: number }
  | { readonly type: "request"; readonly id: number; readonly at: number; readonly body: string }
  | { readonly type: "sent"; readonly id: number; readonly first: number; readonly last: number }
  | { readonly type: "closed"; readonly id: number; readonly at: number; readonly complete: boolean };

const plans: Plan[] = [];
const tell = (told: Told) => process.send?.(told);

const standIn = await startStandIn({
  strict: false,
  respond(request) {
    const plan = plans.shift();
    if (!plan) return undefined;
    const { id } = plan;
    tell({ type: "request", id, at: request.at, body: request.body });
    const clock = replyOf(plan, (first, last) => tell({ type: "sent", id, first, last }));
    void request.closed.then(({ at, complete }) => {
      clock.stop();
      tell({ type: "closed", id, at, complete });
    });
    return clock.reply;
  },
});

process.on("message", (plan: Plan) => plans.push(plan));
process.on("disconnect", () => process.exit());
tell({ type: "listening", port: standIn.port });

function replyOf({ text, chunksPerSecond, firstMs }: Plan, sent: (first: number, last: number) => void) {
  const events = answerEvents(text);
  const head = events[0] ?? "";
  // The end of the stream comes with the last text: what is measured from there is the drawing, not the protocol.
  const texts = events.slice(1, -3);
  const pieces = [...texts.slice(0, -1), [texts.at(-1), ...events.slice(-3)].join("")];
  const { steps, stop } = timetable(pieces, chunksPerSecond, firstMs, sent);
  const reply: Reply = [
    { head: 200, headers: { "content-type": "text/event-stream;charset=UTF-8" } },
    { send: head },
    ...steps,
  ];
  return { reply, stop };
}
