// What Stop leaves running, and for how long.
import type { Frame } from "playwright-core";
import { marked } from "./answers.ts";
import type { Samples } from "./figures.ts";
import type { Service } from "./service.ts";
import { until, type Window } from "./window.ts";

interface Lengths {
  /** Time and length of the page's text. */
  readonly lengths: readonly (readonly [number, number])[];
  readonly clickAt: number;
}

export async function measureStop(window: Window, frame: Frame, service: Service, text: string): Promise<Samples> {
  const exchange = service.plan({ text: marked(text), chunksPerSecond: 200, firstMs: 100 });
  const box = frame.locator("textarea").last();
  await box.fill("Write much.");
  await frame.evaluate("askQwenBench.watchAnswer()");
  await box.focus();
  await window.workbench.page.keyboard.press("Enter");
  await exchange.request;
  await until(frame, "askQwenBench.answer.firstAt");
  await frame.evaluate("askQwenBench.stopWatching(), askQwenBench.watchLength()");
  await frame.waitForTimeout(500);
  await frame.locator("button.stop").click();
  const closed = await exchange.closed;
  await frame.waitForTimeout(1000);
  const { lengths, clickAt } = await frame.evaluate<Lengths>("askQwenBench.lengths()");
  const atLimit = lengths.findLast(([time]) => time <= clickAt + 100)?.[1] ?? 0;
  return { afterStop: Math.max(0, (lengths.at(-1)?.[1] ?? 0) - atLimit), socket: closed.at - clickAt };
}
