import assert from "node:assert/strict";
import { after, before, test } from "node:test";
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
  await composer.fill("What does Inventory do?");
  assert.equal(await composer.inputValue(), "What does Inventory do?");
  assert.equal(await panel.locator("html").getAttribute("lang"), "en");
});

test("after a reload of the window the panel is there again", async (t) => {
  workbench.watch(t);
  await workbench.openPanel();
  await workbench.reload();
  await (await workbench.panel()).locator("textarea").first().waitFor();
});
