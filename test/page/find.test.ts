// Find in the conversation, in the panel's page.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { Page } from "playwright-core";
import { holdsWithin } from "../until.ts";
import type { PanelPage } from "./harness.ts";
import { at, box, button, pageTests, scrollOf, streaming, wheelUp } from "./pageTests.ts";
import { answer, prompt, stateWith, turns } from "./states.ts";

const inPage = pageTests();

const input = (page: Page) => page.locator(".find input");
const count = (panel: PanelPage, text: string): Promise<void> =>
  panel.until(`document.querySelector(".find-count")?.textContent === ${JSON.stringify(text)}`);
const open = async (panel: PanelPage): Promise<void> => {
  await panel.post({ type: "find" });
  await panel.until("document.activeElement?.matches('.find input')");
};
/** The texts of the marks; the ranges may go over several nodes. */
const marks = (page: Page, name: "find-match" | "find-current"): Promise<string[]> =>
  page.evaluate(`[...(CSS.highlights.get("${name}") ?? [])].map((mark) => {
    const range = document.createRange();
    range.setStart(mark.startContainer, mark.startOffset);
    range.setEnd(mark.endContainer, mark.endOffset);
    return range.toString();
  })`);
/** What is marked, as soon as it is that: marks are made at the next frame. */
async function marked(page: Page, name: "find-match" | "find-current", expected: readonly string[]): Promise<void> {
  await holdsWithin(20, async () => isDeepStrictEqual(await marks(page, name), expected));
  assert.deepEqual(await marks(page, name), expected);
}

test("matches are marked and counted, over bold and code, without moving the reader; keys go from one to the next", () =>
  inPage(
    stateWith([
      prompt("p", "Where is the Needle?"),
      answer("a", "A nee**dle** and a `need`le.\n\n```ts\nneedle(needle);\n```\n"),
    ]),
    async (panel, page) => {
      await box(page).focus();
      await open(panel);
      const before = await scrollOf(page);
      await input(page).fill("needle");
      await count(panel, "? of 5");
      assert.deepEqual((await marks(page, "find-match")).toSorted(), [
        "Needle",
        "needle",
        "needle",
        "needle",
        "needle",
      ]);
      await marked(page, "find-current", []);
      assert.deepEqual(await scrollOf(page), before);
      await input(page).press("Enter");
      await count(panel, "1 of 5");
      await marked(page, "find-current", ["Needle"]);
      await input(page).press("F3");
      await count(panel, "2 of 5");
      await input(page).press("Shift+Enter");
      await count(panel, "1 of 5");
      await input(page).press("Shift+F3");
      await count(panel, "5 of 5");
      await button(page, "Next match").click();
      await count(panel, "1 of 5");
      await button(page, "Match case").click();
      await count(panel, "? of 4");
      await input(page).fill("nothing like it");
      await count(panel, "No results");
      await input(page).press("Escape");
      assert.equal(await page.locator(".find").count(), 0);
      assert.equal(
        await page.evaluate("document.activeElement.matches('.composer textarea')"),
        true,
        "back to where it was",
      );
      await marked(page, "find-match", []);
    },
  ));

test("what is selected in the conversation is looked for at once", () =>
  inPage(stateWith(turns(3)), async (panel, page) => {
    await page.evaluate(`getSelection().selectAllChildren(document.querySelector(".from-qwen strong"))`);
    await open(panel);
    assert.equal(await input(page).inputValue(), "how many");
    await count(panel, "? of 3");
    await page.evaluate(`getSelection().selectAllChildren(document.querySelector(".from-qwen .list"))`);
    await open(panel);
    assert.equal(await input(page).inputValue(), "how many", "not what has several lines");
  }));

test("matches are found while the answer grows, and none is lost when it is done", () =>
  inPage(streaming("A needle"), async (panel, page) => {
    await open(panel);
    await input(page).fill("needle");
    await count(panel, "? of 1");
    await input(page).press("Enter");
    await count(panel, "1 of 1");
    let at = "A needle".length;
    for (const text of [" and a nee", "dle.\n\n```js\n", "needle();\n", "```\n"]) {
      await panel.post({ type: "delta", messageId: "a", part: 0, at, text });
      at += text.length;
    }
    await count(panel, "1 of 3");
    await panel.state(
      stateWith([prompt("p", "Question"), answer("a", "A needle and a needle.\n\n```js\nneedle();\n```\n")]),
    );
    await count(panel, "1 of 3");
    await marked(page, "find-match", ["needle", "needle", "needle"]);
    await marked(page, "find-current", ["needle"]);
  }));

test("all of the conversation is counted: what is not drawn, and what the page does not have yet", () =>
  inPage(stateWith(turns(100).slice(100), { older: 100 }), async (panel, page) => {
    await open(panel);
    await input(page).fill("question 0:");
    await panel.until("underTest.posted.some(({ type }) => type === 'older')");
    assert.deepEqual((await panel.posted("older")).slice(0, 1), [{ type: "older", count: 200 }]);
    await count(panel, "0 so far");
    await panel.state(stateWith(turns(100)));
    await count(panel, "? of 1");
    const drawn = await page.locator(".message").count();
    assert.ok(drawn < 60, `${drawn} drawn`);
    await input(page).press("Enter");
    await count(panel, "1 of 1");
    await panel.until(`document.querySelector('[data-message="p0"]')`);
    await marked(page, "find-current", ["Question 0:"]);
    await panel.until(`Math.abs(document.querySelector('[data-message="p0"]').getBoundingClientRect().top) < 300`);
  }));

/** What stands on the screen, from above. */
const seen = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll(".message, .gap")].filter((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < document.querySelector(".thread").getBoundingClientRect().bottom;
  }).map((element) => element.dataset.message ?? "gap")`);
const idsFrom = (first: string, count: number): string[] => {
  const ids = turns(500).map(({ id }) => id);
  return ids.slice(ids.indexOf(first), ids.indexOf(first) + count);
};

test("going to a match far away draws what is around it, not all between; reading on from there meets no hole", () =>
  inPage(stateWith(turns(500)), async (panel, page) => {
    await open(panel);
    for (const index of [0, 250, 3]) {
      await input(page).fill(`question ${index}:`);
      await count(panel, "? of 1");
      await input(page).press("Enter");
      await panel.until(`(() => {
        const { top, bottom } = document.querySelector('[data-message="p${index}"]')?.getBoundingClientRect() ?? {};
        return top >= -1 && bottom < innerHeight;
      })()`);
    }
    const drawn = await page.locator(".message").count();
    assert.ok(drawn < 90, `${drawn} drawn`);
    await page.mouse.move(200, 300);
    for (let round = 0; round < 30; round++) {
      await page.mouse.wheel(0, 300);
      await panel.post();
      await panel.until(`[...document.querySelectorAll(".gap")].every((gap) => {
        const { top, bottom } = gap.getBoundingClientRect();
        return bottom < 0 || top > innerHeight;
      })`);
      const now = await seen(page);
      assert.deepEqual(now, idsFrom(now[0] ?? "", now.length));
    }
    await input(page).press("Escape");
    await button(page, "New below").click();
    assert.equal((await seen(page)).at(-1), "a499");
    const { top, end } = await scrollOf(page);
    assert.ok(end - top <= 1, "at the end");
  }));

test("what is folded is opened when a match in it is gone to", () => {
  const long = `${"line\n".repeat(40)}needle`;
  const list = `${"- item\n".repeat(2100)}- needle\n`;
  return inPage(
    stateWith([
      prompt("p", long),
      answer("a", "", {
        parts: [
          { type: "thinking", text: "Is it a needle?", seconds: 1 },
          { type: "text", text: list },
        ],
      }),
    ]),
    async (panel, page) => {
      await open(panel);
      await input(page).fill("needle");
      await count(panel, "? of 3");
      for (const index of [1, 2, 3]) {
        await input(page).press("Enter");
        await count(panel, `${index} of 3`);
        await panel.until("CSS.highlights.get('find-current').size === 1");
        await panel.until(`(([mark]) => {
          const range = document.createRange();
          range.setStart(mark.startContainer, mark.startOffset);
          const { top, bottom } = range.getClientRects()[0] ?? { top: -1 };
          return top > 40 && bottom < document.querySelector(".thread").getBoundingClientRect().bottom;
        })(CSS.highlights.get("find-current"))`);
      }
      assert.equal(await page.locator("details[open]").count(), 1);
      assert.equal(await page.locator(".folded").count(), 0);
      assert.equal(await page.locator(".show-all").count(), 0);
    },
  );
});

test("a hit of the search is shown in its message; several words are marked each", () =>
  inPage(stateWith(turns(60)), async (panel, page) => {
    await panel.post({ type: "reveal", messageId: "a7", text: "counts the words" });
    await panel.until("CSS.highlights.get('find-current')?.size === 1");
    assert.equal(await input(page).inputValue(), "counts the words");
    await count(panel, "8 of 60");
    assert.equal(
      await page.evaluate(
        "[...CSS.highlights.get('find-current')][0].startContainer.parentElement.closest('.message').dataset.message",
      ),
      "a7",
    );
    await panel.post({ type: "reveal", messageId: "a3", text: "words reads" });
    await panel.until(`document.querySelector(".find input").value === "words reads"`);
    await panel.until(
      "[...CSS.highlights.get('find-current')][0]?.startContainer.parentElement.closest('.message').dataset.message === 'a3'",
    );
    assert.deepEqual([...new Set(await marks(page, "find-match"))].toSorted(), ["reads", "words"]);
    await panel.post({ type: "reveal", messageId: "a40", text: "absent entirely" });
    await panel.until("!document.querySelector('.find')");
  }));

for (const width of [125, 300, 800]) {
  test(`the bar covers nothing of a conversation that does not scroll, ${width} wide`, () =>
    inPage(
      stateWith([prompt("p", "Hi"), answer("a", "A needle.")]),
      async (panel, page) => {
        const topOf = (selector: string): Promise<number> => at(page, selector, "element.getBoundingClientRect().top");
        const before = await topOf(".prompt");
        await open(panel);
        await panel.post();
        const bottom = await at<number>(page, ".find", "element.getBoundingClientRect().bottom");
        assert.ok((await topOf(".prompt")) >= bottom, `${await topOf(".prompt")} under ${bottom}`);
        await page.keyboard.press("Escape");
        await panel.post();
        assert.equal(await topOf(".prompt"), before);
      },
      { width },
    ));
}

test("opening the bar moves nothing for who reads further down or is at the end", () =>
  inPage(stateWith(turns(10)), async (panel, page) => {
    const topOf = (): Promise<number> => at(page, '[data-message="a8"]', "element.getBoundingClientRect().top");
    for (const wheel of [0, 200]) {
      await wheelUp(panel, wheel);
      const before = await topOf();
      await open(panel);
      await panel.post();
      assert.ok(Math.abs((await topOf()) - before) < 1, `${await topOf()} instead of ${before}`);
      await page.keyboard.press("Escape");
      await panel.post();
      assert.ok(Math.abs((await topOf()) - before) < 1, `${await topOf()} instead of ${before}, closed`);
    }
  }));

for (const theme of ["dark", "light", "hc-dark", "hc-light"] as const) {
  test(`axe finds nothing wrong with the bar open in the ${theme} theme`, () =>
    inPage(
      stateWith(turns(2)),
      async (panel, page) => {
        await open(panel);
        await input(page).fill("words");
        await count(panel, "? of 2");
        await button(page, "Match case").click();
        await input(page).press("Enter");
        await count(panel, "1 of 2");
        const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
        await page.evaluate(`${axe};0`);
        const broken = await page.evaluate(
          "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id }) => id))",
        );
        assert.deepEqual(broken, []);
      },
      { theme, width: 300 },
    ));
}
