// Opens the panel's page in a browser, behind the policy that it has inside VS Code, with a stand-in for the extension.
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, extname, join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { pageHtml } from "../../src/chat/pageHtml.ts";
import type { Labels, State, ToHost, ToPage } from "../../src/protocol.ts";
import { launchBrowser } from "../host/browser.ts";
import { english } from "./labels.ts";

export type Theme = "dark" | "light" | "hc-dark" | "hc-light";

export interface OpenOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly labels?: Labels;
  readonly locale?: string;
  readonly reducedMotion?: boolean;
}

export interface PanelPage {
  readonly page: Page;
  /** Posts to the page, as the extension would, and waits until it is drawn. */
  post(...messages: readonly ToPage[]): Promise<void>;
  state(state: State): Promise<void>;
  /** Everything the page has posted but where the focus is and each key, or only messages of one type. */
  posted(): Promise<ToHost[]>;
  posted<Type extends ToHost["type"]>(type: Type): Promise<Extract<ToHost, { type: Type }>[]>;
  /** Waits for an expression of the page to be true. */
  until(condition: string): Promise<void>;
  /** Breaches of the policy and uncaught errors since the page was opened. */
  faults(): Promise<string[]>;
  reload(): Promise<void>;
  close(): Promise<void>;
}

export interface PageHarness {
  open(state?: State, options?: OpenOptions): Promise<PanelPage>;
  readonly sizes: Readonly<Record<string, number>>;
  close(): Promise<void>;
}

const root = join(import.meta.dirname, "../..");

export async function startPageHarness(): Promise<PageHarness> {
  const files = await bundle();
  const script = new TextDecoder().decode(files.get("main.js"));
  const fakeHost = await readFile(join(import.meta.dirname, "fakeHost.js"));
  const themes: Themes = JSON.parse(await readFile(join(import.meta.dirname, "themes.json"), "utf8"));
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const name = url.pathname.slice(1);
    if (name === "") {
      const theme = (url.searchParams.get("theme") ?? "dark") as Theme; // Only this file makes the address.
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(html(theme, themes[theme], `http://127.0.0.1:${port}`, script));
      return;
    }
    const content = name === "fakeHost.js" ? fakeHost : files.get(name);
    response.statusCode = content ? 200 : 404;
    response.setHeader("content-type", types[extname(name)] ?? "text/javascript");
    response.end(content);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo; // An address of TCP, as it listens on one.
  const browser = await launchBrowser();
  return {
    open: (state, options) => openPage(browser, port, state, options),
    sizes: Object.fromEntries([...files].map(([name, content]) => [name, content.length])),
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

const types: Readonly<Record<string, string>> = { ".css": "text/css", ".woff2": "font/woff2" };

/** The page as it is shipped, with what formulas need. */
async function bundle(): Promise<Map<string, Uint8Array>> {
  const { page } = (await import(String(new URL("../../esbuild.mjs", import.meta.url)))) as { page: BuildOptions };
  const { outputFiles } = await build({ ...page, absWorkingDir: root, minify: true, sourcemap: false, write: false });
  const files = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  const katex = join(root, "node_modules/katex/dist");
  files.set("katex.css", await readFile(join(katex, "katex.min.css")));
  for (const name of await readdir(join(katex, "fonts"))) {
    if (name.endsWith(".woff2")) files.set(`fonts/${name}`, await readFile(join(katex, "fonts", name)));
  }
  return files;
}

type Themes = Readonly<Record<Theme, Readonly<Record<string, string>>>>;

const bodyClasses: Readonly<Record<Theme, string>> = {
  dark: "vscode-dark",
  light: "vscode-light",
  "hc-dark": "vscode-high-contrast",
  "hc-light": "vscode-high-contrast vscode-high-contrast-light",
};

/** VS Code puts its variables and its default style in front of the page's own policy. */
function html(theme: Theme, colors: Readonly<Record<string, string>>, source: string, script: string): string {
  const variables = Object.entries(colors).map(([name, value]) => `${name}: ${value};`);
  const theirs = `
<script src="/fakeHost.js"></script>
<style>
:root {
  --vscode-font-family: system-ui, "Ubuntu", "Droid Sans", sans-serif; --vscode-font-size: 13px; --vscode-font-weight: normal;
  --vscode-editor-font-family: "Droid Sans Mono", monospace; --vscode-editor-font-size: 14px;
  --monaco-monospace-font: monospace; --text-link-decoration: none;
  ${variables.join("\n  ")}
}
html { background: var(--vscode-sideBar-background); scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
@layer vscode-default {
  body { overscroll-behavior-x: none; background-color: transparent; color: var(--vscode-editor-foreground);
    font-family: var(--vscode-font-family); font-weight: var(--vscode-font-weight); font-size: var(--vscode-font-size); margin: 0; padding: 0 20px; }
  a, a code { color: var(--vscode-textLink-foreground); }
  a:focus, input:focus, select:focus, textarea:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
  code { font-family: var(--monaco-monospace-font); color: var(--vscode-textPreformat-foreground);
    background-color: var(--vscode-textPreformat-background); padding: 1px 3px; border-radius: 4px; }
  pre code { padding: 0; }
  blockquote { background: var(--vscode-textBlockQuote-background); border-color: var(--vscode-textBlockQuote-border); }
}
</style>
`;
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64url");
  return pageHtml({ nonce, language: "en", source, folder: source, script })
    .replace("<head>", () => `<head>${theirs}`)
    .replace("<body>", `<body class="${bodyClasses[theme]}">`);
}

async function openPage(
  browser: Browser,
  port: number,
  first: State | undefined,
  options: OpenOptions = {},
): Promise<PanelPage> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 400, height: options.height ?? 700 },
    reducedMotion: options.reducedMotion === false ? "no-preference" : "reduce",
  });
  const page = await context.newPage();
  const labels: ToPage = { type: "labels", labels: options.labels ?? english, locale: options.locale ?? "en" };
  let latest = first;

  const panel: PanelPage = {
    page,
    async post(...messages) {
      // Two frames: one to draw, one for what is done at the frame.
      await page.evaluate(
        `(async (messages) => {
          for (const message of messages) underTest.send(message);
          await new Promise((drawn) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(drawn))));
        })(${JSON.stringify(messages).replaceAll("<", "\\u003c")})`,
      );
    },
    async state(state) {
      latest = state;
      await panel.post({ type: "state", state });
    },
    async posted<Type extends ToHost["type"]>(type?: Type) {
      const all: ToHost[] = await page.evaluate("underTest.posted");
      // Those are said all the while; who asks for everything means what the user did.
      return all.filter((message) => (type ? message.type === type : !["focused", "typing"].includes(message.type)));
    },
    // Playwright's own waiting evaluates strings inside the page, which the policy forbids.
    until: (condition) =>
      page.evaluate(
        `new Promise((met) => { const look = () => (${condition} ? met() : setTimeout(look, 20)); look(); })`,
      ),
    faults: () => page.evaluate("[...underTest.violations, ...underTest.errors]"),
    async reload() {
      await page.reload();
      await ready();
    },
    close: () => context.close(),
  };
  const ready = async (): Promise<void> => {
    await panel.until("underTest.posted.some(({ type }) => type === 'loaded')");
    await panel.post(labels, ...(latest ? [{ type: "state", state: latest } as const] : []));
  };
  await page.goto(`http://127.0.0.1:${port}/?theme=${options.theme ?? "dark"}`);
  await ready();
  return panel;
}
