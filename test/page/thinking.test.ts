// The menu of the thinking button, and the button of the web search, in a real browser behind the real policy.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ThinkingBudget } from "../../src/protocol.ts";
import { startAxe } from "./axe.ts";
import { chinese } from "./labels.ts";
import { at, button, pageTests } from "./pageTests.ts";
import { stateWith } from "./states.ts";

const inPage = pageTests();
const state = (thinking: "off" | "on", budget: Partial<ThinkingBudget> = {}) =>
  stateWith([], {
    model: { id: "m", label: "M", thinking, budget: { by: "tokens", tokens: 0, most: 38_912, ...budget } },
  });
const focused = "document.activeElement.parentElement.textContent";

test("the menu opens on what is chosen; arrow keys choose; Escape goes back to the button", () =>
  inPage(state("off"), async (panel, page) => {
    await button(page, "Thinking: off").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Thinking" }).waitFor();
    assert.equal(await page.evaluate(focused), "Off");
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await panel.posted("thinkingBudget"), [{ type: "thinkingBudget", tokens: 0 }]);
    await panel.state(state("on"));
    assert.equal(await page.evaluate(focused), "Automatic: as long as the model likes");
    await page.keyboard.press("ArrowDown");
    assert.equal((await panel.posted("thinkingBudget")).length, 2);
    assert.deepEqual(await panel.posted("thinking"), []);
    await page.keyboard.press("Escape");
    assert.equal(await page.getByRole("dialog").count(), 0);
    assert.equal(await page.evaluate("document.activeElement.getAttribute('aria-expanded')"), "false");
  }));

test("the slider says its number at once, posts when it is let go, and ends where the model ends", () =>
  inPage(state("on", { tokens: 4096 }), async (panel, page) => {
    await button(page, "Thinking: on, at most 4,096 tokens").click();
    const slider = page.getByRole("slider", { name: "Largest number of tokens to think" });
    assert.equal(await slider.getAttribute("aria-valuetext"), "4,096");
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await page.getByText("At most 8,192 tokens").waitFor();
    assert.deepEqual(await panel.posted("thinkingBudget"), [{ type: "thinkingBudget", tokens: 8192 }]);
    await page.keyboard.press("End");
    await page.getByText("At most 38,912 tokens").waitFor();
    assert.deepEqual((await panel.posted("thinkingBudget")).at(-1), { type: "thinkingBudget", tokens: 38_912 });
    await panel.state(state("on", { tokens: 20_000, most: 20_000 }));
    assert.equal(await slider.getAttribute("aria-valuetext"), "20,000");
  }));

test("what is dragged before the menu's first frame counts", () =>
  inPage(state("off"), async (panel, page) => {
    await page.evaluate(`(async () => {
      document.querySelector(".thinking-choice > button").click();
      for (let turns = 0; !document.querySelector(".thinking-slider") && turns < 50; turns++) await null;
      const slider = document.querySelector(".thinking-slider");
      slider.value = slider.max;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      for (let turns = 0; turns < 50; turns++) await null;
      slider.dispatchEvent(new Event("change", { bubbles: true }));
    })()`);
    assert.deepEqual(await panel.posted("thinkingBudget"), [{ type: "thinkingBudget", tokens: 38_912 }]);
  }));

test("a model with levels has levels in place of the slider", () =>
  inPage(state("on", { by: "level", tokens: 16_384, most: 262_144 }), async (panel, page) => {
    await button(page, "Thinking: on, Medium").click();
    assert.deepEqual(await page.locator(".thinking-option").allTextContents(), [
      "Off",
      "Automatic: as long as the model likes",
      "Low",
      "Medium",
      "Highest",
    ]);
    assert.equal(await page.getByRole("slider").count(), 0);
    assert.ok(await page.getByRole("radio", { name: "Medium" }).isChecked());
    await page.getByRole("radio", { name: "Low" }).check();
    assert.deepEqual(await panel.posted("thinkingBudget"), [{ type: "thinkingBudget", tokens: 4096 }]);
    await page.getByRole("radio", { name: "Off" }).check();
    assert.deepEqual(await panel.posted("thinking"), [{ type: "thinking", on: false }]);
  }));

test("it closes with a press elsewhere and when the focus goes on, and never covers the edge of a narrow panel", () =>
  inPage(
    state("on"),
    async (_, page) => {
      await button(page, "Thinking: on").click();
      const { left, right, top } = await at<{ left: number; right: number; top: number }>(
        page,
        ".thinking-menu",
        "element.getBoundingClientRect().toJSON()",
      );
      assert.ok(left >= 0 && right <= 240 && top >= 0, `${left} ${right} ${top}`);
      await page.locator(".thread").click({ position: { x: 5, y: 5 } });
      assert.equal(await page.getByRole("dialog").count(), 0);
      await button(page, "Thinking: on").click();
      await page.locator(".composer textarea").focus();
      assert.equal(await page.getByRole("dialog").count(), 0);
    },
    { width: 240 },
  ));

test("axe finds nothing wrong with the open menu, in high contrast and in Chinese as well", async () => {
  for (const theme of ["dark", "light", "hc-dark", "hc-light"] as const) {
    await inPage(
      state("on", { tokens: 4096 }),
      async (_, page) => {
        await page.locator(".switch").click();
        await page.getByText("最多 4,096 个 token").waitFor();
        const wrong = await (await startAxe(page))();
        assert.deepEqual(wrong, [], theme);
      },
      { theme, labels: chinese, locale: "zh-cn" },
    );
  }
});

test("the web search is switched by one press, and the button says why it can not be", () =>
  inPage(stateWith([], { search: { isOn: false } }), async (panel, page) => {
    await button(page, "Web search: off").click();
    assert.deepEqual(await panel.posted("search"), [{ type: "search", on: true }]);
    await panel.state(stateWith([], { search: { isOn: true } }));
    assert.equal(await button(page, "Web search: on").getAttribute("aria-pressed"), "true");
    await panel.state(stateWith([], { search: { isOn: true, why: "model" } }));
    const off = button(page, "Qwen3 Max can not search the web");
    assert.deepEqual(
      [await off.getAttribute("aria-pressed"), await off.getAttribute("aria-disabled")],
      ["false", "true"],
    );
    await off.click({ force: true });
    await panel.state(stateWith([], { search: { isOn: false, why: "endpoint" } }));
    await button(page, "Only Alibaba Cloud searches the web, paid by the token").waitFor();
    assert.equal((await panel.posted("search")).length, 1);
    await panel.state(stateWith([]));
    assert.equal(await page.getByRole("button", { name: /search/i }).count(), 0);
  }));
