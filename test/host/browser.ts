import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { cache } from "./paths.ts";
import { run } from "./processes.ts";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: await findBrowser(), args: [...flags, ...args] });
}

/** The path of a Chromium, Chrome or Edge; fetched when the machine has none. */
export async function findBrowser(say: (line: string) => void = console.log): Promise<string> {
  const found = installed();
  if (found) return found;
  if (process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    say("No browser found: installing Debian's chromium with apt-get ...");
    try {
      await run("apt-get", ["update", "-qq"]);
      const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
      await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"], { env });
      if (existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
    } catch (error) {
      say(`That did not work: ${String(error).split("\n", 1)[0]}`);
    }
  }
  return fromPlaywright(say);
}

function installed(): string | undefined {
  const fromEnvironment = process.env["CHROMIUM"];
  if (fromEnvironment) return fromEnvironment;
  const programs = [process.env["ProgramFiles"], process.env["ProgramFiles(x86)"], process.env["LOCALAPPDATA"]];
  const places: Partial<Record<NodeJS.Platform, readonly string[]>> = {
    linux: [
      "/usr/bin/chromium",
      "/usr/bin/chromium-browser",
      "/usr/bin/google-chrome",
      "/usr/bin/google-chrome-stable",
      "/opt/google/chrome/chrome",
      "/usr/bin/microsoft-edge",
      "/snap/bin/chromium",
    ],
    darwin: [
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ],
    win32: programs.flatMap((folder) =>
      folder
        ? [join(folder, "Google/Chrome/Application/chrome.exe"), join(folder, "Microsoft/Edge/Application/msedge.exe")]
        : [],
    ),
  };
  return places[process.platform]?.find((path) => existsSync(path));
}

async function fromPlaywright(say: (line: string) => void): Promise<string> {
  process.env["PLAYWRIGHT_BROWSERS_PATH"] = join(cache, "browsers");
  const path = chromium.executablePath();
  if (!existsSync(path)) {
    say("No browser found: fetching Playwright's Chromium into .vscode-test/browsers ...");
    const cli = join(import.meta.dirname, "..", "..", "node_modules", "playwright-core", "cli.js");
    await run(process.execPath, [cli, "install", "chromium"], { env: process.env });
  }
  return path;
}
