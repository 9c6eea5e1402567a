// The list of conversations in the panel's page, by keys alone, and where the focus goes when the list changes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { closed, focused, found, historyOf, open, rows, searchBox } from "./histories.ts";
import { button, pageTests } from "./pageTests.ts";
import { stateWith } from "./states.ts";

const inPage = pageTests();

test("the list by keys alone: rows, hits, the buttons of a row, and back to the box", () =>
  inPage(stateWith([]), async (panel, page) => {
    await panel.post(open(found));
    const names: string[] = [];
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "Home"]) {
      await page.keyboard.press(key);
      names.push(await focused(page));
    }
    const [one, two] = ["Qwen so the event loop is <b>cut</b>", "Qwen so the Event Loop is <b>cut</b>"];
    assert.deepEqual(names, ["First", one, two, "Event loop", "Event loop", two, "First"]);
    names.length = 0;
    for (const key of [...Array<string>(6).fill("ArrowRight"), ...Array<string>(5).fill("ArrowLeft")]) {
      await page.keyboard.press(key);
      names.push(await focused(page));
    }
    assert.deepEqual(names, [
      ...["Pin", "Rename", "Archive", "Export…", "Delete", "Delete"],
      ...["Export…", "Archive", "Rename", "Pin", "First"],
    ]);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate("document.activeElement.closest('.row')"), null, "one stop for the whole list");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await focused(page), "First");
    await page.keyboard.press("Enter");
    assert.deepEqual(await panel.posted("openConversation"), [{ type: "openConversation", id: "a" }]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.deepEqual(await panel.posted("openHit"), [{ type: "openHit", id: "a", messageId: "m1" }]);
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(page), "Search all messages and titles");
  }));

test("a row is renamed in its place: Enter and leaving save, Escape does not", () =>
  inPage(stateWith([]), async (panel, page) => {
    await panel.post(open(historyOf(rows(3))));
    const name = page.locator(".row-rename");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("F2");
    assert.equal(await name.inputValue(), "Conversation 0");
    await page.keyboard.type("Not this");
    await page.keyboard.press("Escape");
    assert.equal(await name.count(), 0);
    assert.equal(await focused(page), "Conversation 0");
    await page.keyboard.press("F2");
    await page.keyboard.type("  Better ");
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "Conversation 0");
    await page.locator(".row").nth(1).hover();
    await button(page.locator(".row").nth(1), "Rename").click();
    await name.fill("By leaving");
    await page.locator(searchBox).click();
    assert.equal(await name.count(), 0);
    assert.deepEqual(await panel.posted("rename"), [
      { type: "rename", id: "c0", title: "Better" },
      { type: "rename", id: "c1", title: "By leaving" },
    ]);
    assert.deepEqual(await panel.posted("closeHistory"), []);
  }));

test("a deleted row can be brought back in its place; the focus stays there, and goes to the next when the row goes", () =>
  inPage(stateWith([]), async (panel, page) => {
    const all = rows(3);
    await panel.post(open(historyOf(all)));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Control+Backspace");
    await page.keyboard.press("Delete");
    assert.deepEqual(await panel.posted("remove"), [{ type: "remove", id: "c1" }]);
    await panel.post(open(historyOf(all.with(1, { ...all[1]!, isRemoved: true }))));
    assert.equal(await page.locator(".row.removed").textContent(), "Deleted: Conversation 1Undo");
    assert.equal(await focused(page), "Undo");
    await page.keyboard.press("Enter");
    assert.deepEqual(await panel.posted("undoRemove"), [{ type: "undoRemove", id: "c1" }]);
    await panel.post(open(historyOf(all)));
    assert.equal(await focused(page), "Conversation 1");
    await panel.post(open(historyOf([all[0]!, all[2]!])));
    assert.equal(await focused(page), "Conversation 2");
    await panel.post(open(historyOf([])));
    assert.equal(await focused(page), "Search all messages and titles");
  }));

test("a row that goes does not fetch the cursor back from where the reader is now", () =>
  inPage(stateWith([]), async (panel, page) => {
    await panel.post(open(historyOf(rows(3))));
    await page.keyboard.press("ArrowDown");
    await page.evaluate("document.hasFocus = () => false"); // As when the reader writes in an editor of VS Code.
    await panel.post(open(historyOf(rows(3).slice(1))));
    assert.equal(await page.evaluate("document.activeElement.tagName"), "BODY");
  }));

test("the cursor stays outside when the page is loaded again with the list open, and comes when the host asks and VS Code gives the focus", () =>
  inPage(stateWith([]), async (panel, page) => {
    await panel.post(open(historyOf(rows(3))));
    await page.evaluate("document.activeElement.blur(); document.hasFocus = () => false");
    await panel.post(closed, open(historyOf(rows(3))));
    assert.equal(await page.evaluate("document.activeElement.tagName"), "BODY");
    await panel.post(closed);
    assert.equal(await page.evaluate("document.activeElement.tagName"), "BODY");
    await panel.post(open(historyOf(rows(3))), { type: "focus" });
    // VS Code gives it then.
    await page.evaluate("dispatchEvent(new Event('focus'))");
    assert.equal(await focused(page), "Search all messages and titles");
  }));
