// What goes with a message by itself, as chips of the composer, in a real browser behind the real policy.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { BesideView, State } from "../../src/protocol.ts";
import { startAxe } from "./axe.ts";
import { chinese } from "./labels.ts";
import { at, box, pageTests } from "./pageTests.ts";
import { stateWith } from "./states.ts";

const inPage = pageTests();

const facts = { tokens: 40, secretLines: [], hidden: 0 };
const instructions: BesideView = {
  ...facts,
  id: "i",
  kind: "instructions",
  label: "AGENTS.md",
  detail: "src/AGENTS.md",
  what: "instructions",
  isOn: true,
};
const selection: BesideView = {
  ...facts,
  id: "s",
  kind: "code",
  label: "client.ts:10-24",
  detail: "src/client.ts:10-24",
  what: "selection",
  isOn: true,
};
const withBeside = (...beside: BesideView[]): State => stateWith([], { beside });

test("the selection is a chip that one key switches off and on; it stays where it is, and so does the focus", () =>
  inPage(withBeside(selection), async (panel, page) => {
    await box(page).focus();
    await page.keyboard.press("Shift+Tab");
    const chip = page.getByRole("button", { name: "Send the selection client.ts:10-24 along" });
    assert.equal(await chip.getAttribute("aria-pressed"), "true");
    assert.equal(await at(page, ".chip.selection", "element === document.activeElement"), true);
    await page.keyboard.press("Enter");
    assert.deepEqual(await panel.posted("sendSelection"), [{ type: "sendSelection", on: false }]);
    await panel.state(withBeside({ ...selection, isOn: false }));
    assert.equal(await chip.getAttribute("aria-pressed"), "false");
    assert.equal(await at(page, ".chip.selection", "element === document.activeElement"), true);
    await page.keyboard.press("Space");
    assert.deepEqual((await panel.posted("sendSelection")).at(-1), { type: "sendSelection", on: true });
  }));

test("a selection that comes, grows and goes takes neither focus nor text away", () =>
  inPage(stateWith([]), async (panel, page) => {
    await box(page).pressSequentially("why ");
    await panel.state(withBeside(selection));
    await panel.state(withBeside({ ...selection, id: "t", label: "client.ts:10-30" }));
    assert.equal(await page.locator(".chip.selection").count(), 1);
    await panel.state(stateWith([]));
    assert.equal(await page.locator(".draft-references").count(), 0);
    await page.keyboard.type("this?");
    assert.equal(await box(page).inputValue(), "why this?");
  }));

test("the instructions are a chip that Delete takes away; both are in the list of what goes, counted, what is off is not", () =>
  inPage(withBeside(instructions, selection), async (panel, page) => {
    assert.match((await page.locator(".meter").textContent()) ?? "", /^200 /);
    await page.locator(".meter").click();
    assert.equal(await page.locator(".inspector li").count(), 4);
    await panel.state(withBeside(instructions, { ...selection, isOn: false }));
    assert.equal(await page.locator(".inspector li").count(), 3);
    assert.match((await page.locator(".meter").textContent()) ?? "", /^160 /);
    await page.locator(".draft-references .chip").first().focus();
    await page.keyboard.press("Delete");
    assert.deepEqual(await panel.posted("detach"), [{ type: "detach", id: "i" }]);
    await panel.state(withBeside(selection));
    assert.equal(await page.locator(".draft-references .chip:not(.selection)").count(), 0);
  }));

test("H16 a selection with what looks like a secret is asked about; one that is off is not", () =>
  inPage(withBeside({ ...selection, secretLines: [12] }), async (panel, page) => {
    await box(page).fill("explain");
    await box(page).press("Enter");
    assert.equal(await page.getByRole("alertdialog").count(), 1);
    assert.deepEqual(await panel.posted("send"), []);
    await page.locator(".secrets-bar .remove").click();
    assert.deepEqual(await panel.posted("detach"), [{ type: "detach", id: "s" }]);
    await panel.state(withBeside({ ...selection, secretLines: [12], isOn: false }));
    await box(page).press("Enter");
    assert.equal((await panel.posted("send")).length, 1);
  }));

for (const [width, theme] of [
  [300, "hc-dark"],
  [800, "light"],
] as const) {
  test(`X20 the chips have no fault of accessibility and fit at ${width} px, in Chinese`, () =>
    inPage(
      withBeside(instructions, {
        ...selection,
        label: "a_rather_long_name_of_a_file.test.ts:1000-2400",
        isOn: width === 800,
      }),
      async (_, page) => {
        const faults = await startAxe(page);
        assert.deepEqual(await faults(), []);
        assert.ok(await at(page, ".draft-references", "element.scrollWidth <= element.clientWidth"));
        if (process.env["LOOK"]) await page.screenshot({ path: `${process.env["LOOK"]}-${width}.png` });
      },
      { width, theme, labels: chinese, locale: "zh-cn" },
    ));
}
