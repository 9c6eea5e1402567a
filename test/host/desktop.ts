import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { vsix } from "./paths.ts";
import { run, startGroup, stopGroup } from "./processes.ts";
import { readSettings, type Settings, writeSettings } from "./settings.ts";

export interface DesktopOptions {
  /** The `code` program. */
  readonly code: string;
  readonly profile: string;
  readonly workspace: string;
  readonly settings: Settings;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
}

/** Where the desktop VS Code of a profile keeps the user's settings.json. */
export function desktopSettings(profile: string): string {
  return join(profile, "user-data", "User");
}

/** A window of the desktop VS Code, with a profile of its own. */
export async function startDesktop({ code, profile, workspace, settings, env, say }: DesktopOptions) {
  const userData = join(profile, "user-data");
  const folders = [`--user-data-dir=${userData}`, `--extensions-dir=${join(profile, "extensions")}`];
  const user = desktopSettings(profile);
  await writeSettings(user, { ...calm, ...(await readSettings(user)), ...settings });
  // A .cmd is no program of its own.
  const options = { env, shell: process.platform === "win32" };
  await run(code, [...folders, "--install-extension", vsix, "--force"], options);
  // VS Code writes its process id there. One that crashed has left an id that may be anybody's by now.
  const lock = join(userData, "code.lock");
  await rm(lock, { force: true });
  const child = startGroup(code, [...folders, "--new-window", "--wait", workspace], { ...options, stdio: "ignore" });
  const closed = new Promise<void>((resolve) => child.once("exit", () => resolve()).once("error", () => resolve()));
  return {
    how: `${code}, with a profile of its own`,
    closed,
    async stop() {
      // `code` only waits: the window belongs to a process that it has started detached, outside of its group.
      const isAsked = askToEnd(Number(await readFile(lock, "utf8").catch(() => "")));
      if (isAsked) await Promise.race([closed, setTimeout(5000, undefined, { ref: false })]);
      if (child.exitCode === null) say("    The window of VS Code is still open: it is yours to close.");
      await stopGroup(child);
    },
  };
}

const calm = { "security.workspace.trust.enabled": false, "workbench.startupEditor": "none" };

function askToEnd(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    return process.kill(pid, "SIGTERM");
  } catch {
    // It is gone already.
    return false;
  }
}
