// One VS Code window with the extensions to compare, and what a person does in it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import type { Frame } from "playwright-core";
import { frameIn, openWorkbench, type Workbench } from "../e2e/workbench.ts";
import { root } from "../host/paths.ts";
import { run } from "../host/processes.ts";
import { holdsWithin, until as untilHolds } from "../until.ts";
import { rendererPid } from "./cpu.ts";
import { connectToExtensionHost, type ExtensionHost } from "./extensionHost.ts";
import type { Service } from "./service.ts";

export interface Contender {
  readonly name: "floor" | "ours";
  readonly extensionId: string;
  /** The beginning of its title in the activity bar. */
  readonly title: string;
  /** The command that begins an empty conversation. */
  readonly newChat?: string;
}

export const floor: Contender = { name: "floor", extensionId: "ask-qwen-bench.floor", title: "Floor" };
export const ours: Contender = {
  name: "ours",
  extensionId: "ask-qwen.ask-qwen",
  title: "Ask Qwen",
  newChat: "Ask Qwen: New Chat",
};

export interface Window {
  readonly workbench: Workbench;
  /** Changes with each `reload`. */
  host(): ExtensionHost;
  /** The renderer's process. */
  readonly renderer: number;
  /** A fresh window: no extension is active but the probe. */
  reload(): Promise<void>;
  /** Clicks the icon. Resolves with the document of the view when all of it is there. */
  open(contender: Contender): Promise<Frame>;
  /** Shows the file explorer instead. */
  hide(): Promise<void>;
  close(): Promise<void>;
}

export interface WindowOptions {
  /** The packaged extension. */
  readonly vsix: string;
  readonly dataDir?: string;
  readonly workspace?: string;
}

export async function openWindow(
  service: Pick<Service, "url">,
  contenders: readonly Contender[],
  { vsix, ...options }: WindowOptions,
): Promise<Window> {
  const folder = await mkdtemp(join(tmpdir(), "ask-qwen-bench-"));
  const probe = join(folder, "probe.json");
  const extensions = [await pack("probe", folder)];
  if (contenders.includes(floor)) extensions.push(await pack("floor", folder));
  if (contenders.includes(ours)) extensions.push(vsix);
  const workbench = await openWorkbench({
    ...options,
    extensions,
    settings: {
      "floor.endpoint": service.url,
      "askQwen.endpoint": service.url,
      "askQwen.model": "qwen3.7-plus",
      // A server of VS Code, unlike one on a desktop, reads all of /proc in the extension host again and again.
      "remote.autoForwardPorts": false,
    },
    env: { ASK_QWEN_BENCH_PROBE: probe },
  });
  // Made for failed tests; here it would only cost.
  await workbench.context.tracing.stop();
  const { page } = workbench;
  await page.addInitScript({ path: join(import.meta.dirname, "page.js") });
  let host = await connectToExtensionHost(probe, 0);
  const explorer = page.locator('.activitybar .action-item:has(.action-label[aria-label^="Explorer"])');
  const isExplorerShown = async () => (await explorer.getAttribute("class"))?.includes("checked") === true;
  const window: Window = {
    workbench,
    renderer: await rendererPid(workbench.context.browser()!),
    host: () => host,
    async reload() {
      // A panel that is open comes back at once, and its extension with it. VS Code saves what is open some time after it changed.
      await window.hide();
      await later(1500);
      for (let isClean = false; !isClean; ) {
        const { pid } = host;
        host.close();
        await workbench.reload();
        host = await connectToExtensionHost(probe, pid);
        // Language features and the file tree start on their own after a reload; what is measured next should not meet them.
        await later(4000);
        isClean = await isExplorerShown();
        await window.hide();
      }
    },
    async open(contender) {
      const icon = page.locator(`.activitybar .action-item:has(.action-label[aria-label^="${contender.title}"])`);
      await icon.click();
      const outer = page.locator(`iframe.webview[src*="extensionId=${contender.extensionId}"]`).last();
      const sign = contender === ours ? "askQwenBench.wholeAt" : "askQwenBench.openedAt";
      // VS Code may be throwing away a page from before when it is looked up.
      for (let tries = 0; tries < 5; tries++) {
        await outer.waitFor({ state: "attached" });
        const inner = await frameIn(outer).catch(() => undefined);
        if (!inner) continue;
        try {
          await until(inner, sign);
          return inner;
        } catch (error) {
          if (!inner.isDetached()) throw error;
        }
      }
      throw new Error(`The view of ${contender.name} went away`);
    },
    async hide() {
      // What was begun before, a wish for the cursor for one, may bring the view back once more.
      await untilHolds(async () => {
        if (!(await isExplorerShown())) {
          await explorer.click();
          // VS Code takes a click within 0.3 s of the last one on the same icon for a mistake.
          await holdsWithin(0.5, isExplorerShown);
        }
        return (await page.locator("iframe.webview").count()) === 0 && (await isExplorerShown());
      }, "the view is hidden");
      // Until it is there, VS Code may still bring it to the front of what is opened next.
      await page.locator(".part.sidebar .explorer-folders-view").waitFor();
    },
    async close() {
      host.close();
      await workbench.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return window;
}

async function pack(name: string, folder: string): Promise<string> {
  const file = join(folder, `${name}.vsix`);
  const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");
  const flags = ["--no-dependencies", "--allow-missing-repository", "--skip-license", "--out", file];
  await run(process.execPath, [vsce, "package", ...flags], { cwd: join(import.meta.dirname, name) });
  return file;
}

/** Waits for an expression of the page. Playwright's own way to wait needs `eval`, which our page forbids. */
export async function until(frame: Frame, expression: string, limitMs = 60_000): Promise<void> {
  for (const start = Date.now(); !(await frame.evaluate(expression)); ) {
    if (Date.now() - start > limitMs) throw new Error(`Not after ${limitMs / 1000} s: ${expression}`);
    await later(100);
  }
}
