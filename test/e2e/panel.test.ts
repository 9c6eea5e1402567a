import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { until } from "../until.ts";
import { notification } from "./chat.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

let workbench: Workbench;
before(async () => {
  workbench = await openWorkbench();
});
after(() => workbench?.close());

test("the icon in the activity bar opens the panel, and the composer takes text", async (t) => {
  workbench.watch(t);
  const panel = await workbench.openPanel();
  const composer = panel.locator("textarea").first();
  await until(() => composer.evaluate((element) => element.matches(":focus")), "the cursor in the composer");
  await workbench.page.keyboard.type("What does Inventory do?");
  assert.equal(await composer.inputValue(), "What does Inventory do?");
  assert.equal(await panel.locator("html").getAttribute("lang"), "en");
});

test("after a reload of the window the panel is there again", async (t) => {
  workbench.watch(t);
  await workbench.openPanel();
  await workbench.reload();
  await (await workbench.panel()).locator("textarea").first().waitFor();
});

test("X08 a page that never says that it is ready: after five seconds there are three ways on, and loading again is one", async (t) => {
  workbench.watch(t);
  const { page, server } = workbench;
  const extensions = join(server.dataDir, "ext");
  const installed = (await readdir(extensions)).find((name) => name.startsWith("ask-qwen."));
  const script = join(extensions, installed ?? "", "dist", "page", "main.js");
  const text = await readFile(script, "utf8");
  await writeFile(script, "throw new Error('X08');");
  try {
    await workbench.reload();
    const told = await notification(page, "The chat of Ask Qwen does not load.", 60);
    for (const way of ["Load again", "Open in an editor tab", "Reload window"]) {
      await told.getByRole("button", { name: way, exact: true }).waitFor();
    }
    await workbench.screenshot("page-does-not-load");
    await writeFile(script, text);
    await told.getByRole("button", { name: "Load again" }).click();
  } finally {
    await writeFile(script, text);
  }
  // The page that did not load may still be there when it is looked up.
  const written = async (): Promise<string> => {
    const composer = (await workbench.panel()).locator(".composer textarea");
    await composer.fill("here again", { timeout: 3000 });
    return composer.inputValue();
  };
  await until(async () => (await written().catch(() => "")) === "here again", "the page that was loaded again");
});
