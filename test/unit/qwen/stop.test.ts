// W45: Stop, at every moment that a request has, seen from both ends of the connection.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chat } from "../../../src/qwen/client.ts";
import type { Limits } from "../../../src/qwen/limits.ts";
import type { Event } from "../../../src/qwen/types.ts";
import { answer, answerEvents, eventStream, failure } from "../../dashscope/answers.ts";
import { type StandIn, startStandIn } from "../../dashscope/standIn.ts";
import { ask, requestTo } from "./ask.ts";

let standIn: StandIn;
before(async () => {
  standIn = await startStandIn();
  await ask(requestTo(standIn.url));
});
after(() => standIn.close());

const words = answerEvents("one two three", { chunk: 4 });
const unfinished = [
  { head: 200, headers: eventStream },
  { send: words.slice(0, 3).join("") },
  { stall: true },
] as const;

/** Runs until the end; `onEvent` may press Stop. */
async function run(stop: AbortController, onEvent: (event: Event) => void = () => {}, limits: Partial<Limits> = {}) {
  const seen: Event[] = [];
  let afterStop = 0;
  for await (const event of chat(requestTo(standIn.url), stop.signal, { limits })) {
    if (stop.signal.aborted) afterStop++;
    seen.push(event);
    onEvent(event);
  }
  return { seen, afterStop };
}

const next = () => standIn.request(standIn.requests.length);

test("W45 before the headers: the answer ends silently and the socket closes", async () => {
  standIn.enqueue([{ stall: true }]);
  const stop = new AbortController();
  const coming = next();
  const running = run(stop);
  const request = await coming;
  const pressed = performance.timeOrigin + performance.now();
  stop.abort();
  assert.deepEqual((await running).seen, []);
  const { at, complete } = await request.closed;
  assert.equal(complete, false);
  assert.ok(at - pressed < 1000, `${at - pressed} ms`);
});

test("W45 in the middle of the text: no character after it, and the socket closes", async () => {
  standIn.enqueue(unfinished);
  const stop = new AbortController();
  const coming = next();
  const { seen, afterStop } = await run(stop, ({ type }) => type === "text" && stop.abort());
  assert.deepEqual([seen.length, afterStop], [1, 0]);
  assert.equal((await (await coming).closed).complete, false);
});

test("W45 in the same tick as the last token: nothing follows, not even the finish", async () => {
  standIn.enqueue(answer("last", { chunk: 4 }));
  const stop = new AbortController();
  const { seen } = await run(stop, ({ type }) => type === "text" && stop.abort());
  assert.deepEqual(seen, [{ type: "text", text: "last" }]);
});

test("W45 twice is the same as once", async () => {
  standIn.enqueue(unfinished);
  const stop = new AbortController();
  const { afterStop } = await run(stop, () => {
    stop.abort();
    stop.abort();
  });
  assert.equal(afterStop, 0);
});

test("W45 while waiting to try again: no second request", async () => {
  standIn.enqueue(failure(429, "limit_requests", "slow down", { "retry-after": "30" }));
  const stop = new AbortController();
  const sent = standIn.requests.length;
  const { seen } = await run(stop, ({ type }) => type === "retry" && stop.abort());
  assert.deepEqual([seen.map(({ type }) => type), standIn.requests.length - sent], [["retry"], 1]);
});

test("W45 leaving the loop closes the socket too", async () => {
  standIn.enqueue(unfinished);
  const coming = next();
  for await (const _ of chat(requestTo(standIn.url), new AbortController().signal)) break;
  assert.equal((await (await coming).closed).complete, false);
});

test("W45 three hundred times at random moments: never a character too many, and the next question is answered", async () => {
  for (let i = 0; i < 300; i++) {
    standIn.enqueue(answer("a b c d e f g h", { chunk: 2, usage: null }));
    const stop = new AbortController();
    // Before the first event, after each of the next, or after the end.
    let left = i % 10;
    if (left === 0) setImmediate(() => stop.abort());
    const { afterStop } = await run(stop, () => left-- === 1 && stop.abort());
    assert.equal(afterStop, 0);
    // A request that was stopped before it was sent has left its reply.
    standIn.clear();
  }
  assert.equal((await ask(requestTo(standIn.url))).text, "Hello from the stand-in.");
});
