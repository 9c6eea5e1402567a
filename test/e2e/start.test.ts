import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { findAnswerer, rehearsal, withoutAnswerer } from "../host/answerer.ts";
import { launchBrowser } from "../host/browser.ts";
import { start } from "../host/start.ts";

test("npm start opens a VS Code whose panel answers from the rehearsal and says that it is one", async (t) => {
  const lines: string[] = [];
  const profile = await mkdtemp(join(tmpdir(), "ask-qwen-start-"));
  t.after(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));
  const say = (line: string) => lines.push(line);
  const started = await start({ desktop: false, say, env: {}, answerer: rehearsal, profile, port: 0 });
  t.after(() => started.stop());
  const browser = await launchBrowser();
  t.after(() => browser.close());
  assert.match(lines.join("\n"), /1\/3 Building[\s\S]*Answers come from the built-in rehearsal[\s\S]*3\/3/);
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(started.url!);
  await page.locator('.activitybar .action-item:has(.action-label[aria-label^="Ask Qwen"])').click();
  const panel = page.locator("iframe.webview.ready").contentFrame().locator("#active-frame").contentFrame();
  await panel.getByText("not Qwen").first().waitFor();
  await panel.locator("textarea").first().fill("hello");
  await panel.locator("textarea").first().press("Enter");
  await panel.getByText("/error key").first().waitFor();
});

test("what an earlier rehearsal or local server has left in the settings goes, what somebody has set stays", () => {
  const size = { "editor.fontSize": 15 };
  const chosen = { "askQwen.endpoint": "singapore", "askQwen.model": "qwen-max", ...size };
  const left = { "askQwen.endpoint": "http://127.0.0.1:40123/v1", "askQwen.model": "rehearsal", ...size };
  assert.deepEqual(withoutAnswerer(left), size);
  assert.deepEqual(withoutAnswerer({ "askQwen.endpoint": "ollama", "askQwen.model": "qwen3:8b", ...size }), size);
  assert.deepEqual(withoutAnswerer(chosen), chosen);
  const found = { ...left, "askQwen.endpoint": "singapore" };
  assert.deepEqual(withoutAnswerer(found), { "askQwen.endpoint": "singapore", ...size });
});

test("a key of the environment, or an endpoint that was set, is left as it is", async () => {
  assert.deepEqual((await findAnswerer({ DASHSCOPE_API_KEY: "sk-test" }, {})).settings, {});
  assert.deepEqual((await findAnswerer({}, { "askQwen.endpoint": "singapore" })).settings, {});
});

const noSignals = process.platform === "win32" && "Windows has no signals to send";
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const) {
  test(`${signal} during a start ends what has been started too, with ${code}`, { skip: noSignals }, async (t) => {
    const sleeper = "console.log(process.pid); setInterval(() => {}, 1000)";
    const starter = `
      import { startGroup } from ${JSON.stringify(import.meta.resolve("../host/processes.ts"))};
      startGroup(process.execPath, ["-e", ${JSON.stringify(sleeper)}], { stdio: ["ignore", "inherit", "inherit"] });`;
    const args = ["--input-type=module", "-e", starter];
    const child: ChildProcess = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    t.after(() => child.kill("SIGKILL"));
    const lines = createInterface({ input: child.stdout! });
    const [pid] = await once(lines, "line");
    t.after(() => {
      try {
        process.kill(Number(pid), "SIGKILL");
      } catch {
        // It is gone, as it should be.
      }
    });
    // The sleeper holds the pipe's other end: it closes when the last of the two is gone.
    const closed = once(lines, "close");
    const exit = once(child, "exit");
    child.kill(signal);
    assert.deepEqual(await exit, [code, null]);
    await closed;
  });
}
