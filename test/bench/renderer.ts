// The renderer alone in a browser, beside a floor that shows the same text without Markdown: main-thread time and ratio.
import { readFile } from "node:fs/promises";
import esbuild from "esbuild";
import type { CDPSession, Page } from "playwright-core";
import { launchBrowser } from "../host/browser.ts";
import { answer, pieces } from "./corpus.ts";

export interface RendererFigure {
  readonly kilobytes: number;
  /** Medians of main-thread milliseconds. */
  readonly ours: number;
  readonly floor: number;
  /** The median of each round's ratio, and the most it may be. */
  readonly ratio: number;
  readonly budget: number;
}

const budgets = { 10: 4, 100: 9, 500: 6.5 } as const;

export async function benchRenderer(rounds = 5): Promise<readonly RendererFigure[]> {
  const script = await esbuild.build({
    entryPoints: ["test/page/rendererBench.ts"],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2023",
  });
  const style = `${await readFile("media/markdown/markdown.css", "utf8")}
    body { margin: 0; font: 13px/1.45 sans-serif } #scroll { width: 480px; height: 800px; overflow: auto; overflow-anchor: none }
    .floor-box { content-visibility: auto; contain-intrinsic-size: auto 1200px } .floor-line { white-space: pre-wrap; min-height: 1em }`;
  // One frame after the other, without waiting for the sixtieth of a second.
  const browser = await launchBrowser(["--disable-frame-rate-limit", "--disable-gpu-vsync"]);
  try {
    const figures: RendererFigure[] = [];
    for (const [kilobytes, budget] of Object.entries(budgets)) {
      const parts = pieces(answer(Number(kilobytes) * 1000));
      const ours: number[] = [];
      const floor: number[] = [];
      for (let round = 0; round < (kilobytes === "500" ? Math.min(rounds, 3) : rounds); round++) {
        for (const [name, times] of [
          ["floor", floor],
          ["ours", ours],
        ] as const) {
          const page = await browser.newPage({ viewport: { width: 500, height: 900 } });
          await page.setContent(`<!doctype html><style>${style}</style><div id="scroll"></div>`);
          await page.addScriptTag({ content: script.outputFiles[0]!.text });
          times.push(await measure(page, name, parts));
          await page.close();
        }
      }
      const ratio = median(ours.map((time, round) => time / floor[round]!));
      figures.push({ kilobytes: Number(kilobytes), ours: median(ours), floor: median(floor), ratio, budget });
    }
    return figures;
  } finally {
    await browser.close();
  }
}

async function measure(page: Page, name: string, parts: readonly string[]): Promise<number> {
  const session = await page.context().newCDPSession(page);
  // Thread time: what other programs take of the processor does not count.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.evaluate("bench.ready()");
  await page.evaluate(`bench.draw("${name}", ${JSON.stringify(parts.slice(0, 400))}, 16)`);
  await page.evaluate(`globalThis.parts = ${JSON.stringify(parts)}`);
  const before = await taskTime(session);
  await page.evaluate(`bench.draw("${name}", parts, 16)`);
  return (await taskTime(session)) - before;
}

async function taskTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return 1000 * (metrics.find((metric) => metric.name === "TaskDuration")?.value ?? 0);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

if (import.meta.filename === process.argv[1]) {
  for (const { kilobytes, ours, floor, ratio, budget } of await benchRenderer()) {
    const verdict = ratio <= budget ? "within" : "OVER";
    console.log(
      `${kilobytes} KB: ${ours.toFixed(0)} ms, floor ${floor.toFixed(0)} ms, ratio ${ratio.toFixed(2)}, ${verdict} ${budget}`,
    );
  }
}
