// Thirty files in the draft: how long they take to get there, and what typing, opening the panel and sending cost with them.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Frame } from "playwright-core";
import { emptyChat, marked, percentile } from "./answers.ts";
import type { Samples } from "./figures.ts";
import type { Service } from "./service.ts";
import { type Contender, ours, until, type Window } from "./window.ts";

const FILES = 30;
const BYTES = 10_000;
const KEYS = 60;

const lineOf = (file: number, line: number): string =>
  `export const value${file}x${line} = compute(${line}, "row ${line} of file ${file}");\n`;
const files = Array.from({ length: FILES }, (_, file) => {
  let text = "";
  for (let line = 0; text.length < BYTES; line++) text += lineOf(file, line);
  return { name: `values${file}.ts`, text };
});

export async function measureAttachments(window: Window, contender: Contender, service: Service): Promise<Samples> {
  await window.reload();
  const frame = await window.open(contender);
  if (contender !== ours)
    return { enter30: await enter(window, frame, service, files.map(({ text }) => text).join("\n")) };

  const folder = join(window.workbench.workspace, "attached");
  await mkdir(folder, { recursive: true });
  for (const { name, text } of files) await writeFile(join(folder, name), text);
  await emptyChat(window, contender);
  const uris = files.map(({ name }) => pathToFileURL(join(folder, name)).href);
  const took = await frame.evaluate<number>(drop(uris.join("\r\n")));
  const keys = await typing(window, frame);

  await window.hide();
  const again = await window.open(contender);
  const [clickAt, openedAt] = [
    await window.workbench.page.evaluate<number>("askQwenBench.clickAt"),
    await again.evaluate<number>("askQwenBench.openedAt"),
  ];
  await until(again, isAttached);
  const sent = await enter(window, again, service, "What are these for?");
  return { attach30: took, key30: keys, open30: openedAt - clickAt, enter30: sent };
}

const isAttached = `document.querySelectorAll(".draft-references .chip").length === ${FILES}`;

/** As from the explorer; its value is the time until all of them are there. */
const drop = (list: string): string => `new Promise((done) => {
  const start = performance.now();
  const data = new DataTransfer();
  data.setData("text/uri-list", ${JSON.stringify(list)});
  document.querySelector(".thread").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
  const look = () => (${isAttached} ? done(performance.now() - start) : requestAnimationFrame(look));
  look();
})`;

async function typing(window: Window, frame: Frame): Promise<number> {
  await frame.locator("textarea").last().focus();
  await frame.evaluate("askQwenBench.watchKeys()");
  for (let i = 0; i < KEYS; i++) {
    await window.workbench.page.keyboard.press("abcdefgh "[i % 9]!);
    // Not in step with the frames.
    await later(60 + ((i * 37) % 50));
  }
  return percentile(await frame.evaluate<readonly number[]>("askQwenBench.keys()"), 0.95);
}

/** What Playwright types or fills in takes Chromium a time that grows with the square of its lines. */
const paste = (text: string): string => `{
  const box = document.activeElement;
  box.setRangeText(${JSON.stringify(text)}, 0, 0, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}`;

async function enter(window: Window, frame: Frame, service: Service, prompt: string): Promise<number> {
  const exchange = service.plan({ text: marked("For counting."), chunksPerSecond: 100, firstMs: 100 });
  const box = frame.locator("textarea").last();
  await box.focus();
  await frame.evaluate(paste(prompt));
  await frame.evaluate("askQwenBench.watchAnswer()");
  await window.workbench.page.keyboard.press("Enter");
  const request = await exchange.request;
  if (request.body.length < FILES * BYTES)
    throw new Error(`A request of ${request.body.length} bytes has not all files`);
  await until(frame, "askQwenBench.answer.finalAt");
  const { enterAt } = await frame.evaluate<{ enterAt: number }>("askQwenBench.stopWatching()");
  return request.at - enterAt;
}
