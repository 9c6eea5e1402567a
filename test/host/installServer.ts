import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cache } from "./paths.ts";
import { run } from "./processes.ts";

// The npm registry carries a whole VS Code: this package is VS Code 1.139.1 for the browser. We use the server inside
// it (lib/vscode) and leave its own wrapper alone, so none of the wrapper's dependencies are needed.
const version = "4.139.1";
const home = join(cache, "vscode-server", version);

// Nobody here needs these, and they are half of the download.
const unused = ["@devcontainers/cli", "@github/copilot-sdk", "@microsoft/mxc-sdk"];
const unusedExtensions = ["copilot", "mermaid-markdown-features"];

/** Returns the folder of VS Code's server, fetched through npm on the first call. No compiler is needed. */
export async function installServer(say: (line: string) => void = console.log): Promise<string> {
  const marker = join(home, "installed");
  if (existsSync(marker)) return home;
  const started = Date.now();
  await mkdir(join(cache, "vscode-server"), { recursive: true });
  const temporary = await mkdtemp(join(cache, "vscode-server", "new-"));
  try {
    say(`VS Code server: fetching code-server ${version} (46 MB) through npm ...`);
    await npm(temporary, "pack", `code-server@${version}`, "--silent");
    await run("tar", ["xzf", `code-server-${version}.tgz`, "package/lib/vscode"], { cwd: temporary });
    const vscode = join(temporary, "package", "lib", "vscode");
    for (const name of unusedExtensions) await rm(join(vscode, "extensions", name), { recursive: true, force: true });
    await dropDependencies(vscode);
    say("VS Code server: fetching its dependencies through npm ...");
    await npm(vscode, "install", "--ignore-scripts", "--omit=dev");
    await npm(join(vscode, "extensions"), "install", "--ignore-scripts", "--omit=dev");
    await cp(join(import.meta.dirname, "spdlog.cjs"), join(vscode, "node_modules", "@vscode", "spdlog", "index.js"));
    await writeFile(join(vscode, "installed"), new Date().toISOString());
    await rename(vscode, home).catch((error: unknown) => {
      // Another process was faster; its copy is as good.
      if (!existsSync(marker)) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  say(`VS Code server: ready in ${Math.round((Date.now() - started) / 1000)} s, kept in .vscode-test/vscode-server`);
  return home;
}

async function dropDependencies(vscode: string): Promise<void> {
  const file = join(vscode, "package.json");
  const manifest = JSON.parse(await readFile(file, "utf8"));
  for (const name of unused) delete manifest.dependencies[name];
  await writeFile(file, JSON.stringify(manifest, null, 2));
}

async function npm(cwd: string, ...args: string[]): Promise<void> {
  // `npm run` passes its own settings on as npm_*; inside another package they would be wrong.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("npm_")));
  const flags = ["--no-audit", "--no-fund"];
  await run(process.platform === "win32" ? "npm.cmd" : "npm", [...args, ...flags], { cwd, env });
}
