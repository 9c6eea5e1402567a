// What it costs to send a prompt and to draw an answer while it streams.
import type { Frame } from "playwright-core";
import { mainThreadMs, processMs } from "./cpu.ts";
import type { Service } from "./service.ts";
import { type Contender, until, type Window } from "./window.ts";

/** Milliseconds, except where the name says otherwise. */
export interface AnswerFigures {
  readonly enterToRequest: number;
  readonly firstText: number;
  readonly finalText: number;
  readonly pageCpu: number;
  readonly hostCpu: number;
  readonly longestTask: number;
  readonly p95Frame: number;
  readonly bodyBytes: number;
}

interface Seen {
  readonly enterAt: number;
  readonly firstAt: number;
  readonly finalAt: number;
  readonly frames: readonly number[];
  readonly tasks: readonly number[];
}

/** What comes after the last text (highlighting, saving, the usage line) belongs to the cost of an answer. */
const settleMs = 500;

/** The signs by which page.js knows the beginning and the end. */
export const marked = (text: string): string => `❡ ${text.trimEnd()}\n\nThat is all. ∎`;

export async function measureAnswer(
  window: Window,
  frame: Frame,
  service: Service,
  prompt: string,
  text: string,
  chunksPerSecond: number,
): Promise<AnswerFigures> {
  const exchange = service.plan({ text: marked(text), chunksPerSecond, firstMs: 400 });
  const box = frame.locator("textarea").last();
  await box.fill(prompt);
  await box.focus();
  await frame.evaluate("askQwenBench.watchAnswer()");
  const [pageBefore, hostBefore] = await cpu(window);
  await window.workbench.page.keyboard.press("Enter");
  const request = await exchange.request;
  const sent = await exchange.sent;
  await until(frame, "askQwenBench.answer.finalAt");
  await frame.waitForTimeout(settleMs);
  const [pageAfter, hostAfter] = await cpu(window);
  const seen = await frame.evaluate<Seen>("askQwenBench.stopWatching()");
  return {
    enterToRequest: request.at - seen.enterAt,
    firstText: seen.firstAt - sent.first,
    finalText: seen.finalAt - sent.last,
    pageCpu: pageAfter - pageBefore,
    hostCpu: hostAfter - hostBefore,
    longestTask: Math.max(0, ...seen.tasks),
    p95Frame: percentile(seen.frames, 0.95),
    bodyBytes: Buffer.byteLength(request.body),
  };
}

const cpu = (window: Window) => Promise.all([mainThreadMs(window.renderer), processMs(window.host().pid)]);

/** The least value that `part` of them do not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(part * sorted.length) - 1] ?? Number.NaN;
}

/** An empty conversation, so that each answer meets the same page. What is typed before it is shown belongs to the one before. */
export async function emptyChat(window: Window, contender: Contender): Promise<void> {
  if (!contender.newChat) return;
  await window.workbench.runCommand(contender.newChat);
  const panel = await window.workbench.panel();
  await panel.locator(".message").first().waitFor({ state: "detached" });
}
