// Time on a processor, from the kernel's books: other work on the machine hardly disturbs it.
import { readdir, readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";

/** Milliseconds that the main thread of a process has run. */
export async function mainThreadMs(pid: number): Promise<number> {
  return threadMs(pid, pid);
}

/** Milliseconds that all threads of a process have run. */
export async function processMs(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`);
  const times = await Promise.all(threads.map((thread) => threadMs(pid, Number(thread)).catch(() => 0)));
  return times.reduce((sum, time) => sum + time, 0);
}

async function threadMs(pid: number, thread: number): Promise<number> {
  const [nanoseconds] = (await readFile(`/proc/${pid}/task/${thread}/schedstat`, "utf8")).split(" ");
  return Number(nanoseconds) / 1e6;
}

/** The process that draws the workbench: of all renderers the one that has worked most. */
export async function rendererPid(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const [busiest] = processInfo.filter(({ type }) => type === "renderer").sort((a, b) => b.cpuTime - a.cpuTime);
  if (!busiest) throw new Error("The browser has no renderer");
  return busiest.id;
}
