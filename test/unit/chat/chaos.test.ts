// Thousands of random steps by readers, the service and the editor, over the real host code and a real file.
import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { viewOf } from "../../../src/chat/view.ts";
import type { MessageView, State } from "../../../src/protocol.ts";
import { one, random, upTo } from "../../random.ts";
import { createLedger } from "./chaos/ledger.ts";
import type { Memory } from "./chaos/page.ts";
import { around, type ChaosWindow, openChaosWindow, type Seat } from "./chaos/window.ts";
import { temporaryFolder } from "./history/fixture.ts";

const STEPS = Number(process.env["ASK_QWEN_CHAOS_STEPS"] ?? 10_000);
const SEED = Number(process.env["ASK_QWEN_CHAOS_SEED"] ?? 1);

test(`L18 chaos: ${STEPS} random steps lose no prompt, no draft and no answer, and end in no dead end`, async (context) => {
  const chaos = startChaos(context, SEED);
  let step = 0;
  try {
    for (; step < STEPS; step++) {
      await chaos.step();
      if (step % 50 === 49) await chaos.agree();
      if (step % 250 === 249) await chaos.check();
    }
    await chaos.check();
  } catch (error) {
    throw new Error(`At step ${step} of ASK_QWEN_CHAOS_SEED=${SEED}: ${chaos.recent().join(" ")}`, { cause: error });
  } finally {
    chaos.end();
  }
  context.diagnostic(`seed ${SEED}: ${chaos.prompts()} prompts`);
});

function startChaos(context: TestContext, seed: number) {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_800_000_000_000 });
  context.mock.method(performance, "now", () => Date.now());
  const next = random(seed);
  const folder = temporaryFolder(context);
  const ledger = createLedger();
  const memories: (readonly [Memory, Memory])[] = [
    [{}, {}],
    [{}, {}],
  ];
  let ids = 0;
  let words = 0;
  let windows: ChaosWindow[] = [0, 1].map(open);
  const recent: string[] = [];

  function open(number: number): ChaosWindow {
    return openChaosWindow({
      folder,
      memories: memories[number]!,
      newId: () => `id${++ids}`,
      heard: ledger.heard,
    });
  }

  const tick = (ms: number): void => context.mock.timers.tick(ms);
  const maybe = (share: number): boolean => next() < share;

  /** Lets everything happen that needs no more time than this. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 8; turn++) await Promise.resolve();
  }

  async function quiet(): Promise<void> {
    for (let round = 0; round < 30; round++) {
      await settle();
      tick(round < 3 ? 250 : 17);
      await settle();
      const isAny = windows.flatMap(({ seats }) => seats.map((seat) => seat.deliver())).includes(true);
      if (!isAny && round > 4) return;
    }
    assert.fail("messages go to and fro without end");
  }

  const text = (): string => one(next, [" and more", " 为什么？", "\n```js\nx\n```", " \ud83d", " \u0000", " 🙂", ""]);
  const word = (): string => `word${++words}.`;

  const message = (seat: Seat, role: MessageView["role"]): MessageView | undefined => {
    const found = seat.page?.view.state?.messages.filter((one) => one.role === role) ?? [];
    return found.length > 0 ? one(next, found) : undefined;
  };

  type Step = (window: ChaosWindow, seat: Seat, number: number) => void;
  /** How often, and what. */
  const steps: Readonly<Record<string, readonly [number, Step]>> = {
    type: [
      10,
      (_, { page }) => {
        const conversation = page?.view.state?.conversation.id;
        if (!page || conversation === undefined) return;
        const written = word();
        ledger.wrote(written, conversation);
        page.type(`${page.composer}${written}${text()}`);
      },
    ],
    send: [12, (_, { page }) => page?.send()],
    attach: [
      1,
      (_, { session }) => {
        const code = word();
        ledger.wrote(code, session.conversation.id);
        const lines = { startLine: 1, endLine: 1, language: "ts", enclosing: [], code };
        const reference = {
          type: "reference",
          kind: "code",
          id: code,
          label: code,
          path: "a",
          uri: "file:///a",
          ...lines,
        } as const;
        session.conversation.unsent.offer({ text: "", references: [reference] });
      },
    ],
    stop: [4, (_, { page }) => page?.post({ type: "stop" })],
    edit: [
      4,
      (_, seat) => {
        const old = message(seat, "user");
        if (old) seat.page?.post({ type: "edit", messageId: old.id, text: `${word()}${text()}` });
      },
    ],
    retry: [
      4,
      (_, seat) => {
        const old = message(seat, "assistant");
        if (old) seat.page?.post({ type: "retry", messageId: old.id });
      },
    ],
    compare: [
      2,
      (_, { page, session }) => {
        const { state } = page?.view ?? {};
        const old = state?.messages.findLast(({ role }) => role === "assistant");
        if (old && maybe(0.7)) session.conversation.compare(old.id, "other");
        else if (state && !session.conversation.isBusy && page?.composer.trim()) {
          page.post({ type: "sendCompared", conversation: state.conversation.id, text: page.composer });
        }
      },
    ],
    keep: [
      3,
      (_, seat) => {
        const of = seat.page?.view.state?.messages.filter(({ compared }) => compared) ?? [];
        if (of.length > 0) seat.page?.post({ type: "keep", messageId: one(next, of).id });
      },
    ],
    branch: [
      4,
      (_, seat) => {
        const at = message(seat, maybe(0.5) ? "user" : "assistant");
        if (at) seat.page?.post({ type: "branch", messageId: at.id, index: upTo(next, at.sibling.count + 1) });
      },
    ],
    side: [
      2,
      (_, seat) => {
        const at = message(seat, "assistant");
        if (at) seat.page?.post({ type: "side", messageId: at.id });
      },
    ],
    back: [2, (_, { page }) => page?.post({ type: "back" })],
    older: [1, (_, { page }) => page?.post({ type: "older", count: 30 })],
    sendQueued: [
      2,
      (_, { page }) => {
        const queue = page?.view.state?.queue ?? [];
        if (queue.length > 0) page?.post({ type: "sendQueued", id: one(next, queue).id });
      },
    ],
    removeQueued: [
      2,
      (_, { page }) => {
        const queue = page?.view.state?.queue ?? [];
        if (queue.length > 0) page?.post({ type: "removeQueued", id: one(next, queue).id });
      },
    ],
    moveQueued: [
      2,
      (_, { page }) => {
        const queue = page?.view.state?.queue ?? [];
        if (queue.length > 0) page?.post({ type: "moveQueued", id: one(next, queue).id, by: maybe(0.5) ? 1 : -1 });
      },
    ],
    newChat: [2, (_, { session }) => session.newChat()],
    list: [
      2,
      (_, { page }) => {
        const query = maybe(0.5) ? "" : `word${upTo(next, words + 1)}`;
        page?.post({ type: "history", query, scope: "all", archived: maybe(0.1), count: 20 });
      },
    ],
    pick: [
      4,
      ({ history }, { page }) => {
        const row = one(next, history.summaries({ archived: maybe(0.1), limit: 12 }).rows);
        if (!row || !page) return;
        const kind = upTo(next, 10);
        if (kind < 5) page.post({ type: "openConversation", id: row.id });
        else if (kind < 6) page.post({ type: "pin", id: row.id, on: maybe(0.5) });
        else if (kind < 7) page.post({ type: "archive", id: row.id, on: maybe(0.2) });
        else if (kind < 8) page.post({ type: "rename", id: row.id, title: `Title ${upTo(next, 99)}` });
        else {
          const messageId = one(next, [...history.messages(row.id)])?.id;
          if (messageId !== undefined) page.post({ type: "openHit", id: row.id, messageId });
        }
      },
    ],
    remove: [
      1,
      ({ history }, { page }) => {
        const row = one(next, history.summaries({ archived: false, limit: 12 }).rows);
        if (!row) return;
        page?.post({ type: "remove", id: row.id });
        if (maybe(0.6)) page?.post({ type: "undoRemove", id: row.id });
      },
    ],
    hide: [3, (_, seat) => seat.hide(maybe(0.5))],
    show: [6, (_, seat) => seat.show()],
    tab: [1, (window) => (window.seats.length > 1 ? window.closeTab() : window.openTab())],
    focus: [4, (window) => window.focus()],
    reload: [
      0.5,
      (window, _, number) => {
        window.close();
        windows = windows.with(number, open(number));
      },
    ],
    kill: [
      0.5,
      (window, _, number) => {
        window.kill();
        windows = windows.with(number, open(number));
      },
    ],
    answer: [
      25,
      ({ service }) => {
        const calls = service.open();
        if (calls.length > 0) one(next, calls).push({ type: maybe(0.1) ? "thinking" : "text", text: `a${text()}` });
      },
    ],
    finish: [
      8,
      ({ service }) => {
        const calls = service.open();
        if (calls.length > 0) one(next, calls).push({ type: "finish", reason: maybe(0.9) ? "stop" : "length" });
      },
    ],
    fault: [
      3,
      ({ service }) => {
        const calls = service.open();
        if (calls.length === 0) return;
        const call = one(next, calls);
        if (maybe(0.3)) call.push({ type: "retry", attempt: 1, delayMs: 500, reason: "busy" });
        else call.push(maybe(0.5) ? new Error("broken") : "end");
      },
    ],
    time: [8, () => tick(one(next, [16, 16, 60, 250, 500, 11_000]))],
  };
  const total = Object.values(steps).reduce((sum, [share]) => sum + share, 0);

  function pickStep(): string {
    let at = next() * total;
    for (const [name, [share]] of Object.entries(steps)) {
      at -= share;
      if (at < 0) return name;
    }
    return "time";
  }

  /** The page shows what the host has. */
  function agree(seat: Seat): void {
    const { page, session } = seat;
    const shown = page?.view.state;
    if (!page || !shown) return;
    const { conversation } = session;
    assert.equal(page.view.isBehind, false, "the page is behind and nobody helps it");
    const branch = conversation.branch();
    assert.ok(shown.messages.length >= Math.min(30, branch.length), "the end of the branch is shown");
    const onBranch = shown.messages.filter(({ compared }) => compared !== "other").length;
    assert.deepEqual(plain(shown), plain(viewOf(conversation, onBranch, shown.attaching, around)));
    assert.equal(page.composer, conversation.unsent.draft.text, "the composer has what the host has");
    for (const id of branch) assert.ok(conversation.message(id), `message ${id} of the open branch has a body`);
  }

  return {
    recent: () => recent,
    prompts: () => ledger.prompts,
    async step() {
      const name = pickStep();
      const number = maybe(0.75) ? 0 : 1;
      const window = windows[number]!;
      const seat = one(next, window.seats);
      recent.push(`${name}${number}`);
      if (recent.length > 40) recent.shift();
      steps[name]?.[1](window, seat, number);
      if (maybe(0.7)) for (const { seats } of windows) for (const one of seats) one.deliver();
      await settle();
      for (const { seats } of windows) {
        for (const { session } of seats)
          ledger.saw(session.conversation.id, JSON.stringify(session.conversation.unsent.draft));
      }
      tick(upTo(next, 3) * 8);
    },
    async agree() {
      await quiet();
      // What another window's answer has grown to is seen when one looks.
      for (const window of windows) window.focus();
      await quiet();
      for (const { seats } of windows) seats.forEach(agree);
    },
    async check() {
      await quiet();
      const composers = windows.flatMap(({ seats }) => seats.map(({ page }) => page?.composer ?? ""));
      const kept = memories.flat().map(({ draft }) => draft?.text ?? "");
      for (const { history } of windows) assert.deepEqual(history.notices, [], "nothing waits to be saved");
      ledger.check(join(folder, "history.sqlite"), [...composers, ...kept]);
      for (const window of windows) for (const seat of window.seats) await canGoOn(window, seat);
      // Lets what `setImmediate` waits for happen.
      await new Promise((resolve) => setImmediate(resolve));
    },
    end() {
      for (const window of windows) window.close();
    },
  };

  /** Whatever state it is in: after Stop a new prompt is sent at once, and answered. */
  async function canGoOn(window: ChaosWindow, seat: Seat): Promise<void> {
    seat.show();
    await quiet();
    const { page, session } = seat;
    page?.post({ type: "closeHistory" });
    page?.post({ type: "stop" });
    await quiet();
    const question = `Still there? ${word()}`;
    page?.type(`${page.composer}${question}`);
    const whole = page?.composer ?? "";
    page?.send();
    await quiet();
    const { conversation } = session;
    assert.ok(conversation.isBusy, "the prompt is asked at once");
    window.service.open().at(-1)?.push({ type: "text", text: "Yes." });
    window.service.open().at(-1)?.push({ type: "finish", reason: "stop" });
    await settle();
    const prompt = conversation.branch().findLast((id) => textIn(conversation.message(id)) === whole);
    assert.ok(prompt, "the prompt is on the open branch");
    const answer = conversation.message(conversation.branch()[conversation.branch().indexOf(prompt) + 1] ?? "");
    assert.deepEqual([textIn(answer), answer?.status], ["Yes.", "done"]);
  }
}

const textIn = (message: { readonly parts: readonly object[] } | undefined): string =>
  message?.parts.map((part) => ("text" in part ? part.text : "")).join("") ?? "";

/** Without what depends on the moment of looking. What is counted before the next question waits for the end of a running answer. */
function plain({ outgoing: { before, ...outgoing }, ...state }: State): unknown {
  const messages = state.messages.map(({ silentFor: _silent, retry: _retry, ...rest }) => rest);
  const isGrowing = messages.some(({ status }) => status === "waiting" || status === "streaming");
  const counted = isGrowing ? outgoing : { ...outgoing, before };
  return structuredClone({ ...state, messages, outgoing: counted, draft: { ...state.draft, text: "" } });
}
