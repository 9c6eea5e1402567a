// Much text, many openings, clocks that jump, and nothing to do: what the extension host and the page keep, post and wait for.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Frame, Locator } from "playwright-core";
import { openWindow, ours, type Window } from "../bench/window.ts";
import { answer, answerEvents, eventStream } from "../dashscope/answers.ts";
import { type StandIn, startStandIn } from "../dashscope/standIn.ts";
import { vsix } from "../host/paths.ts";
import { until } from "../until.ts";
import { asked } from "./chat.ts";
import { storedMessages } from "./stored.ts";

/** Each takes more than a second; 100 of them were seen to leave nothing. */
const OPENINGS = Number(process.env["ASK_QWEN_OPENINGS"] ?? 25);
/** All of it is slept through with ASK_QWEN_STOPPED=600. */
const SLEEP_S = 600;
const STOPPED_S = Number(process.env["ASK_QWEN_STOPPED"] ?? 2);
/** How often the extension looks at the clock, and how long it waits then for more of an answer. */
const LOOKS_S = 5 + 4;
const MB = 1024 ** 2;
const paragraph = "Words of a very long answer, one after the other. ".repeat(20);
const large = `${paragraph}\n\n`.repeat(Math.ceil((10 * MB) / (paragraph.length + 2)));
/** A piece of one token each millisecond, five at a time: the timer is no finer. */
const burst = "token ".repeat(10_000);

const half = answerEvents("Half of an answer", { usage: null }).slice(0, 3).join("");
/** Longer than the extension needs to look at the clock. */
const steady = Array.from({ length: 1000 }, (_, line) => `Line ${line}.`).join("\n\n");

/** Its answer takes long enough to look at what goes on meanwhile. */
const slow = "does it wait for something?";

let service: StandIn;
let window: Window;
let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "ask-qwen-load-"));
  service = await startStandIn({
    strict: false,
    respond: ({ body }) => {
      const question = asked(body);
      if (question === "large") return answer(large, { chunk: 8192, everyMs: 2 });
      if (question === "asleep") return [{ head: 200, headers: eventStream }, { send: half }, { stall: true }];
      if (question.startsWith("steady")) return answer(steady, { chunk: 11, everyMs: 100 });
      if (question === "burst") return answer(burst, { chunk: 6 * 5, everyMs: 1 });
      if (question === slow) return answer("word ".repeat(300), { chunk: 4, everyMs: 10 });
      return answer(`You asked: ${question}`, { chunk: 4, everyMs: 10 });
    },
  });
  window = await openWindow(service, [ours], { vsix });
  await window.workbench.context.tracing.start({ screenshots: false, snapshots: false });
});
after(async () => {
  await window?.close();
  await service?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The view, opened anew. */
async function reopened(): Promise<Frame> {
  await window.hide();
  return window.workbench.openPanel();
}
const composer = (panel: Frame): Locator => panel.locator(".composer textarea");
const lastAnswer = (panel: Frame): Locator => panel.locator(".message.from-qwen").last();
async function ask(panel: Frame, question: string): Promise<void> {
  await composer(panel).fill(question);
  await composer(panel).press("Enter");
  await panel.locator(".message.from-user").last().getByText(question, { exact: true }).waitFor();
}
async function done(panel: Frame): Promise<void> {
  await lastAnswer(panel).locator(".usage").waitFor({ timeout: 120_000 });
}

test("L16 with nothing to do, neither the extension host nor the page has a timer that could fire", async (t) => {
  window.workbench.watch(t);
  const host = window.host();
  await host.evaluate(noteTimers("ask-qwen.ask-qwen"));
  const panel = await reopened();
  await panel.evaluate(noteTimers(""));
  await ask(panel, slow);
  await until(async () => (await host.evaluate<string[]>(pending)).length > 0, "a timer while an answer comes");
  await done(panel);
  await window.workbench.runCommand("Ask Qwen: Conversations");
  await panel.locator(".history input").first().fill("wait");
  await panel.locator(".history mark").first().waitFor();
  await panel.locator(".history input").first().press("Escape");
  await panel.locator(".history").waitFor({ state: "detached" });
  const left: Record<string, readonly string[]> = {};
  const isIdle = async () => {
    left["host"] = await host.evaluate<string[]>(pending);
    left["page"] = await panel.evaluate<string[]>(pending);
    return [...left["host"], ...left["page"]].length === 0;
  };
  await until(isIdle, "no timer").catch(() => undefined);
  assert.deepEqual(left, { host: [], page: [] });
});

test("L02 at 5,000 tokens a second the extension host posts at most one message a frame, and the page has all of it", async (t) => {
  window.workbench.watch(t);
  const panel = await reopened();
  await panel.evaluate(
    `globalThis.posts = 0; addEventListener("message", ({ data }) => void (posts += /^(state|delta)$/.test(data?.type)))`,
  );
  const start = performance.now();
  await ask(panel, "burst");
  await done(panel);
  const frames = (performance.now() - start) / 16;
  const posts = await panel.evaluate<number>("posts");
  t.diagnostic(`${posts} messages in the time of ${Math.round(frames)} frames`);
  assert.ok(posts > 10, "they are counted");
  assert.ok(posts <= frames + 2, `${posts} messages in the time of ${frames} frames`);
  assert.equal((await lastAnswer(panel).locator(".markdown").textContent())?.trim(), burst.trim());
});

test("S28 while the extension host waits for a slow disk, the page shows what is typed and what was sent", async (t) => {
  window.workbench.watch(t);
  const panel = await reopened();
  await composer(panel).waitFor();
  let isBack = false;
  // As every synchronous call to a home folder that is far away does, one after the other.
  const wait = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5000)";
  const waited = window
    .host()
    .evaluate(wait)
    .then(() => (isBack = true));
  await composer(panel).pressSequentially("typed while it waits");
  assert.equal(await composer(panel).inputValue(), "typed while it waits");
  await composer(panel).press("Enter");
  await composer(panel).pressSequentially("and the next one");
  assert.ok((await composer(panel).inputValue()).endsWith("and the next one"));
  assert.equal(isBack, false, "the extension host waited all the time");
  await waited;
  await lastAnswer(panel).getByText("You asked: typed while it waits").waitFor();
  await done(panel);
  assert.ok((await composer(panel).inputValue()).endsWith("and the next one"));
  await composer(panel).fill("");
});

test("X01 a computer that slept for ten minutes in mid-answer: 10 s after it wakes what had come is kept, and can be continued", async (t) => {
  window.workbench.watch(t);
  const host = window.host();
  const panel = await reopened();
  await ask(panel, "asleep");
  await lastAnswer(panel).getByText("Half of an answ").waitFor();
  // In a sleep nothing runs, and only the clock on the wall goes on.
  await host.evaluate(setClock(SLEEP_S - STOPPED_S));
  process.kill(host.pid, "SIGSTOP");
  try {
    await sleep(STOPPED_S * 1000);
  } finally {
    process.kill(host.pid, "SIGCONT");
  }
  const wokeAt = performance.now();
  await lastAnswer(panel).getByText("The computer was asleep and the connection is gone.").waitFor();
  const took = performance.now() - wokeAt;
  t.diagnostic(`${Math.round(took)} ms after waking`);
  assert.ok(took < 10_000, `${took} ms`);
  await host.evaluate(setClock(0));
  await lastAnswer(panel).getByText("Half of an answ").waitFor();
  await until(() => storedMessages(window.workbench.server.dataDir).at(-1)?.status === "interrupted", "it is saved");
  await lastAnswer(panel).getByRole("button", { name: "Continue" }).click();
  await lastAnswer(panel).getByText("You asked: Continue").waitFor();
  assert.match(service.requests.at(-1)?.body ?? "", /Half of an answ/);
});

test("X03 a clock that is set by an hour, forth and back, ends no answer and changes no order", async (t) => {
  window.workbench.watch(t);
  const host = window.host();
  await window.workbench.runCommand("Ask Qwen: New Chat");
  const panel = await window.workbench.openPanel();
  await panel.locator(".message").first().waitFor({ state: "detached" });
  const texts = async (panel: Frame) =>
    (await panel.locator(".message.from-user").allTextContents()).map((text) => text.trim());
  const asks = ["steady, on time", "steady, an hour late", "steady, an hour early"];
  for (const [index, question] of asks.entries()) {
    await ask(panel, question);
    await lastAnswer(panel).getByText("Line 1.", { exact: true }).waitFor();
    const jump = [1, -1][index];
    if (jump !== undefined) {
      await host.evaluate(setClock(jump * 3600));
      const enough = (await lineOf(panel)) + LOOKS_S * 10;
      await until(async () => (await lineOf(panel)) > enough, "the answer goes on", LOOKS_S + 20);
    }
    await panel.getByRole("button", { name: "Stop", exact: true }).click();
    await lastAnswer(panel).getByText("Stopped").waitFor();
  }
  await host.evaluate(setClock(0));
  const stored = () => storedMessages(window.workbench.server.dataDir).slice(-6);
  await until(() => stored().every(({ status }) => /done|stopped/.test(status)), "they are saved");
  assert.deepEqual(
    stored().map(({ role, text, status }) => (role === "user" ? text : status)),
    asks.flatMap((question) => [question, "stopped"]),
  );
  const shown = await texts(panel);
  assert.equal(shown.length, 3);
  for (const [index, question] of asks.entries()) assert.match(shown[index] ?? "", new RegExp(question));
  const again = await reopened();
  // Only its end is drawn until the reader goes up.
  await lastAnswer(again).waitFor();
  await again.locator(".thread").press("Home");
  await again.locator(".message.from-user").nth(2).waitFor();
  assert.deepEqual(await texts(again), shown);
});

test(`L05 a view that is opened ${OPENINGS} times leaves nothing behind in the extension host or the page`, async (t) => {
  window.workbench.watch(t);
  const openings = async (count: number) => {
    for (let time = 0; time < count; time++) await reopened();
  };
  // What is made once and kept comes with the first.
  await openings(5);
  const before = { host: await classes(), page: await counters() };
  await openings(OPENINGS);
  const after = { host: await classes(), page: await counters() };
  t.diagnostic(`page before: ${JSON.stringify(before.page)}, after: ${JSON.stringify(after.page)}`);
  let grown = growth(before.host, after.host);
  if (grown.size > 0) {
    // VS Code fills caches of its own, once. What an opening leaves behind comes again with as many more.
    t.diagnostic(`grown: ${JSON.stringify([...grown])}, so looked at again`);
    await openings(OPENINGS);
    const again = growth(after.host, await classes());
    grown = new Map([...grown].filter(([name]) => again.has(name)));
  }
  assert.deepEqual([...grown], []);
  assert.ok(after.page.documents <= before.page.documents + 2, "documents");
  assert.ok(after.page.jsEventListeners < before.page.jsEventListeners + OPENINGS / 2, "listeners of the page");
});

test("L03 an answer of 10 MB costs the extension host less than 40 MB, and the page takes keys while it comes and after it", async (t) => {
  window.workbench.watch(t);
  const panel = await reopened();
  const before = await window.host().memory();
  await ask(panel, "large");
  await lastAnswer(panel).getByText("Words of a very long").first().waitFor();
  await composer(panel).pressSequentially("while it comes");
  await until(async () => (await composer(panel).inputValue()) === "while it comes", "the keys");
  await done(panel);
  await composer(panel).pressSequentially(", and after it");
  await until(async () => (await composer(panel).inputValue()) === "while it comes, and after it", "the keys");
  const after = await window.host().memory();
  const answered = storedMessages(window.workbench.server.dataDir).at(-1);
  assert.equal(answered?.status, "done");
  assert.equal(answered?.text.length, large.length);
  // How much of what is free again the allocator keeps to itself (60 to 200 MB here) depends on how busy the machine is.
  const more = after.used - before.used;
  t.diagnostic(`${more.toFixed(0)} MB more, ${(after.resident - before.resident).toFixed(0)} MB resident`);
  assert.ok(more < 40, `${more} MB more`);
});

const lineOf = async (panel: Frame): Promise<number> =>
  Number(
    (await lastAnswer(panel).locator(".markdown").textContent())
      ?.match(/Line (\d+)/g)
      ?.at(-1)
      ?.slice(5) ?? -1,
  );

/** What the extension host takes for the time of day, from now on. */
const setClock = (seconds: number): string => `(() => {
  globalThis.askQwenNow ??= Date.now;
  Date.now = () => askQwenNow() + ${seconds * 1000};
})()`;

/** To be run once in a host or a page: from then on the timers that were set from code of that path and have not fired are known. */
const noteTimers = (path: string): string => `(() => {
  const pending = (globalThis.askQwenPending = new Map());
  for (const [set, clear, isOnce] of [
    ["setTimeout", "clearTimeout", true],
    ["setInterval", "clearInterval", false],
    ["requestAnimationFrame", "cancelAnimationFrame", true],
  ]) {
    const [begin, end] = [globalThis[set], globalThis[clear]];
    if (!begin) continue;
    const noted = (run, ...rest) => {
      const { stack } = new Error();
      const timer = begin((...values) => {
        if (isOnce) pending.delete(timer);
        run(...values);
      }, ...rest);
      if (stack.includes(${JSON.stringify(path)})) pending.set(timer, [set, rest[0], stack].join(" "));
      return timer;
    };
    globalThis[set] = Object.defineProperties(noted, Object.getOwnPropertyDescriptors(begin));
    globalThis[clear] = (timer) => {
      pending.delete(timer);
      end(timer);
    };
  }
})()`;
const pending = "[...askQwenPending.values()]";

/** How many more there are of each class, where it is half of one or more for each opening. */
function growth(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const more = [...after].map(([name, count]) => [name, count - (before.get(name) ?? 0)] as const);
  return new Map(more.filter(([, count]) => count >= OPENINGS / 2));
}

/** What lives in the extension host: how many objects and functions by the name of their class. */
async function classes(): Promise<ReadonlyMap<string, number>> {
  const file = join(folder, "host.heapsnapshot");
  await window.host().evaluate(`process.getBuiltinModule("node:v8").writeHeapSnapshot(${JSON.stringify(file)})`);
  const { snapshot, nodes, strings } = JSON.parse(await readFile(file, "utf8"));
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, name] = [fields.indexOf("type"), fields.indexOf("name")];
  const counts = new Map<string, number>();
  for (let at = 0; at < nodes.length; at += fields.length) {
    const kind = types[0][nodes[at + type]];
    if (kind !== "object" && kind !== "closure" && kind !== "native") continue;
    const key = `${kind} ${strings[nodes[at + name]]}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

async function counters() {
  const session = await window.workbench.context.newCDPSession(window.workbench.page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const found = await session.send("Memory.getDOMCounters");
  await session.detach();
  return found;
}
