// Where the chat can be, and how it behaves there: tabs, other sides, out of sight; text size; a plain document of an answer.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Frame, Locator } from "playwright-core";
import { answer } from "../dashscope/answers.ts";
import { holdsWithin, until } from "../until.ts";
import { asked, type ChatBench, notification, openChat } from "./chat.ts";
import { rows } from "./stored.ts";

let chat: ChatBench;
before(async () => {
  chat = await openChat(
    // A browser without a screen has no full screen to give.
    { settings: { "askQwen.notifyWhenDone": true, "zenMode.fullScreen": false } },
    {
      respond: ({ body }) => {
        const question = asked(body);
        const lines = Array.from({ length: 40 }, (_, line) => `Line ${line} of ${question}.\n\n`);
        return question.startsWith("slow")
          ? answer(lines.join(""), { everyMs: question.includes("behind") ? 80 : 25 })
          : answer(`You asked: ${question}\n\n\`\`\`ts\nlet answer = 42;\n\`\`\``);
      },
    },
  );
});
after(() => chat?.close());

/** Whether the history's file has that draft: a kill of the editor from here on does not lose it. */
const isStored = (draft: string): boolean =>
  rows(chat.workbench.server.dataDir, "SELECT body FROM drafts").some(({ body }) => String(body).includes(draft));

const composer = (frame: Frame): Locator => frame.locator(".composer textarea");
const lastAnswer = (frame: Frame): Locator => frame.locator(".message.from-qwen").last();
const badge = (): Locator =>
  chat.workbench.page.locator('.activitybar .action-item:has(.action-label[aria-label^="Ask Qwen"]) .badge-content');

test("an answer that ends out of sight shows a badge, and a notification because it was asked for; seeing it clears the badge", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  await chat.ask("slow behind the explorer");
  await page.keyboard.press("ControlOrMeta+Shift+E");
  await badge().filter({ hasText: "1" }).waitFor();
  await notification(page, "The answer is complete: slow behind the explorer");
  const panel = await chat.workbench.openPanel();
  await lastAnswer(panel).getByText("Line 39 of slow behind").waitFor();
  await badge().filter({ hasText: "1" }).waitFor({ state: "hidden" });
});

test("an answer never takes the focus from where the user types", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  await chat.workbench.openFile("inventory.ts");
  const panel = await chat.ask("slow while I type");
  await lastAnswer(panel).getByText("Line 1 of slow").waitFor();
  await page.locator(".editor-group-container.active .monaco-editor .view-line").first().click();
  await page.keyboard.type("// typed all the while ");
  await lastAnswer(panel).getByText("Line 39 of slow while").waitFor();
  await page.keyboard.type("and after");
  await page.locator(".monaco-editor .view-line").filter({ hasText: "typed all the while and after" }).waitFor();
});

test("the chat moves to an editor tab with its conversation, works there, and comes back there after a reload", async (t) => {
  chat.workbench.watch(t);
  await chat.workbench.openPanel();
  await chat.newChat();
  await chat.ask("what goes to the tab");
  await lastAnswer(await chat.workbench.panel())
    .getByText("You asked: what goes")
    .waitFor();
  await chat.workbench.runCommand("Ask Qwen: Move Chat to an Editor Tab");
  const tab = await chat.workbench.tab();
  await lastAnswer(tab).getByText("You asked: what goes to the tab").waitFor();
  await chat.workbench.page.locator(".tab").filter({ hasText: "what goes to the tab" }).waitFor();
  // The side bar has begun a new conversation; both work side by side.
  const panel = await chat.workbench.openPanel();
  assert.equal(await panel.locator(".message").count(), 0);
  await composer(tab).fill("asked in the tab");
  await composer(tab).press("Enter");
  await lastAnswer(tab).getByText("You asked: asked in the tab").waitFor();
  await chat.ask("asked in the side bar");
  await lastAnswer(await chat.workbench.panel())
    .getByText("You asked: asked in the side bar")
    .waitFor();
  assert.equal(await lastAnswer(tab).getByText("asked in the side bar").count(), 0);
  await composer(tab).fill("a draft in the tab");
  await until(() => isStored("a draft in the tab"), "the draft on disk");
  await chat.workbench.reload("askQwen.editor");
  const again = await chat.workbench.tab();
  await lastAnswer(again).getByText("You asked: asked in the tab").waitFor();
  await until(async () => (await composer(again).inputValue()) === "a draft in the tab", "the draft in the tab");
  await lastAnswer(await chat.workbench.panel())
    .getByText("You asked: asked in the side bar")
    .waitFor();
});

test("the last keys before a tab is closed are kept with its conversation", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  const tab = await chat.workbench.tab();
  await composer(tab).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText("typed and closed at once");
  await page.locator(".tab.active .tab-actions .action-label").first().click();
  await until(() => isStored("typed and closed at once"), "the draft on disk");
});

test("Ctrl+= and Ctrl+- change the text of the chat, and only there; Ctrl+0 resets it", async (t) => {
  chat.workbench.watch(t);
  const panel = await chat.workbench.openPanel();
  const size = () =>
    composer(panel).evaluate((box) => Number.parseFloat(box.ownerDocument.defaultView!.getComputedStyle(box).fontSize));
  await composer(panel).click();
  const before = await size();
  // VS Code hears a moment later that the focus is here: until then the key means its own zoom.
  await until(
    async () => {
      await chat.workbench.page.keyboard.press("ControlOrMeta+Equal");
      return holdsWithin(5, async () => (await size()) === before + 1);
    },
    "a larger text",
    30,
  );
  await chat.workbench.page.keyboard.press("ControlOrMeta+Minus");
  await until(async () => (await size()) === before, "a smaller text");
  await chat.workbench.page.keyboard.press("ControlOrMeta+Minus");
  await until(async () => (await size()) === before - 1, "a still smaller text");
  await chat.workbench.page.keyboard.press("ControlOrMeta+0");
  await until(async () => (await size()) === before, "the size of before");
});

test("line width and density follow the settings at once", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  const panel = await chat.ask("slow and wide");
  const last = lastAnswer(panel);
  await last.getByText("Line 39 of slow and wide").waitFor();
  await chat.workbench.sideBarWidth(700);
  const size = async (): Promise<{ readonly wide: number; readonly high: number }> => {
    const box = await last.locator(".markdown").boundingBox();
    assert.ok(box);
    return { wide: box.width, high: box.height };
  };
  const before = await size();
  await chat.workbench.runCommand("Preferences: Open Settings (UI)");
  const editor = page.locator(".settings-editor");
  await editor.locator(".search-container .view-line").first().click();
  await page.keyboard.type("Ask Qwen conversation line width density");
  const item = (name: string): Locator => editor.locator(`.setting-item-contents[data-key="askQwen.${name}"]`);
  await item("lineWidth").locator("input").fill("40");
  await until(async () => (await size()).wide < before.wide * 0.7, "shorter lines");
  await item("lineWidth").locator("input").fill("0");
  await until(async () => (await size()).wide === before.wide, "the whole width again");
  await item("density").locator("select").selectOption({ label: "Compact" });
  await until(async () => (await size()).high < before.high * 0.95, "less room between the parts");
  await item("density").locator("select").selectOption({ label: "Comfortable" });
  await until(async () => (await size()).high === before.high, "as it was");
  await page.locator(".tab.active").click({ button: "middle" });
  await chat.workbench.sideBarWidth(300);
});

test("with reduced motion nothing moves by itself; in forced colours the answer, its actions and the focus are seen", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  t.after(() => page.emulateMedia({ reducedMotion: null, forcedColors: null }));
  await page.emulateMedia({ reducedMotion: "reduce", forcedColors: "active" });
  const panel = await chat.ask("slow in two colours");
  await lastAnswer(panel).getByText("Line 3 of slow in").waitFor();
  const moving = "document.getAnimations().filter(({ playState }) => playState === 'running').length";
  assert.equal(await panel.evaluate(moving), 0, "while an answer comes");
  await lastAnswer(panel).getByText("Line 39 of slow in").waitFor();
  await composer(panel).focus();
  const frame = () =>
    composer(panel).evaluate((box) => {
      const { outlineStyle, borderColor } = box.ownerDocument.defaultView!.getComputedStyle(
        box.closest(".composer-frame") ?? box,
      );
      return `${outlineStyle} ${borderColor}`;
    });
  const focused = await frame();
  await lastAnswer(panel).getByRole("button").first().focus();
  assert.notEqual(await frame(), focused, "the frame of the text box says that the focus is in it");
  const outline = await lastAnswer(panel)
    .getByRole("button")
    .first()
    .evaluate((button) => button.ownerDocument.defaultView!.getComputedStyle(button).outlineStyle);
  assert.notEqual(outline, "none");
  await chat.workbench.screenshot("forced-colours");
});

test("Alt+F2 opens the answer as a plain document of the editor", async (t) => {
  chat.workbench.watch(t);
  const panel = await chat.ask("for the accessible view");
  await lastAnswer(panel).getByText("You asked: for the accessible view").waitFor();
  await composer(panel).click();
  await chat.workbench.page.keyboard.press("Alt+F2");
  const { page } = chat.workbench;
  await page.locator(".tab.active").filter({ hasText: "Answer.md" }).waitFor();
  await page.locator(".monaco-editor .view-line").filter({ hasText: "let answer = 42;" }).waitFor();
});

test("the accessible view of an answer that grew since it was opened has all of it when it is opened again", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  const panel = await chat.ask("slow to be listened to");
  await lastAnswer(panel).getByText("Line 1 of slow to be").waitFor();
  const opened = async (line: string): Promise<void> => {
    await chat.workbench.runCommand("Ask Qwen: Open Answer as Plain Text");
    await page.locator(".tab.active").filter({ hasText: "Answer.md" }).waitFor();
    await page.locator(".editor-group-container.active .monaco-editor .view-line").first().click();
    await page.keyboard.press("ControlOrMeta+End");
    await page.locator(".editor-group-container.active .view-line").filter({ hasText: line }).first().waitFor();
  };
  await opened("Line");
  await lastAnswer(panel).getByText("Line 39 of slow to be").waitFor();
  await opened("Line 39 of");
});

test("Add Selection to Chat puts the code into the draft, where it stays over a reload until it is sent", async (t) => {
  chat.workbench.watch(t);
  await chat.workbench.openFile("inventory.ts");
  await chat.workbench.selectText(1, 1, 3, 1);
  await chat.workbench.contextMenu("Add Selection to Chat");
  const panel = await chat.workbench.panel();
  const chip = (frame: Frame) => frame.locator(".composer").getByText(/inventory\.ts:/);
  await chip(panel).waitFor();
  await composer(panel).fill("what is this for?");
  await until(() => isStored("what is this for?"), "the draft on disk");
  await chat.workbench.reload();
  const again = await chat.workbench.panel();
  await chip(again).waitFor();
  await until(async () => (await composer(again).inputValue()) === "what is this for?", "the draft");
  await composer(again).press("Enter");
  await lastAnswer(again).getByText("You asked: what is this for?").waitFor();
  assert.match(chat.service.requests.at(-1)?.body ?? "", /inventory\.ts, lines 1-/);
  await chip(again).waitFor({ state: "detached" });
});

/** The chat of the side bar in a tab, after a question. */
async function chatInTab(question: string): Promise<Frame> {
  const { workbench } = chat;
  await workbench.openPanel();
  await chat.newChat();
  await chat.ask(question);
  await lastAnswer(await workbench.panel())
    .getByText(`You asked: ${question}`)
    .waitFor();
  await workbench.runCommand("Ask Qwen: Move Chat to an Editor Tab");
  await workbench.page.locator(".tab.active").getByText(question).waitFor();
  const tab = await workbench.tab();
  await lastAnswer(tab).getByText(`You asked: ${question}`).waitFor();
  return tab;
}

test("in zen mode the chat in its tab is all there is, and answers; after it the side bar is back", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  const tab = await chatInTab("before zen");
  await chat.workbench.runCommand("View: Toggle Zen Mode");
  await page.locator(".part.sidebar").waitFor({ state: "hidden" });
  await page.locator(".part.activitybar").waitFor({ state: "hidden" });
  await composer(tab).fill("in zen mode");
  await composer(tab).press("Enter");
  await lastAnswer(tab).getByText("You asked: in zen mode").waitFor();
  await chat.workbench.runCommand("View: Toggle Zen Mode");
  await page.locator(".part.activitybar").waitFor();
  assert.equal(await tab.getByText("You asked: before zen").count(), 1);
});

test("the chat goes to a window of its own with its conversation and its draft, and answers there", async (t) => {
  chat.workbench.watch(t);
  const { page, context } = chat.workbench;
  const panel = await chat.workbench.openPanel();
  await chat.newChat();
  await chat.ask("before the window");
  await lastAnswer(panel).getByText("You asked: before the window").waitFor();
  await composer(panel).fill("a draft on its way");
  await until(() => isStored("a draft on its way"), "the draft on disk");
  const opening = context.waitForEvent("page");
  await chat.workbench.runCommand("Ask Qwen: Move Chat to a New Window");
  const window = await opening;
  const there = await chat.workbench.tab(window);
  await lastAnswer(there).getByText("You asked: before the window").waitFor();
  await until(async () => (await composer(there).inputValue()) === "a draft on its way", "the draft in the window");
  await composer(there).fill("asked in the window");
  await composer(there).press("Enter");
  await lastAnswer(there).getByText("You asked: asked in the window").waitFor();
  assert.equal(await page.locator(".tab").filter({ hasText: "before the window" }).count(), 0);
  await window.close();
});

// The last ones: the icon is at another place from here on.
test("the chat works in the secondary side bar", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  await chat.workbench.openPanel();
  await chat.workbench.runCommand("View: Move View");
  const rows = page.locator(".quick-input-list .monaco-list-row");
  await rows
    .filter({ hasText: "Chat" })
    .filter({ hasText: /Ask Qwen|Side Bar/ })
    .first()
    .click();
  await rows.filter({ hasText: "New Secondary Side Bar Entry" }).first().click();
  await page.locator(".part.auxiliarybar").waitFor();
  const panel = await chat.workbench.panel();
  await composer(panel).fill("from the other side");
  await composer(panel).press("Enter");
  await lastAnswer(panel).getByText("You asked: from the other side").waitFor();
});

test("beside the explorer, a file and an editor's tab are dragged into the chat, with Shift held", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  const panel = await chat.workbench.panel();
  await chat.workbench.openFile("inventory.ts");
  await page.keyboard.press("ControlOrMeta+Shift+E");
  const middle = async (of: Locator): Promise<{ readonly x: number; readonly y: number }> => {
    const box = await of.boundingBox();
    assert.ok(box, "it is in sight");
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const drag = async (what: Locator): Promise<void> => {
    const [from, to] = [await middle(what), await middle(composer(panel))];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.keyboard.down("Shift");
    await page.mouse.move(to.x, to.y, { steps: 20 });
    await page.mouse.up();
    await page.keyboard.up("Shift");
  };
  const chips = panel.locator(".draft-references");
  await drag(page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: "primes.py" }).first());
  await chips.getByText("primes.py").waitFor();
  await drag(page.locator('.tab[data-resource-name="inventory.ts"]'));
  await chips.getByText("inventory.ts").waitFor();
  await chat.workbench.screenshot("dragged");
});
