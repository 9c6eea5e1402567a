// Minutes of answers without end, with faults, stops and hiding in between: what grows, what lags, what is lost.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { type StoredRow, storedMessages } from "../e2e/stored.ts";
import { one, random } from "../random.ts";
import { until as untilHolds } from "../until.ts";
import { percentile } from "./answers.ts";
import type { Samples } from "./figures.ts";
import { type Sample, slope, takeSample, watchLag } from "./soakSample.ts";
import type { SoakTold } from "./soakService.ts";
import { openWindow, ours, type Window } from "./window.ts";

/** What soakPage.js counts while answers stream. */
interface Seen {
  readonly frames: number;
  readonly dropped: number;
  readonly messages: number;
  readonly keys: readonly number[];
}

const SAMPLE_MINUTES = 0.5;
const ANSWERS_IN_A_CHAT = 3;

export async function measureSoak(vsix: string, minutes: number): Promise<Samples> {
  const service = await startSoakService();
  const window = await openWindow(service, [ours], { vsix });
  const { page } = window.workbench;
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(`page: ${error.message}`));
  try {
    await page.addInitScript({ path: join(import.meta.dirname, "soakPage.js") });
    await window.reload();
    await watchLag(window);
    const seen: Seen[] = [];
    const samples: Sample[] = [];
    const prompts: string[] = [];
    const next = random(4);
    let frame = await window.open(ours);
    const start = performance.now();
    const passed = () => (performance.now() - start) / 60_000;
    while (passed() < minutes || samples.length < 3) {
      await window.workbench.runCommand("Ask Qwen: New Chat");
      await untilHolds(async () => (await frame.locator(".message").count()) === 0, "an empty conversation");
      if (passed() >= (samples.at(-1)?.minutes ?? Number.NEGATIVE_INFINITY) + SAMPLE_MINUTES || samples.length === 0) {
        samples.push(await takeSample(window, passed(), service.megabytes()));
        console.log(line(samples.at(-1)!));
      }
      for (let i = 0; i < ANSWERS_IN_A_CHAT; i++) {
        prompts.push(`Soak ${prompts.length}.`);
        frame = await exchange(window, frame, prompts.at(-1)!, one(next, deeds), seen);
      }
    }
    for (const [file, text] of await window.workbench.server.logs()) {
      for (const found of text.match(/^.*(unhandled|rejected promise not handled).*$/gim) ?? []) {
        if (/ask-qwen/.test(found)) errors.push(`${file}: ${found}`);
      }
    }
    errors.push(...lost(storedMessages(window.workbench.server.dataDir), prompts));
    for (const error of errors) console.error(error);
    console.log(`Faults: ${JSON.stringify(service.faults())}, prompts: ${prompts.length}`);
    return figuresOf(samples, seen, errors.length);
  } finally {
    await window.close();
    await service.stop();
  }
}

type Deed = "watch" | "type" | "hide" | "stop";
const deeds: readonly Deed[] = ["watch", "watch", "type", "type", "hide", "stop"];
const keys = 25;

/** One prompt, and what the reader does while its answer comes. Returns the page's document, which may be another one by then. */
async function exchange(window: Window, frame: Frame, prompt: string, deed: Deed, seen: Seen[]): Promise<Frame> {
  const stop = frame.locator("button.stop");
  const box = frame.locator(".composer textarea");
  await box.fill(prompt);
  await frame.evaluate("askQwenSoak.watch()");
  await box.press("Enter");
  await stop.or(frame.locator(".error-card")).first().waitFor();
  if (deed === "type" && (await stop.isVisible())) {
    for (let i = 0; i < keys; i++) {
      await window.workbench.page.keyboard.press("abcdefgh "[i % 9]!);
      // Not in step with the frames.
      await frame.waitForTimeout(60 + ((i * 37) % 50));
    }
    await box.fill("");
  }
  if (deed === "hide") {
    seen.push(await frame.evaluate<Seen>("askQwenSoak.take()"));
    await window.hide();
    const shown = await window.open(ours);
    await shown.evaluate("askQwenSoak.watch()");
    return finish(shown, seen);
  }
  if (deed === "stop") {
    await frame.waitForTimeout(2000);
    if (await stop.isVisible()) await stop.click({ timeout: 2000 }).catch(() => undefined); // It may just have ended.
  }
  return finish(frame, seen);
}

async function finish(frame: Frame, seen: Seen[]): Promise<Frame> {
  await frame.locator("button.stop").waitFor({ state: "hidden", timeout: 120_000 });
  seen.push(await frame.evaluate<Seen>("askQwenSoak.take()"));
  return frame;
}

/** What is wrong with what was stored: each prompt is there once, with an answer that has ended. */
function lost(rows: readonly StoredRow[], prompts: readonly string[]): string[] {
  return prompts.flatMap((prompt) => {
    const own = rows.filter(({ role, text }) => role === "user" && text === prompt);
    if (own.length !== 1) return [`${prompt} is stored ${own.length} times`];
    const answers = rows.filter(({ parent }) => parent === own[0]?.id);
    const open = answers.filter(({ status }) => status === "waiting" || status === "streaming");
    return answers.length === 1 && open.length === 0 ? [] : [`${prompt} has the answers ${JSON.stringify(answers)}`];
  });
}

function figuresOf(samples: readonly Sample[], seen: readonly Seen[], errors: number): Samples {
  const sum = (value: (one: Seen) => number) => seen.reduce((total, one) => total + value(one), 0);
  return {
    soakMinutes: samples.at(-1)?.minutes ?? 0,
    soakText: slope(samples, ({ text }) => text),
    soakPage: slope(samples, ({ pageHeap }) => pageHeap),
    soakHost: slope(samples, ({ hostHeap }) => hostHeap),
    soakNodes: slope(samples, ({ nodes }) => nodes),
    soakResident: slope(samples, ({ hostResident }) => hostResident),
    soakLag: Math.max(...samples.slice(1).map(({ lagP99 }) => lagP99)),
    soakPosts: sum(({ messages }) => messages) / sum(({ frames }) => frames),
    soakDropped: (100 * sum(({ dropped }) => dropped)) / sum(({ frames }) => frames),
    soakKey: percentile(
      seen.flatMap((one) => one.keys),
      0.95,
    ),
    soakErrors: errors,
  };
}

function line(sample: Sample): string {
  const { minutes, text, ...rest } = sample;
  const values = Object.entries(rest).map(([name, value]) => `${name} ${value.toFixed(1)}`);
  return `${minutes.toFixed(1)} min, ${text.toFixed(2)} MB of text: ${values.join(", ")}`;
}

async function startSoakService() {
  const child = fork(join(import.meta.dirname, "soakService.ts"), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  let characters = 0;
  const faults: Record<string, number> = {};
  const port = await new Promise<number>((resolve) =>
    child.on("message", (told: SoakTold) => {
      if (told.type === "listening") return resolve(told.port);
      characters += told.characters;
      faults[told.fault] = (faults[told.fault] ?? 0) + 1;
    }),
  );
  return {
    url: `http://127.0.0.1:${port}/v1`,
    megabytes: () => characters / 1e6,
    faults: () => faults,
    async stop() {
      const exit = once(child, "exit");
      child.disconnect();
      await exit;
    },
  };
}
