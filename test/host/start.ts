// `npm start`: builds and packages the extension and opens a real VS Code with it on a sample workspace.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { findAnswerer } from "./answerer.ts";
import { cache, root, vsix } from "./paths.ts";
import { run, startGroup, stopGroup } from "./processes.ts";
import { copyOf, startServer } from "./server.ts";

export interface Started {
  readonly how: string;
  /** The address of VS Code in the browser; the desktop build has none. */
  readonly url?: string;
  /** Resolves when the user has closed VS Code; in the browser never. */
  readonly closed: Promise<void>;
  stop(): Promise<void>;
}

/** Everything `npm start` starts. `desktop: false` takes the browser even where there is a desktop VS Code. */
export async function start({ desktop = true, say = console.log } = {}): Promise<Started> {
  say("1/3 Building and packaging ...");
  await run(process.platform === "win32" ? "npm.cmd" : "npm", ["run", "--silent", "package"], {
    cwd: root,
    shell: process.platform === "win32",
  });
  say("2/3 Looking for somebody who answers ...");
  const answerer = await findAnswerer();
  say(`    Answers come from ${answerer.name}.`);
  say("3/3 Starting VS Code ...");
  const workspace = await copyOf(join(root, "test", "host", "sample"));
  const code = desktop ? onPath("code") : undefined;
  const editor = await (code ? startDesktop(code, workspace, answerer.settings) : startInBrowser(workspace, answerer));
  return {
    ...editor,
    async stop() {
      await editor.stop();
      await answerer.stop();
      await rm(dirname(workspace), { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Kept between starts, so that a key which was set in it is still there the next time. */
const profile = join(cache, "start");

async function startInBrowser(workspace: string, answerer: { settings: object }): Promise<Started> {
  const settings = { ...answerer.settings };
  await mkdir(profile, { recursive: true });
  const dataDir = join(profile, "server");
  const server = await startServer({ workspace, settings, extensions: [vsix], dataDir, port: 8931 });
  const { promise: closed } = Promise.withResolvers<void>();
  return { how: "VS Code in the browser", url: server.url(), closed, stop: server.stop };
}

async function startDesktop(code: string, workspace: string, settings: object): Promise<Started> {
  const userData = join(profile, "user-data");
  const folders = [`--user-data-dir=${userData}`, `--extensions-dir=${join(profile, "extensions")}`];
  await mkdir(join(userData, "User"), { recursive: true });
  const calm = { "security.workspace.trust.enabled": false, "workbench.startupEditor": "none" };
  await writeFile(join(userData, "User", "settings.json"), JSON.stringify({ ...calm, ...settings }, null, 2));
  await run(code, [...folders, "--install-extension", vsix, "--force"]);
  const child = startGroup(code, [...folders, "--new-window", "--wait", workspace], { stdio: "ignore" });
  const closed = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return { how: `${code}, with a profile of its own`, closed, stop: () => stopGroup(child) };
}

function onPath(command: string): string | undefined {
  const names = process.platform === "win32" ? [`${command}.cmd`, `${command}.exe`] : [command];
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}

function openInBrowser(url: string): void {
  const screen = process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"];
  const opener = { darwin: "open", win32: "explorer", linux: screen ? onPath("xdg-open") : undefined } as const;
  const command = opener[process.platform as keyof typeof opener];
  if (!command) return;
  // The address is on the terminal as well, so an opener that fails is no harm.
  spawn(command, [url], { stdio: "ignore", detached: true })
    .once("error", () => undefined)
    .unref();
}

if (import.meta.filename === process.argv[1]) {
  const started = await start();
  console.log(`\n    ${started.how}${started.url ? `:\n\n    ${started.url}\n` : ""}`);
  console.log("    Ctrl+C stops everything.");
  if (started.url) openInBrowser(started.url);
  const asked = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
  await Promise.race([asked, started.closed]);
  console.log("\n    Stopping ...");
  await started.stop();
}
