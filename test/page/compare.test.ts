// Two answers to one question on the page: side by side in a wide panel, behind tabs in a narrow one.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { State } from "../../src/protocol.ts";
import { startAxe } from "./axe.ts";
import { button, delta, pageTests } from "./pageTests.ts";
import { answer, prompt, stateWith, turns } from "./states.ts";

const inPage = pageTests();

const pair = (status: "streaming" | "done", seconds?: number): State =>
  stateWith([
    ...turns(6),
    prompt("p", "Which is better?"),
    answer("l", "From the left", {
      status,
      model: "qwen3.7-plus",
      compared: "open",
      sibling: { index: 0, count: 2 },
      ...(seconds !== undefined && { seconds }),
    }),
    answer("r", "From the right", {
      status,
      model: "qwen3.8-max",
      compared: "other",
      sibling: { index: 1, count: 2 },
    }),
  ]);

test("in a wide panel two answers stand side by side, each with its model and time, and both grow", () =>
  inPage(
    pair("streaming"),
    async (panel, page) => {
      await panel.post(delta(13, " more", "l"), delta(14, " more", "r"));
      const sides = page.locator(".compare-side");
      await panel.until(
        "[...document.querySelectorAll('.compare-side .markdown')].every((side) => side.textContent.endsWith(' more'))",
      );
      assert.deepEqual(await sides.locator(".markdown").allTextContents(), [
        "From the left more",
        "From the right more",
      ]);
      const [left, right] = await Promise.all([sides.nth(0).boundingBox(), sides.nth(1).boundingBox()]);
      assert.ok(left && right && Math.abs(left.y - right.y) < 2 && right.x >= left.x + left.width);
      assert.equal(await page.locator(".compare-tabs").isVisible(), false);
      await button(page, "Stop").click();
      assert.equal((await panel.posted("stop")).length, 1, "while either runs there is a Stop");
      await panel.state(pair("done", 1.5));
      await sides.nth(0).getByText("1.5 s").waitFor();
      await sides.nth(0).getByText("Your next question goes on from this one").waitFor();
      await sides.nth(1).getByRole("button", { name: "Keep this one" }).click();
      assert.deepEqual(await panel.posted("keep"), [{ type: "keep", messageId: "r" }]);
    },
    { width: 800 },
  ));

test("X20 in a narrow panel there is a tab for each; nothing is cut off, and axe finds nothing", () =>
  inPage(
    pair("done", 2),
    async (panel, page) => {
      const isSeen = (text: string) => page.getByText(text, { exact: true }).isVisible();
      assert.deepEqual([await isSeen("From the left"), await isSeen("From the right")], [false, true]);
      await button(page, "qwen3.7-plus").click();
      assert.deepEqual([await isSeen("From the left"), await isSeen("From the right")], [true, false]);
      assert.equal(await button(page, "qwen3.7-plus").getAttribute("aria-pressed"), "true");
      await page.setViewportSize({ width: 250, height: 700 });
      await panel.until("innerWidth === 250");
      const wide: number = await page.evaluate("document.body.scrollWidth");
      assert.ok(wide <= 250, `${wide}`);
      assert.deepEqual(await (await startAxe(page))(), []);
      await page.setViewportSize({ width: 900, height: 700 });
      await page.getByText("From the right", { exact: true }).waitFor();
      assert.deepEqual([await isSeen("From the left"), await isSeen("From the right")], [true, true]);
      assert.deepEqual(await panel.posted("keep"), []);
    },
    { width: 320 },
  ));

test("comparing is asked for from an answer and from the composer, whose text stays until it is sent", () =>
  inPage(stateWith(turns(1)), async (panel, page) => {
    await page.locator(".message.from-qwen").hover();
    await button(page, "Compare with another model…").click();
    assert.deepEqual(await panel.posted("compare"), [{ type: "compare", messageId: "a0" }]);
    await page.locator(".composer textarea").fill("for both");
    await button(page, "Ask two models at once…").click();
    assert.deepEqual(await panel.posted("sendCompared"), [
      { type: "sendCompared", conversation: "c1", text: "for both" },
    ]);
    assert.equal(await page.locator(".composer textarea").inputValue(), "for both");
  }));
