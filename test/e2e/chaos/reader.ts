// A reader with a mouse and a keyboard: what can be done on a page of the chat, and around it in the workbench.
import type { Frame, Locator } from "playwright-core";
import { one, type Random } from "../../random.ts";
import { until } from "../../until.ts";
import type { Workbench } from "../workbench.ts";
import type { Ledger, Shown } from "./stored.ts";

/** Where a page is. */
export type Place = "side bar" | "tab";

/** False: there was nothing to do it with, or it went away under the pointer. */
export type Deed = (place: Place) => Promise<boolean>;

export type DeedName =
  | "type"
  | "send"
  | "stop"
  | "retry"
  | "branch"
  | "side"
  | "back"
  | "goOn"
  | "sendQueued"
  | "takeBack"
  | "edit"
  | "newChat"
  | "open"
  | "hide"
  | "show"
  | "tab"
  | "reload";

/** Long enough for what is there; what goes away meanwhile is not waited for. */
const PATIENCE_MS = 3000;

export function createReader(workbench: Workbench, ledger: Ledger, next: Random) {
  const { page } = workbench;
  const icon = page.locator('.activitybar .action-item:has(.action-label[aria-label^="Ask Qwen"])');
  const title = page.locator(".part.sidebar .title-label").filter({ hasText: "Ask Qwen" });
  const pages = new Map<Place, Frame>();
  let isShown = true;
  let hasTab = false;
  let words = 0;

  async function frame(place: Place): Promise<Frame> {
    const known = pages.get(place);
    if (known && !known.isDetached()) return known;
    const found = await (place === "tab" ? workbench.tab() : workbench.panel());
    await composerOf(found).waitFor();
    pages.set(place, found);
    return found;
  }

  const click = async (target: Locator): Promise<boolean> => {
    if (!(await target.isVisible())) return false;
    return target.click({ timeout: PATIENCE_MS }).then(
      () => true,
      () => false,
    );
  };

  const any = async (targets: Locator): Promise<Locator | undefined> => one(next, await targets.all());

  /** In the page: on one of those elements. */
  const clickAny =
    (selector: string): Deed =>
    async (place) => {
      const target = await any((await frame(place)).locator(selector));
      return target !== undefined && click(target);
    };

  /** A sentence with a word that is nowhere else. */
  function sentence(): { readonly word: string; readonly text: string } {
    const word = `word${++words}.`;
    return { word, text: `${word}${one(next, ["", " and more", " 为什么？", " 🙂", " <b>&amp;"])}` };
  }

  /** The title bar's button of that name, of the side bar or of the tab. */
  const titleButton = (place: Place, name: string): Locator =>
    page
      .locator(place === "tab" ? ".editor-actions" : ".part.sidebar .title-actions")
      .locator(`.action-label[aria-label^="${name}"]`)
      .first();

  async function type(place: Place): Promise<boolean> {
    const box = composerOf(await frame(place));
    if (!(await click(box))) return false;
    const { word, text } = sentence();
    await page.keyboard.press("ControlOrMeta+End");
    const before = await box.inputValue();
    ledger.wrote(word);
    await page.keyboard.insertText(before === "" ? text : ` ${text}`);
    return true;
  }

  async function send(place: Place): Promise<boolean> {
    const box = composerOf(await frame(place));
    if ((await box.inputValue()) === "" && !(await type(place))) return false;
    if (!(await click(box))) return false;
    const text = await box.inputValue();
    await page.keyboard.press("Enter");
    ledger.sent(text);
    return true;
  }

  const deeds: Readonly<Record<DeedName, Deed>> = {
    type,
    send,
    stop: clickAny("button.stop"),
    retry: clickAny('.from-qwen button[aria-label="Try again"]'),
    branch: clickAny('.siblings button[aria-disabled="false"]'),
    side: clickAny("button.side-question"),
    back: clickAny(".side-banner button"),
    goOn: clickAny(".outcome button.secondary"),
    sendQueued: clickAny('.queue button[aria-label^="Stop the answer"]'),
    takeBack: clickAny('.queue button[aria-label^="Take back"]'),
    async edit(place) {
      const message = await any((await frame(place)).locator(".from-user"));
      if (!message || !(await click(message.locator('button[aria-label="Edit and send again"]')))) return false;
      const box = message.locator(".prompt-editor textarea");
      if (!(await box.isVisible())) return false;
      const { word, text } = sentence();
      // What was clicked before may show another conversation at this moment.
      const isFilled = await box.fill(text, { timeout: PATIENCE_MS }).then(
        () => true,
        () => false,
      );
      if (!isFilled || !(await box.isVisible())) return false;
      await page.keyboard.press("Enter");
      ledger.wrote(word);
      ledger.sent(text);
      return true;
    },
    async newChat(place) {
      await titleButton(place, "New Chat").click();
      return true;
    },
    async open(place) {
      // First: the list covers the composer, by which a page is known.
      const on = await frame(place);
      await titleButton(place, "Conversations").click();
      await on.locator(".history .row, .history-nothing").first().waitFor();
      const row = await any(on.locator(".history .row-title"));
      if (row && (await click(row))) return true;
      await closeList(place);
      return false;
    },
    /** By its icon, by the switch of the side bar, or behind the files. */
    async hide() {
      if (!isShown) return deeds.show("side bar");
      const explorer = page.locator('.activitybar .action-item:has(.action-label[aria-label^="Explorer"])');
      const toggle = page.locator('.titlebar-right [aria-label^="Toggle Primary Side Bar"]');
      await one(next, [explorer, toggle, toggle]).click();
      await title.waitFor({ state: "hidden" });
      pages.delete("side bar");
      isShown = false;
      return true;
    },
    async show() {
      await icon.click();
      await show();
      return true;
    },
    async tab() {
      if (hasTab) {
        await page.locator(".tab.active .tab-actions .action-label").first().click();
        pages.delete("tab");
        hasTab = false;
        return true;
      }
      await workbench.runCommand("Ask Qwen: Move Chat to an Editor Tab");
      await frame("tab");
      hasTab = true;
      return true;
    },
    /** What VS Code in a browser has not written down yet would be lost with the window, and not by our doing. */
    async reload() {
      await until(() => ledger.hasArrived(workbench.server.dataDir), "what was written is on the disk");
      await workbench.reload(hasTab ? "askQwen.editor" : undefined);
      pages.clear();
      await show();
      return true;
    },
  };

  /** After a reload the side bar is as VS Code wrote it down some time before: it comes by itself, or it does not. */
  async function show(): Promise<void> {
    let looks = 0;
    await until(async () => {
      if (await title.isVisible()) return true;
      if (++looks % 40 === 0) await click(icon);
      return false;
    }, "the side bar with the chat");
    await frame("side bar");
    isShown = true;
  }

  async function closeList(place: Place): Promise<void> {
    const list = (await frame(place)).locator(".history");
    // A row that was clicked just before may be closing it.
    await until(async () => {
      if (await list.isVisible()) await click(list.locator(".history-bar button").first());
      return !(await list.isVisible());
    }, `the list in the ${place} is closed`);
  }

  return {
    deeds,
    frame,
    closeList,
    places: (): readonly Place[] => [...(isShown ? ["side bar" as const] : []), ...(hasTab ? ["tab" as const] : [])],
    composer: async (place: Place): Promise<string> => composerOf(await frame(place)).inputValue(),
    /** Until no answer runs there. */
    async quiet(place: Place): Promise<void> {
      const stop = (await frame(place)).locator("button.stop");
      let looks = 0;
      // What was clicked last may not have come yet: half a second without an answer.
      await until(async () => {
        looks = (await stop.isVisible()) ? 0 : looks + 1;
        if (looks === 0) await click(stop);
        return looks > 10;
      }, `an end of the answer in the ${place}`);
    },
    async shown(place: Place): Promise<readonly Shown[]> {
      const on = await frame(place);
      // What is not drawn yet, between what the reader was reading and the end, is drawn when they come near.
      const isWhole = () =>
        on.evaluate<boolean>("document.querySelector('.gap')?.scrollIntoView() ?? !document.querySelector('.gap')");
      await until(isWhole, `all between the messages in the ${place}`);
      return on.evaluate<readonly Shown[]>(read);
    },
  };
}

export const composerOf = (frame: Frame): Locator => frame.locator(".composer textarea");

/** Runs in the page. As text, for the tests' types are those of Node. */
const read = `[...document.querySelectorAll(".message")].map((message) => ({
  id: message.dataset.message,
  role: message.classList.contains("from-user") ? "user" : "assistant",
  text: [...message.querySelectorAll(".prompt-text p, .markdown p")].map((p) => p.textContent).join("\\n\\n").trimEnd(),
  outcome: message.querySelector(".outcome span")?.textContent ?? "",
  version: message.querySelector(".sibling-number")?.textContent ?? "",
}))`;
