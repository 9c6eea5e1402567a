// What the soak reads every half minute, each time in an empty conversation and after a garbage collection, and what it makes of it.
import { readFile } from "node:fs/promises";
import type { Window } from "./window.ts";

export interface Sample {
  /** Since the beginning of the soak. */
  readonly minutes: number;
  /** Megabytes of text that have come so far. */
  readonly text: number;
  /** All in MB, after a garbage collection. */
  readonly pageHeap: number;
  readonly pageResident: number;
  readonly hostHeap: number;
  readonly hostResident: number;
  /** DOM nodes and listeners of the workbench and the page together. */
  readonly nodes: number;
  readonly listeners: number;
  /** Of the extension host's event loop since the sample before, in ms; without the collections of the bench. */
  readonly lagP99: number;
}

export async function takeSample(window: Window, minutes: number, text: number): Promise<Sample> {
  const lagP99 = await window.host().evaluate<number>("askQwenLag.percentile(99) / 1e6 - askQwenLag.resolution");
  const session = await window.workbench.context.newCDPSession(window.workbench.page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
  await session.detach();
  const { heap, resident } = await window.host().memory();
  await window.host().evaluate("askQwenLag.reset()");
  return {
    minutes,
    text,
    pageHeap: usedSize / 1e6,
    pageResident: await residentOf(window.renderer),
    hostHeap: heap,
    hostResident: resident,
    nodes,
    listeners: jsEventListeners,
    lagP99,
  };
}

/** A timer every 10 ms in the extension host, and how late it is. */
export async function watchLag(window: Window): Promise<void> {
  await window.host().evaluate(
    `globalThis.askQwenLag = process.getBuiltinModule("node:perf_hooks").monitorEventLoopDelay({ resolution: 10 });
     askQwenLag.resolution = 10;
     askQwenLag.enable()`,
  );
}

/** Least squares, in units a minute, over the last two thirds: until then caches fill. */
export function slope(samples: readonly Sample[], value: (sample: Sample) => number, warmUp = 1 / 3): number {
  const end = samples.at(-1)?.minutes ?? 0;
  const points = samples
    .filter(({ minutes }) => minutes >= end * warmUp)
    .map((one) => [one.minutes, value(one)] as const);
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const [over, under] = points.reduce(
    ([a, b], point) => [a + (point[0] - x) * (point[1] - y), b + (point[0] - x) ** 2],
    [0, 0],
  );
  return under > 0 ? over / under : 0;
}

async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000;
}
