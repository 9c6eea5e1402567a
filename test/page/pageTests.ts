// What the tests of the page share: one browser for each file, a page for each test, and ways to point at things.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Locator, Page } from "playwright-core";
import type { MessageView, State, ToPage } from "../../src/protocol.ts";
import { type OpenOptions, type PageHarness, type PanelPage, startPageHarness } from "./harness.ts";
import { answer, prompt, stateWith } from "./states.ts";

/** Opens the page, runs the body, and looks for breaches of the policy (M25) and uncaught errors. */
export type InPage = (
  state: State | undefined,
  body: (panel: PanelPage, page: Page) => Promise<void>,
  options?: OpenOptions,
) => Promise<void>;

/** To be called once, at the top of a file of tests. */
export function pageTests(): InPage {
  let harness: PageHarness | undefined;
  before(async () => {
    harness = await startPageHarness();
  });
  after(() => harness?.close());
  return async (state, body, options) => {
    assert.ok(harness, "the browser is started before the tests");
    const panel = await harness.open(state, options);
    try {
      await body(panel, panel.page);
      assert.deepEqual(await panel.faults(), [], "M25 no breach of the policy, no uncaught error");
    } finally {
      await panel.close();
    }
  };
}

export const box = (page: Page): Locator => page.locator(".composer textarea");
export const button = (page: Page | Locator, name: string): Locator => page.getByRole("button", { name, exact: true });
export const delta = (at: number, text: string, messageId = "a", part = 0): ToPage => ({
  type: "delta",
  messageId,
  part,
  at,
  text,
});
export const streaming = (text: string, change: Partial<MessageView> = {}): State =>
  stateWith([prompt("p", "Question"), answer("a", text, { status: "streaming", ...change })]);
export const scrollOf = (page: Page): Promise<{ top: number; end: number }> =>
  at(page, ".thread", "({ top: element.scrollTop, end: element.scrollHeight - element.clientHeight })");

/**
 * Until the earlier messages that the page draws between frames are there: two screens of them, or all. For some frames: a box that was
 * just made has a guessed height in the first.
 */
export const drawn = (panel: PanelPage): Promise<void> =>
  panel.page.evaluate(`new Promise((met) => {
    const area = document.querySelector(".thread");
    let frames = 0;
    const look = () => {
      frames = area.scrollTop > 2 * area.clientHeight || !document.querySelector(".older") ? frames + 1 : 0;
      if (frames < 4) requestAnimationFrame(look);
      else met();
    };
    look();
  })`);

/** Until that has stood still for some frames: a wheel moves it later than it is turned. */
export const still = (panel: PanelPage, selector = ".thread"): Promise<void> =>
  panel.page.evaluate(`new Promise((met) => {
    const area = document.querySelector(${JSON.stringify(selector)});
    let [top, frames] = [-1, 0];
    const look = () => {
      frames = area.scrollTop === top ? frames + 1 : 0;
      top = area.scrollTop;
      if (frames < 6) requestAnimationFrame(look);
      else met();
    };
    look();
  })`);

/** Turns the wheel over the conversation, which is at its end, and waits for all that comes of it: the way, and the messages drawn on it. */
export async function wheelUp(panel: PanelPage, pixels: number): Promise<void> {
  await drawn(panel);
  await panel.page.mouse.move(200, 200);
  await panel.page.mouse.wheel(0, -pixels);
  await panel.until(
    `((area) => area.scrollHeight - area.clientHeight - area.scrollTop >= ${pixels - 1})(document.querySelector('.thread'))`,
  );
  await drawn(panel);
  await still(panel);
}

/** The value of an expression over the first `element` that fits the selector. */
export const at = <Value>(page: Page, selector: string, expression: string): Promise<Value> =>
  page.evaluate(`((element) => ${expression})(document.querySelector(${JSON.stringify(selector)}))`);
export const topOf =
  "element.getBoundingClientRect().top - document.querySelector('.thread').getBoundingClientRect().top";
