import assert from "node:assert/strict";
import { test } from "node:test";
import { newRoot } from "./page.ts";

const { toolbar } = await import("../../../media/markdown/toolbar.ts");

test("one stop of the Tab key; arrow keys, Home and End go from button to button", () => {
  const buttons = ["a", "b", "c"].map((name) => {
    const button = document.createElement("button");
    button.textContent = name;
    return button;
  });
  const bar = toolbar("bar", "Buttons", buttons);
  const root = newRoot();
  document.body.appendChild(root).appendChild(bar);
  const stops = (): string => buttons.map(({ tabIndex }) => tabIndex).join();
  const press = (key: string): string => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
    return document.activeElement?.textContent ?? "";
  };
  assert.equal(stops(), "0,-1,-1");
  assert.equal(bar.getAttribute("aria-label"), "Buttons");
  buttons[0]!.focus();
  assert.equal(press("ArrowRight"), "b");
  assert.equal(stops(), "-1,0,-1");
  assert.equal(press("End"), "c");
  assert.equal(press("ArrowRight"), "a");
  assert.equal(press("ArrowLeft"), "c");
  assert.equal(press("Home"), "a");
  assert.equal(press("x"), "a");
  root.remove();
});
