import assert from "node:assert/strict";
import { test } from "node:test";
import { launchBrowser } from "../host/browser.ts";
import { start } from "../host/start.ts";

test("npm start opens a VS Code whose panel answers from the rehearsal and says that it is one", async (t) => {
  const lines: string[] = [];
  const started = await start({ desktop: false, say: (line) => lines.push(line) });
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
