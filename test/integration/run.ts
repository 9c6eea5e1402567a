// Runs the integration tests in the extension host of a real VS Code: the desktop build where it can be downloaded and
// shown, else the server. ASK_QWEN_VSCODE=desktop or server decides by hand. Results: .vscode-test/results/integration.tap
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { cache, root } from "../host/paths.ts";
import { copyOf } from "../host/server.ts";
import { bundle } from "./bundle.ts";

const results = join(cache, "results");
await mkdir(results, { recursive: true });
for (const name of ["integration.txt", "integration.tap"]) await rm(join(results, name), { force: true });

const desktop = await desktopVsCode();
console.log(`VS Code: ${desktop ?? "server from the npm registry"}`);
const userData = await mkdtemp(join(tmpdir(), "ask-qwen-user-"));
const workspace = await copyOf(join(root, "test", "host", "sample"));
try {
  await runTests({
    vscodeExecutablePath: desktop ?? process.execPath,
    extensionDevelopmentPath: root,
    extensionTestsPath: await bundle(),
    // `runTests` only spawns an executable, so Node with our launcher is one.
    launchArgs: [
      ...(desktop ? [] : [join(root, "test", "host", "launcher.ts")]),
      workspace,
      `--user-data-dir=${userData}`,
      `--extensions-dir=${join(userData, "extensions")}`,
    ],
    extensionTestsEnv: { ASK_QWEN_RESULTS: results },
  });
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
} finally {
  console.log(await readFile(join(results, "integration.txt"), "utf8").catch(() => "The tests wrote no results."));
  for (const folder of [userData, join(workspace, "..")])
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function desktopVsCode(): Promise<string | undefined> {
  const wanted = process.env["ASK_QWEN_VSCODE"];
  if (wanted === "server") return undefined;
  const screen = process.platform !== "linux" || process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"];
  if (!wanted && !screen) return no("there is no screen to show it on (xvfb-run gives one)");
  try {
    const releases = "https://update.code.visualstudio.com/api/releases/stable";
    await fetch(releases, { signal: AbortSignal.timeout(5000) });
    return await downloadAndUnzipVSCode({ cachePath: join(cache, "desktop"), timeout: 60_000 });
  } catch (error) {
    if (wanted === "desktop") throw error;
    return no(`its download host can not be reached (${error instanceof Error ? error.message : error})`);
  }
}

function no(reason: string): undefined {
  console.log(`Desktop VS Code is not used: ${reason}.`);
}
