import type { ChildProcess } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { addChinese } from "./chineseVsCode.ts";
import { withoutKeys } from "./environment.ts";
import { installServer } from "./installServer.ts";
import { run, startGroup, stopGroup } from "./processes.ts";
import { readSettings, writeSettings } from "./settings.ts";

export interface ServerOptions {
  /** A folder or a .code-workspace file; none opens an empty window. */
  readonly workspace?: string;
  readonly locale?: "en" | "zh-cn";
  /** VSIX files, installed before the start as a user would. */
  readonly extensions?: readonly string[];
  /** The user's settings (application scope included), on disk in <dataDir>/data/User/settings.json. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of the remote machine. Workspace settings are files of the workspace: write them there. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** false: workspace trust is on and nobody has granted it (restricted mode). Default: everything is trusted. */
  readonly trusted?: boolean;
  /** Added to the environment of this process, from which keys and endpoints of Qwen are taken out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A folder of an earlier server, to restart it with what it knew. Then stop() leaves it. */
  readonly dataDir?: string;
  /** Wished for; another one when it is taken. A browser keeps what belongs to VS Code, secrets included, by port. */
  readonly port?: number;
}

export interface Server {
  readonly pid: number;
  readonly port: number;
  readonly dataDir: string;
  /** The address of the workbench; `payload` is passed on to it. */
  url(payload?: Readonly<Record<string, string>>, workspace?: string): string;
  /** What VS Code, its extensions and its windows have logged so far, by file. */
  logs(): Promise<Map<string, string>>;
  stop(): Promise<void>;
}

/** A whole VS Code on 127.0.0.1, used with a browser. It has its own folders and touches nobody's VS Code. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const home = await installServer();
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "ask-qwen-vscode-")));
  const userData = join(dataDir, "data");
  const extensions = join(dataDir, "ext");
  const user = join(userData, "User");
  await writeSettings(user, { ...quiet, ...(await readSettings(user)), ...options.settings });
  if (options.machineSettings) await writeSettings(join(userData, "Machine"), options.machineSettings);
  const main = join(home, "out", "server-main.js");
  const folders = ["--server-data-dir", dataDir, "--user-data-dir", userData, "--extensions-dir", extensions];
  for (const file of options.extensions ?? []) {
    await run(process.execPath, [main, ...folders, "--accept-server-license-terms", "--install-extension", file]);
  }
  if (options.locale === "zh-cn") await addChinese(userData, extensions);
  const port = await freePort(options.port);
  const flags = ["--host", "127.0.0.1", "--port", String(port), "--without-connection-token", "--disable-telemetry"];
  flags.push("--accept-server-license-terms", "--enable-smoke-test-driver");
  if (options.trusted !== false) flags.push("--disable-workspace-trust");
  if (options.locale) flags.push("--locale", options.locale);
  const child = startGroup(process.execPath, [main, ...flags, ...folders], {
    env: { ...withoutKeys(), ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { text: "" };
  await listening(child, output);
  return {
    pid: child.pid ?? 0,
    port,
    dataDir,
    url: (payload = {}, workspace = options.workspace) => address(port, workspace, payload),
    logs: async () => (await readLogs(join(userData, "logs"))).set("server.txt", output.text),
    stop: async () => {
      await stopGroup(child);
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Nothing that pops up, phones home or moves on its own. */
const quiet = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "git.openRepositoryInParentFolders": "never",
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
};

async function listening(child: ChildProcess, output: { text: string }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const read = (data: Buffer) => {
      output.text += data;
      if (output.text.includes("Extension host agent listening")) resolve();
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`VS Code's server ended with ${code}\n${output.text}`)));
  });
}

function address(port: number, workspace: string | undefined, payload: Readonly<Record<string, string>>): string {
  const url = new URL(`http://127.0.0.1:${port}/`);
  if (workspace) url.searchParams.set(workspace.endsWith(".code-workspace") ? "workspace" : "folder", workspace);
  else url.searchParams.set("ew", "true");
  const entries = Object.entries(payload);
  if (entries.length > 0) url.searchParams.set("payload", JSON.stringify(entries));
  return url.href;
}

async function readLogs(folder: string): Promise<Map<string, string>> {
  const logs = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    logs.set(path.slice(folder.length + 1), await readFile(path, "utf8"));
  }
  return logs;
}

async function freePort(wished = 0): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer().once("error", (error) => (wished ? resolve(freePort()) : reject(error)));
  probe.listen(wished, "127.0.0.1", () => {
    const address = probe.address();
    probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
  });
  return promise;
}

/** A copy of a folder of fixtures that a test may change. */
export async function copyOf(folder: string): Promise<string> {
  const target = join(await mkdtemp(join(tmpdir(), "ask-qwen-")), basename(folder));
  await cp(folder, target, { recursive: true });
  return target;
}
