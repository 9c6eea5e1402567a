// Much text and many openings, over the real host code and a real file, with a page that has no screen: what is kept, posted and waited for.
import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Event } from "../../../src/qwen/types.ts";
import { storedIn } from "../../e2e/stored.ts";
import { until } from "../../until.ts";
import { type ChaosWindow, openChaosWindow } from "./chaos/window.ts";
import { afterwards, temporaryFolder } from "./history/fixture.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");
const MB = 1024 ** 2;

function open(context: TestContext) {
  const folder = temporaryFolder(context);
  let ids = 0;
  const window = openChaosWindow({ folder, memories: [{}, {}], newId: () => `id${++ids}`, heard: () => undefined });
  afterwards(context, () => window.close());
  return { window, file: join(folder, "history.sqlite") };
}

/** Until nothing is on its way any more. */
async function quiet(window: ChaosWindow): Promise<void> {
  let idle = 0;
  await until(async () => {
    const isAny = window.seats.map((seat) => seat.deliver()).includes(true);
    await turn();
    idle = isAny ? 0 : idle + 1;
    return idle > 2;
  }, "silence");
}

/** Until each page has its state. */
async function drawn(window: ChaosWindow): Promise<void> {
  const end = performance.now() + 20_000;
  while (window.seats.some(({ page }) => !page?.view.state)) {
    assert.ok(performance.now() < end, "a page without a state");
    await turn();
    for (const seat of window.seats) seat.deliver();
  }
}

async function ask(window: ChaosWindow, text: string): Promise<(event: Event) => void> {
  const [seat] = window.seats;
  await quiet(window);
  seat?.page?.type(text);
  seat?.page?.send();
  await quiet(window);
  const call = window.service.open().at(-1);
  assert.ok(call, "it is asked");
  return (event) => call.push(event);
}

test("L03 an answer of 10 MB costs less than 120 MB, the file's and the page's copies included", async (context) => {
  const { window, file } = open(context);
  const answer = await ask(window, "a very long one");
  collect();
  const before = process.memoryUsage();
  const piece = "Words of a very long answer, 一个接一个. ".repeat(100);
  let length = 0;
  while (length < 10 * MB) {
    answer({ type: "text", text: piece });
    length += piece.length;
    await turn();
    for (const seat of window.seats) seat.deliver();
  }
  answer({ type: "finish", reason: "stop" });
  await until(() => window.seats[0]?.session.conversation.isBusy === false, "its end");
  await quiet(window);
  await until(async () => {
    await quiet(window);
    return window.seats[0]?.page?.view.state?.messages.at(-1)?.status === "done";
  }, "the end on the page");
  collect();
  const after = process.memoryUsage();
  const shown = window.seats[0]?.page?.view.state?.messages.at(-1)?.parts[0];
  assert.equal(shown?.type === "text" && shown.text.length, length);
  await until(() => storedIn(file).at(-1)?.status === "done", "the end in the file");
  assert.equal(storedIn(file).at(-1)?.text.length, length);
  const more = (after.rss - before.rss) / MB;
  context.diagnostic(
    `${more.toFixed(0)} MB more, ${((after.heapUsed - before.heapUsed) / MB).toFixed(0)} MB of them heap`,
  );
  assert.ok(more < 120, `${more} MB more`);
});

test("L05 100 pages that come and go, and 100 tabs, leave no session, no conversation and no timer behind", async (context) => {
  const timers = noteTimers(context);
  const { window } = open(context);
  const answer = await ask(window, "first");
  answer({ type: "text", text: "Yes." });
  answer({ type: "finish", reason: "stop" });
  await quiet(window);
  const [sideBar] = window.seats;
  const gone: WeakRef<object>[] = [];
  const ids = new Set<string>();
  for (let time = 0; time < 100; time++) {
    sideBar?.hide(time % 2 === 0);
    sideBar?.show();
    await drawn(window);
    window.openTab();
    await drawn(window);
    const tab = window.seats[1];
    assert.ok(tab?.page);
    gone.push(new WeakRef(tab.session), new WeakRef(tab.page), new WeakRef(tab.session.conversation));
    ids.add(tab.session.conversation.id);
    window.closeTab();
    ids.add(sideBar!.session.conversation.id);
  }
  await quiet(window);
  const { id } = sideBar!.session.conversation;
  assert.deepEqual(
    [...ids].filter((one) => window.conversations.get(one)),
    [id],
    "only the one that is shown is in memory",
  );
  await until(() => timers.size === 0, "no timer is left");
  let left = gone.length;
  const isFreed = async () => {
    await turn();
    collect();
    // The newest may still be held by what has just run.
    left = gone.filter((one) => one.deref()).length;
    return left <= 3;
  };
  await until(isFreed, "what was closed is freed").catch(() => undefined);
  assert.ok(left <= 3, `${left} of ${gone.length} are not freed`);
});

test("L16 when an answer is done and nobody does anything, no timer waits", async (context) => {
  const timers = noteTimers(context);
  const { window } = open(context);
  const answer = await ask(window, "does it wait for something?");
  answer({ type: "text", text: "No." });
  await turn();
  assert.ok(timers.size > 0, "they are seen while an answer comes");
  answer({ type: "finish", reason: "stop" });
  await quiet(window);
  window.seats[0]?.page?.post({ type: "history", query: "wait", scope: "all", archived: false, count: 20 });
  window.seats[0]?.page?.post({ type: "closeHistory" });
  window.seats[0]?.page?.type("a draft");
  await quiet(window);
  await until(() => timers.size === 0, `no timer: ${[...timers.values()].join("\n")}`);
});

/** The timers that are set from now on and have neither fired nor been cleared, with where they were set. */
function noteTimers(context: TestContext): ReadonlyMap<unknown, string> {
  const waiting = new Map<unknown, string>();
  const { setTimeout: begin, clearTimeout: end } = globalThis;
  const set = (run: (...values: unknown[]) => void, ms?: number, ...rest: unknown[]): NodeJS.Timeout => {
    const timer = begin(() => {
      waiting.delete(timer);
      run(...rest);
    }, ms);
    waiting.set(timer, new Error(`${ms} ms`).stack ?? "");
    return timer;
  };
  // Not with `context.mock`, which keeps the arguments of each call, and so all that was closed.
  globalThis.setTimeout = set as typeof setTimeout; // Without what nobody here uses of it.
  globalThis.clearTimeout = (timer) => {
    waiting.delete(timer);
    end(timer);
  };
  afterwards(context, () => Object.assign(globalThis, { setTimeout: begin, clearTimeout: end }));
  return waiting;
}
