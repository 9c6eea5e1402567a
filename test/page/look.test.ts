// Size, line and density of the conversation, in the panel's page.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Look, MessageView } from "../../src/protocol.ts";
import { at, pageTests, scrollOf, still, topOf, wheelUp } from "./pageTests.ts";
import { answer, prompt, stateWith, turns } from "./states.ts";

const inPage = pageTests();

const usual: Look = { fontSize: 0, lineWidth: 0, density: "comfortable" };
const size = (page: Page, selector: string): Promise<string> =>
  at(page, selector, "element && getComputedStyle(element).fontSize");
const width = (page: Page, selector: string): Promise<number> =>
  at(page, selector, "element.getBoundingClientRect().width");

const mixed: readonly MessageView[] = [
  prompt("p", "A question with `code`, and a word that is averyveryverylongwordindeedwithoutanybreakinit"),
  answer("a", "# Title\n\nText, 中文。\n\n```ts\nconst a = 1;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- one\n", {
    usage: { input: 1200, cached: 1000, output: 350, thinking: 200, money: "$0.0012" },
  }),
];

test("one size for prompts, answers, code and the composer; icons stay as they are", () =>
  inPage(stateWith(mixed), async (panel, page) => {
    assert.equal(await size(page, ".prompt-text"), "13px");
    assert.equal(await size(page, ".markdown pre code"), "14px", "VS Code's size for code");
    await panel.state(stateWith(mixed, { look: { ...usual, fontSize: 20 } }));
    for (const part of [".prompt-text p", ".markdown p", ".markdown pre code", ".composer textarea"]) {
      assert.equal(await size(page, part), "20px", part);
    }
    assert.equal(await width(page, ".composer .icon"), 16);
    await panel.state(stateWith(mixed, { look: usual }));
    assert.equal(await size(page, ".markdown p"), "13px");
  }));

test("a line has so many characters, in the middle of what is wide; none is limited otherwise", () =>
  inPage(
    stateWith(mixed),
    async (panel, page) => {
      assert.ok((await width(page, ".markdown")) > 1500);
      await panel.state(stateWith(mixed, { look: { ...usual, lineWidth: 80 } }));
      const text = await width(page, ".markdown p");
      const character = await page.evaluate<number>(`(() => {
        const probe = document.createElement("span");
        probe.textContent = "0".repeat(100);
        document.querySelector(".thread").append(probe);
        const { width } = probe.getBoundingClientRect();
        probe.remove();
        return width / 100;
      })()`);
      assert.ok(Math.abs(text / character - 80) < 1, `${text / character} characters`);
      const [thread, composer] = [await width(page, ".thread-content"), await width(page, ".composer")];
      assert.ok(Math.abs(thread - composer) < 1, "the composer is as wide");
      const left = await at<number>(page, ".thread-content", "element.getBoundingClientRect().left");
      assert.ok(Math.abs(left - (1600 - thread) / 2) < 1, "in the middle");
      const leftOf = (selector: string): Promise<number> => at(page, selector, "element.getBoundingClientRect().left");
      assert.ok(
        Math.abs((await leftOf(".markdown p")) - (await leftOf(".composer-frame"))) < 1,
        "text and composer line up",
      );
    },
    { width: 1600 },
  ));

test("compact takes less room", () =>
  inPage(stateWith(turns(3)), async (panel, page) => {
    const height = (): Promise<number> =>
      page.evaluate(`[...document.querySelectorAll(".message")].at(-1).getBoundingClientRect().bottom
        - document.querySelector(".message").getBoundingClientRect().top`);
    const comfortable = await height();
    await panel.state(stateWith(turns(3), { look: { ...usual, density: "compact" } }));
    assert.ok((await height()) < comfortable * 0.9, `${await height()} of ${comfortable}`);
  }));

test("the reader's place is kept when the size changes, and so is the end", () =>
  inPage(stateWith(turns(30)), async (panel, page) => {
    const look = (fontSize: number): Promise<void> =>
      panel.state(stateWith(turns(30), { look: { ...usual, fontSize } }));
    const isAtEnd = async (): Promise<boolean> => {
      const { top, end } = await scrollOf(page);
      return end - top <= 1;
    };
    await look(22);
    assert.equal(await isAtEnd(), true);
    await wheelUp(panel, 1500);
    const first = await page.evaluate<string>(
      `[...document.querySelectorAll(".message")].find((message) => message.getBoundingClientRect().bottom > 20).dataset.message`,
    );
    for (const fontSize of [30, 12, 8, 40, 0]) {
      await look(fontSize);
      await panel.until(`(() => {
        const { top, bottom } = document.querySelector('[data-message="${first}"]').getBoundingClientRect();
        return bottom > 0 && top < 120;
      })()`);
    }
    await still(panel);
    const top = await at<number>(page, `[data-message="${first}"]`, topOf);
    assert.ok(top < 40, `${top}`);
  }));

for (const [width, fontSize] of [
  [125, 0],
  [250, 0],
  [250, 40],
  [300, 24],
  [800, 8],
] as const) {
  // 125 wide is a panel of 250 at 200 % zoom.
  test(`X20 at ${width} pixels and size ${fontSize} nothing is wider than the panel`, () =>
    inPage(
      stateWith(mixed, { look: { ...usual, fontSize } }),
      async (panel, page) => {
        await panel.post({ type: "find" });
        await panel.until("document.querySelector('.find')");
        const wide = await page.evaluate(`[...document.querySelectorAll(".page *")]
          .filter((element) => !element.closest("pre, .table, .unseen, svg"))
          .filter((element) => {
            const { left, right, width } = element.getBoundingClientRect();
            return width > 0 && (left < -1 || right > innerWidth + 1);
          })
          .map((element) => element.className || element.tagName)`);
        assert.deepEqual(wide, []);
      },
      { width },
    ));
}
