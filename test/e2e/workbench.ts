import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import type { Browser, BrowserContext, Frame, Locator, Page } from "playwright-core";
import { launchBrowser } from "../host/browser.ts";
import { cache, failures, root, vsix } from "../host/paths.ts";
import { copyOf, type Server, type ServerOptions, startServer } from "../host/server.ts";
import { holdsWithin, until } from "../until.ts";
import { isRemembered } from "./remembered.ts";

export const themes = {
  dark: "Default Dark Modern",
  light: "Default Light Modern",
  highContrast: "Default High Contrast",
} as const;

export interface WorkbenchOptions extends Omit<ServerOptions, "workspace" | "extensions"> {
  /** A folder that is copied; the sample workspace when it is absent. */
  readonly fixture?: string;
  /** Opened as it is, instead of a copy of `fixture`. */
  readonly workspace?: string;
  readonly extensions?: readonly string[];
  readonly theme?: keyof typeof themes;
  readonly width?: number;
  readonly height?: number;
}

/** A real VS Code workbench in a real browser, with the packaged extension installed. */
export interface Workbench {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly server: Server;
  /** The folder or workspace file that is open. */
  readonly workspace: string;
  /** Shows the chat panel through its icon in the activity bar, as a user does. */
  openPanel(): Promise<Frame>;
  /** The document of the chat panel; waits for it. Ask again after reload or hide: it is another one then. */
  panel(): Promise<Frame>;
  /** The same of the chat in an editor tab, of the newest one if there are several; in this window, or one that was opened from it. */
  tab(window?: Page): Promise<Frame>;
  /** By its title in the command palette, category included: "Ask Qwen: New Chat". */
  runCommand(title: string): Promise<void>;
  openFile(name: string): Promise<void>;
  /** The same of a file whose editor is none of text. */
  quickOpen(name: string): Promise<void>;
  /** From one place to another in the active editor, lines and columns counted from 1. */
  selectText(fromLine: number, fromColumn: number, toLine: number, toColumn: number): Promise<void>;
  /** Chooses an item of the active editor's context menu. */
  contextMenu(item: string): Promise<void>;
  /** A second window on the same folder, or that one, with an extension host of its own. Closing it leaves this one. */
  anotherWindow(folder?: string): Promise<Workbench>;
  /**
   * Loads the window again, as "Developer: Reload Window" does. VS Code in a browser writes down its editors every few seconds only, not when it ends:
   * with `editor`, waits first until a text of what it keeps of that one is written.
   */
  reload(editor?: string): Promise<void>;
  /** Drags the side bar's edge until it is about so wide. */
  sideBarWidth(pixels: number): Promise<void>;
  /** A picture in .vscode-test/screenshots, or in docs/ for the README when ASK_QWEN_DOCS is set. Returns its path. */
  screenshot(name: string): Promise<string>;
  /** Keeps trace, picture and logs of a failed test. Call once in each test, first. */
  watch(test: TestContext): void;
  close(): Promise<void>;
}

export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const { fixture, theme = "dark", width = 1280, height = 800, settings, ...rest } = options;
  const workspace = options.workspace ?? (await copyOf(fixture ?? join(root, "test", "host", "sample")));
  const removeCopy = () =>
    options.workspace ? Promise.resolve() : rm(dirname(workspace), { recursive: true, force: true });
  const server = await startServer({
    extensions: [vsix],
    ...rest,
    workspace,
    settings: { "workbench.colorTheme": themes[theme], ...settings },
  });
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser();
    const locale = options.locale === "zh-cn" ? "zh-CN" : "en-US";
    const context = await browser.newContext({ viewport: { width, height }, locale });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    // Without pictures: to take and compress one for each frame is half of the work of such a machine.
    await context.tracing.start({ screenshots: false, snapshots: false });
    // Patience for slow machines; nothing waits this long on a quick one.
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const workbench = drive(page, context, server, workspace, async () => {
      await browser?.close();
      await server.stop();
      await removeCopy();
    });
    await page.goto(server.url());
    await loaded(page);
    return workbench;
  } catch (error) {
    await browser?.close();
    await server.stop();
    throw error;
  }
}

function drive(
  page: Page,
  context: BrowserContext,
  server: Server,
  workspace: string,
  close: () => Promise<void>,
): Workbench {
  const quickInput = page.locator(".quick-input-widget:visible input").first();
  /**
   * Opens the quick input by that key and types the text. What was begun before, the focus that a command gives to the panel for one, may
   * close it as soon as it is open: then it is opened again, as a user would.
   */
  const typeQuickly = async (key: string, text: string, done: () => Promise<void>): Promise<void> => {
    await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    const typed = async (): Promise<boolean> => {
      if (!(await quickInput.isVisible())) await page.keyboard.press(key);
      try {
        await quickInput.fill(text, { timeout: 3000 });
        await done();
        return true;
      } catch {
        return false;
      }
    };
    await until(typed, `${text} in the quick input`, 60);
  };
  const chooseQuickly = (key: string, text: string, row: string): Promise<void> =>
    typeQuickly(key, text, () =>
      page.locator(".quick-input-list .monaco-list-row").filter({ hasText: row }).first().click({ timeout: 10_000 }),
    );
  const workbench: Workbench = {
    page,
    context,
    server,
    workspace,
    async openPanel() {
      const icon = page.locator('.activitybar .action-item:has(.action-label[aria-label^="Ask Qwen"])');
      const isOpen = async () => (await icon.getAttribute("class"))?.includes("checked") === true;
      // What VS Code has brought back by itself just before a click is hidden by that, and a click within 0.3 s of the last one on the
      // same icon it takes for a mistake: then once more.
      await until(
        async () => {
          if (await isOpen()) return true;
          await icon.click();
          return holdsWithin(0.5, isOpen);
        },
        "the panel is opened",
        60,
      );
      let panel: Frame | undefined;
      const isWhole = async (): Promise<boolean> => {
        panel = await workbench.panel();
        return (await panel.locator("form.composer").count()) > 0;
      };
      // VS Code may take the first frame of a view away again, and make another.
      await until(() => isWhole().catch(() => false), "the chat in the panel", 60);
      return panel ?? workbench.panel();
    },
    panel: () => pageFrame(page, false),
    tab: (window = page) => pageFrame(window, true),
    async runCommand(title) {
      await chooseQuickly("F1", `>${title}`, title);
    },
    async quickOpen(name) {
      await chooseQuickly("ControlOrMeta+P", name, name);
      await page.locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`).waitFor();
    },
    async openFile(name) {
      await workbench.quickOpen(name);
      // The lines of the file before stand there until the new one is read.
      const editor = `.editor-group-container.active .monaco-editor[data-uri$="/${encodeURIComponent(name)}"]`;
      await page.locator(`${editor} .view-line`).first().waitFor();
    },
    async selectText(fromLine, fromColumn, toLine, toColumn) {
      await typeQuickly("ControlOrMeta+P", `:${fromLine}:${fromColumn}`, () =>
        quickInput.press("Enter", { timeout: 3000 }),
      );
      await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
      for (let line = fromLine; line < toLine; line++) await page.keyboard.press("Shift+ArrowDown");
      await page.keyboard.press("Shift+Home");
      await page.keyboard.press("Shift+Home");
      for (let column = 1; column < toColumn; column++) await page.keyboard.press("Shift+ArrowRight");
    },
    async contextMenu(item) {
      await page.keyboard.press("Shift+F10");
      const entry = page.locator(".monaco-menu .action-item").filter({ hasText: item }).first();
      // The keyboard is heard by the item that has the focus; a click can come while the menu is being built.
      await entry.hover();
      await until(
        async () => (await entry.getAttribute("class"))?.includes("focused") === true,
        `the focus on ${item}`,
      );
      await page.keyboard.press("Enter");
      await page.locator(".monaco-menu").first().waitFor({ state: "detached" });
    },
    async anotherWindow(folder = workspace) {
      const other = await context.newPage();
      await other.goto(server.url(undefined, folder));
      await loaded(other);
      return drive(other, context, server, folder, () => other.close());
    },
    async reload(editor) {
      if (editor) await until(() => page.evaluate(isRemembered, editor), `VS Code's note of the editor ${editor}`, 60);
      await page.reload();
      await loaded(page);
    },
    async sideBarWidth(pixels) {
      const box = await page.locator(".part.sidebar").boundingBox();
      if (!box) throw new Error("The side bar is hidden");
      const y = box.y + box.height / 2;
      await page.mouse.move(box.x + box.width, y);
      await page.mouse.down();
      await page.mouse.move(box.x + pixels, y, { steps: 5 });
      await page.mouse.up();
    },
    async screenshot(name) {
      const path = join(process.env["ASK_QWEN_DOCS"] ? join(root, "docs") : join(cache, "screenshots"), `${name}.png`);
      await mkdir(dirname(path), { recursive: true });
      await page.screenshot({ path });
      return path;
    },
    watch(test) {
      test.after(async () => {
        // In Node since 22; its types have not caught up.
        const { passed } = test as TestContext & { readonly passed: boolean };
        if (!passed) await keep(workbench, test.name);
      });
    },
    close,
  };
  return workbench;
}

async function loaded(page: Page): Promise<void> {
  await page.locator(".monaco-workbench .part.editor").waitFor();
  // Written in the status bar while extensions of the server are not known yet.
  await page.locator(".monaco-workbench .activitybar .action-label").first().waitFor();
  await page.locator(".monaco-workbench .statusbar-item").first().waitFor();
}

/** VS Code shows a webview as a frame in a frame in the page; ours is named by the extension's id. Where it lies tells a tab from a view. */
async function pageFrame(page: Page, isInEditor: boolean): Promise<Frame> {
  const frames = page.locator('iframe.webview.ready[src*="extensionId=ask-qwen.ask-qwen"]');
  let inner: Frame | undefined;
  const find = async (): Promise<boolean> => {
    const editor = await page.locator(".part.editor").boundingBox();
    for (const frame of (await frames.all()).reverse()) {
      const box = (await frame.isVisible()) ? await frame.boundingBox({ timeout: 1000 }) : undefined;
      if (!box || !editor || box.width === 0) continue;
      const middle = box.x + box.width / 2;
      if ((middle > editor.x && middle < editor.x + editor.width) !== isInEditor) continue;
      inner = await frameIn(frame);
      return inner !== undefined;
    }
    return false;
  };
  // A page that goes away while it is looked up was another one.
  await until(() => find().catch(() => false), `the chat in the ${isInEditor ? "editor" : "side bar"}`, 60);
  if (!inner) throw new Error("The chat was not found");
  await inner.waitForLoadState("domcontentloaded");
  return inner;
}

/** The document of a webview. Handles are given back: the page could not free the frames that they hold. */
export async function frameIn(webview: Locator): Promise<Frame | undefined> {
  const outer = await webview.elementHandle();
  const frame = await outer?.contentFrame();
  const active = await frame?.waitForSelector("iframe#active-frame", { state: "attached" });
  const inner = await active?.contentFrame();
  await Promise.all([active?.dispose(), outer?.dispose()]);
  return inner ?? undefined;
}

async function keep(workbench: Workbench, name: string): Promise<void> {
  const folder = join(failures, name.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80));
  await mkdir(folder, { recursive: true });
  await workbench.page.screenshot({ path: join(folder, "screenshot.png") });
  await workbench.context.tracing.stop({ path: join(folder, "trace.zip") });
  await workbench.context.tracing.start({ screenshots: false, snapshots: false });
  for (const [file, text] of await workbench.server.logs()) {
    if (text) await writeFile(join(folder, file.replace(/[\\/]/g, "-")), text);
  }
  console.error(`Kept for "${name}": ${folder}`);
}
