// `npm start`: builds and packages the extension and opens a real VS Code with it on a sample workspace.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { type Answerer, findAnswerer, withoutAnswerer } from "./answerer.ts";
import { desktopSettings, startDesktop } from "./desktop.ts";
import { cache, root, vsix } from "./paths.ts";
import { nextSignal, run } from "./processes.ts";
import { copyOf, type Server, startServer } from "./server.ts";
import { readSettings, writeSettings } from "./settings.ts";

export interface Started {
  readonly how: string;
  /** The address of VS Code in the browser; the desktop build has none. */
  readonly url?: string;
  /** Resolves when the user has closed VS Code; in the browser never. */
  readonly closed: Promise<void>;
  stop(): Promise<void>;
}

export interface StartOptions {
  /** false takes the browser even where there is a desktop VS Code. */
  readonly desktop?: boolean;
  readonly say?: (line: string) => void;
  readonly env?: NodeJS.ProcessEnv;
  /** Who answers, when nobody is to be looked for. */
  readonly answerer?: () => Promise<Answerer>;
  /** Kept between starts, so that a key which was set in it is still there the next time. */
  readonly profile?: string;
  readonly port?: number;
}

/** Everything `npm start` starts. */
export async function start(options: StartOptions = {}): Promise<Started> {
  const { desktop = true, say = console.log, env = process.env, profile = join(cache, "start"), port = 8931 } = options;
  say("1/3 Building and packaging ...");
  await run(process.platform === "win32" ? "npm.cmd" : "npm", ["run", "--silent", "package"], {
    cwd: root,
    shell: process.platform === "win32",
  });
  say("2/3 Looking for somebody who answers ...");
  const code = desktop ? onPath("code") : undefined;
  const dataDir = join(profile, "server");
  const user = code ? desktopSettings(profile) : join(dataDir, "data", "User");
  const kept = withoutAnswerer(await readSettings(user));
  await writeSettings(user, kept);
  const answerer = await (options.answerer?.() ?? findAnswerer(env, kept));
  const { settings } = answerer;
  say(`    Answers come from ${answerer.name}.`);
  say("3/3 Starting VS Code ...");
  const workspace = await copyOf(join(root, "test", "host", "sample"));
  const editor = code
    ? await startDesktop({ code, profile, workspace, settings, env, say })
    : inBrowser(await startServer({ workspace, settings, env, extensions: [vsix], dataDir, port }));
  return {
    ...editor,
    async stop() {
      await editor.stop();
      await answerer.stop();
      await rm(dirname(workspace), { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function inBrowser(server: Server): Started {
  const { promise: closed } = Promise.withResolvers<void>();
  return { how: "VS Code in the browser", url: server.url(), closed, stop: server.stop };
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
  // Until here a signal has ended everything at once; from here on it is the usual way out.
  const asked = nextSignal();
  console.log(`\n    ${started.how}${started.url ? `:\n\n    ${started.url}\n` : ""}`);
  console.log("    Ctrl+C stops everything.");
  if (started.url) openInBrowser(started.url);
  process.exitCode = await Promise.race([asked, started.closed.then(() => 0)]);
  console.log("\n    Stopping ...");
  await started.stop();
}
