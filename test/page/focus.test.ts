// Where the focus is, is seen at every stop of the Tab key, also where the colours are the system's.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { ReferenceView } from "../../src/protocol.ts";
import type { Theme } from "./harness.ts";
import { found, historyOf, open, rows } from "./histories.ts";
import { pageTests } from "./pageTests.ts";
import { answer, prompt, stateWith } from "./states.ts";

const inPage = pageTests();

const reference = (id: string): ReferenceView => ({
  ...{
    id,
    kind: "code",
    label: `${id}.ts:1-9`,
    detail: `src/${id}.ts, lines 1-9`,
    tokens: 40,
    secretLines: [],
    hidden: 0,
  },
});
const everything = stateWith(
  [
    prompt("p", "Question", {
      parts: [
        { type: "reference", ...reference("shop") },
        { type: "text", text: "Question" },
      ],
      sibling: { index: 1, count: 3 },
    }),
    answer("a", "", {
      parts: [
        { type: "thinking", text: "Well.", seconds: 2 },
        {
          type: "text",
          text: `A [link](https://example.org).\n\n\`\`\`ts\nconst long = "${"long ".repeat(60)}";\n\`\`\`\n\n|${" wide |".repeat(30)}\n|${"-|".repeat(30)}\n`,
        },
      ],
    }),
    prompt("q", "And?"),
    answer("b", "", {
      status: "failed",
      error: { cause: "No.", host: "h", model: "m", buttons: [{ label: "Set key", run: "setApiKey" }] },
    }),
  ],
  {
    side: { from: "a" },
    queue: [{ id: "w", text: "Waits", references: [] }],
    notices: [{ id: "n", text: "A notice", button: { label: "Try again", run: "saveAgain" } }],
    draft: { text: "Half", revision: 1, references: [reference("main")] },
  },
);

/** Goes on by a key, and tells what has the focus then and whether it looks any different without. */
async function next(page: Page, key: string): Promise<{ name: string; isSeen: boolean }> {
  await page.keyboard.press(key);
  return page.evaluate(`(() => {
    const element = document.activeElement;
    // Past the last stop a browser's own buttons would come.
    if (element === document.body) return { isSeen: true, name: "" };
    const frames = [element, element.closest(".composer-frame, .prompt-editor, .find-box, .history-search")];
    const look = () => frames.filter(Boolean).flatMap((one) => [undefined, "::after"].map((pseudo) => {
      const { outlineStyle, outlineColor, borderTopColor } = getComputedStyle(one, pseudo);
      return outlineStyle === "none" ? borderTopColor : outlineColor + outlineStyle;
    })).join();
    const focused = look();
    element.blur();
    const isSeen = look() !== focused;
    element.focus({ preventScroll: true });
    return { isSeen, name: (element.ariaLabel || element.textContent || element.title).trim().slice(0, 60) };
  })()`);
}

async function walk(page: Page, steps: number, key = "Tab"): Promise<string[]> {
  const names: string[] = [];
  for (let step = 0; step < steps; step++) {
    const { name, isSeen } = await next(page, key);
    assert.ok(isSeen, `the focus is not seen on "${name}"`);
    names.push(name);
  }
  return names;
}

const kinds: readonly { readonly name: string; readonly theme: Theme; readonly isForced: boolean }[] = [
  { name: "the dark theme", theme: "dark", isForced: false },
  { name: "the light theme", theme: "light", isForced: false },
  { name: "high contrast", theme: "hc-dark", isForced: false },
  { name: "forced colours", theme: "dark", isForced: true },
];
for (const { name, theme, isForced } of kinds) {
  test(`in ${name} the focus is seen wherever the Tab key leads: the conversation, find, the list and its search`, () =>
    inPage(
      everything,
      async (panel, page) => {
        if (isForced) await page.emulateMedia({ forcedColors: "active" });
        const names = await walk(page, 40);
        for (const stop of [
          "Try again",
          "Conversation",
          "shop.ts:1-9",
          "Previous version",
          "link",
          "Set key",
          "main.ts:1-9",
        ]) {
          assert.ok(names.includes(stop), `${stop} is not among ${names.join(", ")}`);
        }
        await panel.post({ type: "find" });
        await panel.until("document.activeElement?.matches('.find input')");
        await page.keyboard.type("question");
        await walk(page, 4);
        await page.keyboard.press("Shift+Tab");
        await page.locator(".find input").press("Escape");
        await panel.post(open(historyOf(rows(3))));
        await panel.until("document.activeElement?.matches('.history input')");
        await walk(page, 4, "ArrowDown");
        await walk(page, 4, "ArrowRight");
        await panel.post(open(found));
        await page.locator(".history input").focus();
        await walk(page, 5, "ArrowDown");
        await page.locator(".history input").focus();
        await walk(page, 5, "Shift+Tab");
      },
      { theme },
    ));
}

test("in forced colours a prompt, a chip and a notice have borders, and a row that is pointed at is framed", () =>
  inPage(everything, async (panel, page) => {
    await page.emulateMedia({ forcedColors: "active" });
    const style = (selector: string, name: string): Promise<string> =>
      page.evaluate(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).${name}`);
    for (const part of [".prompt", ".message .chip", ".notice", ".queue"]) {
      assert.equal(await style(part, "borderTopStyle"), "solid", part);
    }
    await panel.post(open(historyOf(rows(3))));
    await page.locator(".row").nth(1).hover();
    assert.equal(await style(".row:hover", "outlineStyle"), "dashed");
  }));

test("the extension host's wish to have the cursor here waits for VS Code to give the focus, and does not take it from elsewhere", () =>
  inPage(everything, async (panel, page) => {
    const box = page.locator(".composer textarea");
    await box.evaluate((element) => element.blur());
    await page.evaluate("document.hasFocus = () => false");
    await panel.post({ type: "focus" });
    const isInBox = () => box.evaluate((element) => element === element.ownerDocument.activeElement);
    assert.equal(await isInBox(), false);
    await page.evaluate("dispatchEvent(new Event('focus'))");
    assert.equal(await isInBox(), true);
    await box.evaluate((element) => element.blur());
    await page.evaluate("dispatchEvent(new Event('focus'))");
    assert.equal(await isInBox(), false, "once");
  }));

test("VS Code gives the page the focus: the cursor is where one writes, unless a click or a selection says otherwise", () =>
  inPage(everything, async (panel, page) => {
    const has = (selector: string) => page.locator(selector).evaluate((element) => element.matches(":focus"));
    const elsewhere = () => page.evaluate("document.activeElement.blur(); document.hasFocus = () => false");
    const back = () => page.evaluate("delete document.hasFocus; dispatchEvent(new Event('focus'))");
    await page.addInitScript("document.hasFocus = () => false");
    await panel.reload();
    assert.equal(await has(".composer .prompt-box"), false, "nobody gave it the focus when it was loaded");
    await back();
    assert.equal(await has(".composer .prompt-box"), true);

    await elsewhere();
    await page.locator(".message .markdown").first().selectText();
    await back();
    assert.equal(await has(".composer .prompt-box"), false, "what is selected stays selected");
    await page.evaluate("getSelection().empty()");

    await elsewhere();
    await page.evaluate("dispatchEvent(new PointerEvent('pointerdown'))");
    await back();
    assert.equal(await has(".composer .prompt-box"), false, "a click goes where it goes");
    await page.evaluate("dispatchEvent(new PointerEvent('pointerup'))");

    await panel.post(open(historyOf(rows(3))));
    await elsewhere();
    await back();
    assert.equal(await has(".history input"), true, "the list of conversations covers the composer");
  }));
