// Random clicks and keys in the real workbench, on a service that fails: no prompt is lost or doubled, the pages show what is stored, one can always go on.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { one, random } from "../random.ts";
import { until } from "../until.ts";
import { createReader, type DeedName, type Place } from "./chaos/reader.ts";
import { answerTo, fault, respondWith } from "./chaos/service.ts";
import { createLedger, storedBranch } from "./chaos/stored.ts";
import { type ChatBench, openChat } from "./chat.ts";
import { storedMessages } from "./stored.ts";

const STEPS = Number(process.env["ASK_QWEN_CHAOS_CLICKS"] ?? 60);
const SEED = Number(process.env["ASK_QWEN_CHAOS_SEED"] ?? 1);
/** Steps from one look at everything to the next. */
const CHECK_EVERY = 30;

let chat: ChatBench;
before(async () => {
  chat = await openChat({}, { respond: respondWith(random(SEED + 1)) });
});
after(() => chat?.close());

test(`L18 ${STEPS} random clicks and keys lose no prompt, no draft and no answer, and end in no dead end`, async (t) => {
  chat.workbench.watch(t);
  const { dataDir } = chat.workbench.server;
  const next = random(SEED);
  const ledger = createLedger();
  const reader = createReader(chat.workbench, ledger, next);
  const { deeds } = reader;
  await chat.workbench.openPanel();
  const shares: readonly (readonly [number, DeedName | "fault"])[] = [
    [10, "type"],
    [24, "send"],
    [7, "stop"],
    [7, "retry"],
    [7, "edit"],
    [7, "branch"],
    [5, "side"],
    [3, "back"],
    [2, "goOn"],
    [3, "sendQueued"],
    [3, "takeBack"],
    [5, "newChat"],
    [5, "open"],
    [4, "hide"],
    [2, "tab"],
    [1.5, "reload"],
    [7, "fault"],
  ];
  const total = shares.reduce((sum, [share]) => sum + share, 0);
  const done: Record<string, number> = {};
  const recent: string[] = [];

  const pick = (): DeedName | "fault" => {
    let at = next() * total;
    return shares.find(([share]) => (at -= share) < 0)?.[1] ?? "send";
  };

  /** A step that can not be made now is another one instead: the pages look as they do by then. */
  async function step(): Promise<void> {
    for (;;) {
      const place = one(next, reader.places()) as Place | undefined;
      const name = place === undefined ? "show" : pick();
      if (name === "fault") chat.service.enqueue(fault(next));
      else if (!(await deeds[name](place ?? "side bar"))) continue;
      done[name] = (done[name] ?? 0) + 1;
      recent.push(`${name}${place === "tab" ? "'" : ""}`);
      return;
    }
  }

  async function check(): Promise<void> {
    chat.service.clear();
    if (reader.places().length === 0) await deeds.show("side bar");
    for (const place of reader.places()) {
      await reader.closeList(place);
      await reader.quiet(place);
    }
    await until(() => ledger.hasArrived(dataDir), "what was written is on the disk");
    for (const place of reader.places()) await agrees(place);
    ledger.check(dataDir, await Promise.all(reader.places().map(reader.composer)));
    for (const place of reader.places()) await canGoOn(place);
  }

  /** The page shows the end of the branch that is stored. */
  async function agrees(place: Place): Promise<void> {
    const both = async () => {
      const shown = await reader.shown(place);
      const stored = shown.length > 0 ? storedBranch(dataDir, shown.at(-1)!.id).slice(-shown.length) : [];
      return { shown, stored };
    };
    let last = await both();
    const agree = async () => isDeepStrictEqual((last = await both()).shown, last.stored);
    await until(agree, `the ${place} shows what is stored`, 5).catch(() => undefined);
    assert.deepEqual(last.shown, last.stored);
  }

  async function canGoOn(place: Place): Promise<void> {
    await deeds.type(place);
    const text = await reader.composer(place);
    await deeds.send(place);
    const word = text.match(/word\d+\./g)?.at(-1) ?? "";
    await until(() => {
      const stored = storedMessages(dataDir);
      const prompt = stored.find((message) => message.role === "user" && message.text === text);
      const answer = stored.find(({ parent }) => parent !== undefined && parent === prompt?.id);
      return answer?.status === "done" && answer.text.startsWith(answerTo(word));
    }, `an answer to ${word}`);
  }

  try {
    for (let count = 1; count <= STEPS; count++) {
      await step();
      if (count % CHECK_EVERY === 0) await check();
    }
  } catch (error) {
    const what = `After ${recent.length} steps of ASK_QWEN_CHAOS_SEED=${SEED}: ${recent.slice(-30).join(" ")}`;
    throw new Error(what, { cause: error });
  }
  t.diagnostic(`seed ${SEED}: ${ledger.prompts} prompts, ${JSON.stringify(done)}`);
});
