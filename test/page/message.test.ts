// The buttons of a message in the panel's page: its versions, side questions, the accessible view.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { State } from "../../src/protocol.ts";
import { at, button, pageTests } from "./pageTests.ts";
import { answer, prompt, stateWith, turns } from "./states.ts";

const inPage = pageTests();

test("the buttons of a version stay where they are, and keep the focus when the other version comes", () => {
  const version = (index: number): State =>
    stateWith([prompt(`p${index}`, "Hi", { sibling: { index, count: 12 } }), answer(`a${index}`, "Yes")]);
  return inPage(version(8), async (panel, page) => {
    const left = (): Promise<number> => at(page, ".siblings", "element.getBoundingClientRect().left");
    const before = await left();
    await button(page, "Next version").press("ArrowLeft");
    assert.equal(await page.evaluate("document.activeElement.ariaLabel"), "Previous version");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    assert.deepEqual(await panel.posted("branch"), [{ type: "branch", messageId: "p8", index: 9 }]);
    await panel.state(version(9));
    assert.equal(await page.evaluate("document.activeElement.ariaLabel"), "Next version");
    assert.equal(await left(), before, "10/12 takes no more room than 9/12");
  });
});

test("a side question begins at any finished answer, but not while another is being written", () =>
  inPage(stateWith(turns(2)), async (panel, page) => {
    const side = button(page.locator('[data-message="a0"]'), "Ask a side question from here");
    await page.hover('[data-message="a0"]');
    await side.click();
    assert.deepEqual(await panel.posted("side"), [{ type: "side", messageId: "a0" }]);
    assert.equal(await page.evaluate("document.activeElement.tagName"), "TEXTAREA");
    await panel.state(stateWith([...turns(2), prompt("p", "Q"), answer("a", "Hm", { status: "streaming" })]));
    assert.equal(await page.locator(".side-question:visible").count(), 0);
  }));

test("the answer for the accessible view is the one that has the focus, or else the last", () =>
  inPage(stateWith([...turns(2), prompt("p", "Q")]), async (panel, page) => {
    await panel.post({ type: "askAccessibleView" });
    await page.locator('[data-message="a0"]').focus();
    await panel.post({ type: "askAccessibleView" });
    assert.deepEqual(
      (await panel.posted("accessibleView")).map(({ messageId }) => messageId),
      ["a1", "a0"],
    );
  }));

test("versions of a message are switched within their number", () =>
  inPage(stateWith([prompt("p", "Hi", { sibling: { index: 0, count: 2 } })]), async (panel, page) => {
    await button(page, "Previous version").click({ force: true });
    await button(page, "Next version").click();
    assert.deepEqual(await panel.posted("branch"), [{ type: "branch", messageId: "p", index: 1 }]);
  }));
