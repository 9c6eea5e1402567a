// The text box that stands there before the extension host has said anything, in a real browser behind the real policy.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PanelPage } from "./harness.ts";
import { english } from "./labels.ts";
import { at, box, pageTests } from "./pageTests.ts";
import { prompt, stateWith } from "./states.ts";

const inPage = pageTests();
const said = (panel: PanelPage, text = "", conversation = "c1") => {
  const state = stateWith([]);
  return panel.state({
    ...state,
    conversation: { ...state.conversation, id: conversation },
    draft: { ...state.draft, text },
  });
};
const isWhole = (panel: PanelPage) => panel.until("document.querySelector('form.composer')");

test("what is typed before the conversation is there stands in the composer, at the same place, with the caret where it was", () =>
  inPage(undefined, async (panel, page) => {
    await box(page).click();
    await page.keyboard.type("typed early");
    await page.keyboard.press("ArrowLeft");
    const place = "({ x: element.getBoundingClientRect().x, bottom: element.getBoundingClientRect().bottom })";
    const before = await at<{ x: number; bottom: number }>(page, ".composer textarea", place);
    await said(panel);
    await isWhole(panel);
    assert.equal(await page.locator("textarea").count(), 1);
    await page.keyboard.type("!");
    assert.equal(await box(page).inputValue(), "typed earl!y");
    assert.deepEqual(await at(page, ".composer textarea", place), before, "nothing moves");
    await panel.until("underTest.posted.some(({ type, text }) => type === 'draft' && text === 'typed earl!y')");
  }));

test("Enter in it sends when there is somebody to send to", () =>
  inPage(undefined, async (panel, page) => {
    await box(page).click();
    await page.keyboard.type("one");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("two");
    await page.keyboard.press("Enter");
    assert.deepEqual(await panel.posted("send"), []);
    await said(panel);
    assert.deepEqual(await panel.posted("send"), [{ type: "send", conversation: "c1", text: "one\ntwo" }]);
    assert.equal(await box(page).inputValue(), "");
  }));

test("an Enter sends only what was seen: not what is typed after it, nor what the host adds", () =>
  inPage(undefined, async (panel, page) => {
    await box(page).click();
    await page.keyboard.type("one");
    await page.keyboard.press("Enter");
    await page.keyboard.type(" more");
    await said(panel);
    assert.equal(await box(page).inputValue(), "one more");
    // What is written down a moment later would be there again.
    await panel.until("underTest.posted.some(({ type }) => type === 'draft')");
    await page.evaluate("sessionStorage.clear()");
    await page.reload();
    await box(page).click();
    await page.keyboard.type("mine");
    await page.keyboard.press("Enter");
    await panel.post({ type: "labels", labels: english, locale: "en" });
    await said(panel, "from before");
    assert.equal(await box(page).inputValue(), "from before\n\nmine");
    assert.deepEqual(await panel.posted("send"), []);
  }));

test("a page that goes away before the conversation is there has kept what was typed", () =>
  inPage(undefined, async (panel, page) => {
    await box(page).fill("typed in vain");
    await panel.reload();
    assert.equal(await box(page).inputValue(), "typed in vain");
    await said(panel);
    await isWhole(panel);
    assert.equal(await box(page).inputValue(), "typed in vain");
  }));

test("another conversation gets what was typed, not the draft that was shown before", () =>
  inPage(stateWith([prompt("p", "Question")]), async (panel, page) => {
    await box(page).fill("of the old one");
    await panel.until("underTest.posted.some(({ type, text }) => type === 'draft' && text === 'of the old one')");
    await page.reload();
    await box(page).press("End");
    await page.keyboard.type(" new");
    await panel.post({ type: "labels", labels: english, locale: "en" });
    await said(panel, "", "c2");
    await isWhole(panel);
    assert.equal(await box(page).inputValue(), " new");
    const drafts = await panel.posted("draft");
    assert.deepEqual(
      drafts.filter(({ conversation }) => conversation === "c1"),
      [],
      "the old one has its own already",
    );
  }));

test("a reader who has gone elsewhere meanwhile stays there", () =>
  inPage(undefined, async (panel, page) => {
    await box(page).click();
    await page.keyboard.type("typed early");
    await page.keyboard.press("Enter");
    await page.evaluate("document.hasFocus = () => false");
    await said(panel);
    assert.equal((await panel.posted("send")).length, 1);
    assert.equal(await page.evaluate("document.activeElement === document.body"), true);
  }));

test("a draft of the host stays; what is typed early comes after it", () =>
  inPage(undefined, async (panel, page) => {
    await box(page).fill("early");
    await said(panel, "from before");
    assert.equal(await box(page).inputValue(), "from before\n\nearly");
  }));

test("after a reload the draft is there at once, and is changed in its place", () =>
  inPage(stateWith([prompt("p", "Question")]), async (panel, page) => {
    await box(page).fill("half a thought");
    await panel.until("underTest.posted.some(({ type, text }) => type === 'draft' && text === 'half a thought')");
    await page.reload();
    await panel.until("underTest.posted.some(({ type }) => type === 'ready')");
    assert.equal(await box(page).inputValue(), "half a thought");
    await box(page).fill("a whole thought");
    await said(panel, "half a thought");
    assert.equal(await page.locator("form.composer").count(), 0, "without words there is nothing to draw");
    await panel.post({ type: "labels", labels: english, locale: "en" });
    await isWhole(panel);
    assert.equal(await box(page).inputValue(), "a whole thought");
  }));

test("an input method at work in it is not disturbed", () =>
  inPage(undefined, async (panel, page) => {
    const session = await page.context().newCDPSession(page);
    await box(page).focus();
    await session.send("Input.imeSetComposition", { text: "nihao", selectionStart: 5, selectionEnd: 5 });
    await said(panel);
    assert.equal(await page.locator("form.composer").count(), 0);
    await session.send("Input.insertText", { text: "你好" });
    await isWhole(panel);
    assert.equal(await box(page).inputValue(), "你好");
  }));
