// The composer of the panel's page, and what surrounds it, in a real browser behind the real policy.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { State } from "../../src/protocol.ts";
import { at, box, button, pageTests, streaming } from "./pageTests.ts";
import { answer, prompt, stateWith, turns } from "./states.ts";

const inPage = pageTests();

test("Enter sends and clears at once; Shift+Enter breaks the line; blank text is not sent", () =>
  inPage(stateWith([]), async (panel, page) => {
    await box(page).fill("  ");
    await box(page).press("Enter");
    await box(page).fill("one");
    await box(page).press("Shift+Enter");
    await page.keyboard.type("two");
    assert.equal(await box(page).inputValue(), "one\ntwo");
    await box(page).press("Enter");
    assert.equal(await box(page).inputValue(), "");
    assert.deepEqual(await panel.posted("send"), [{ type: "send", conversation: "c1", text: "one\ntwo" }]);
  }));

test("no Enter of an input method sends: composing, code 229, and right after the composition", () =>
  inPage(stateWith([]), async (panel, page) => {
    const session = await page.context().newCDPSession(page);
    await box(page).focus();
    await session.send("Input.imeSetComposition", { text: "nihao", selectionStart: 5, selectionEnd: 5 });
    await page.keyboard.press("Enter");
    await session.send("Input.insertText", { text: "你好" });
    await page.evaluate(`{
      const box = document.querySelector(".composer textarea");
      const enter = (change) => box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...change }));
      enter({ isComposing: true, keyCode: 13 });
      enter({ keyCode: 229 });
      box.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "好" }));
      enter({ keyCode: 13 });
    }`);
    assert.deepEqual(await panel.posted("send"), []);
    assert.match(await box(page).inputValue(), /你好/);
    await page.waitForTimeout(60); // Longer than one press of a key can last in `enter.ts`.
    await box(page).press("Enter");
    assert.equal((await panel.posted("send")).length, 1);
  }));

test("the draft is in the page's memory at once, with the host soon, and survives a reload", () =>
  inPage(stateWith([]), async (panel, page) => {
    await page.evaluate("globalThis.setTimeout = () => 0;"); // However slow the machine is: the host does not hear of it yet.
    await box(page).pressSequentially("draft");
    const kept = await page.evaluate("underTest.kept().draft.text");
    assert.equal(kept, "draft");
    await panel.reload(); // Before the host has heard of it: its state still says "".
    assert.equal(await box(page).inputValue(), "draft");
    await panel.until("underTest.posted.some(({ type, text }) => type === 'draft' && text === 'draft')");
  }));

test("a draft with a new revision is taken over, one that was seen is not", () =>
  inPage(stateWith([], { draft: { text: "from host", revision: 1, references: [] } }), async (panel, page) => {
    assert.equal(await box(page).inputValue(), "from host");
    await box(page).fill("mine");
    await panel.state(stateWith([], { draft: { text: "from host", revision: 1, references: [] } }));
    assert.equal(await box(page).inputValue(), "mine");
    // What the host has not got yet is not taken away: that is the case of `draft.test.ts`.
    await panel.until("underTest.posted.some(({ type, text }) => type === 'draft' && text === 'mine')");
    await panel.state(stateWith([], { draft: { text: "newer", revision: 2, references: [] } }));
    assert.equal(await box(page).inputValue(), "newer");
  }));

test("up, down and Escape recall earlier prompts; Escape never stops an answer", () =>
  inPage(stateWith([...turns(2), answer("x", "", { status: "streaming" })]), async (panel, page) => {
    await box(page).press("ArrowUp");
    assert.equal(await box(page).inputValue(), "Question 1: what does this do?");
    await box(page).press("ArrowUp");
    assert.equal(await box(page).inputValue(), "Question 0: what does this do?");
    await box(page).press("ArrowDown");
    assert.equal(await box(page).inputValue(), "Question 1: what does this do?");
    await box(page).press("Escape");
    assert.equal(await box(page).inputValue(), "");
    await box(page).press("Escape");
    assert.deepEqual(await panel.posted("stop"), []);
  }));

test("while an answer runs there is Stop, and sending queues; the queue can be sent or taken back", () =>
  inPage({ ...streaming("Hi"), queue: [{ id: "q", text: "queued prompt", references: [] }] }, async (panel, page) => {
    await button(page, "Stop").click();
    assert.equal((await panel.posted("stop")).length, 1);
    await box(page).fill("later");
    await button(page, "Send when this answer is done").click();
    assert.deepEqual(await panel.posted("send"), [{ type: "send", conversation: "c1", text: "later" }]);
    await button(page, "Stop the answer and send this now").click();
    assert.deepEqual(await panel.posted("sendQueued"), [{ type: "sendQueued", id: "q" }]);
    await button(page, "Take back into the message box").click();
    assert.deepEqual(await panel.posted("removeQueued"), [{ type: "removeQueued", id: "q" }]);
  }));

test("before a prompt is taken back from the queue the host gets what is being written, to add it to that", () =>
  inPage({ ...streaming("Hi"), queue: [{ id: "q", text: "queued prompt", references: [] }] }, async (panel, page) => {
    await box(page).pressSequentially("mine");
    await button(page, "Take back into the message box").click();
    const all = await panel.posted();
    const types = all.map(({ type }) => type);
    assert.equal(types.at(-1), "removeQueued");
    assert.deepEqual(all.at(-2), { type: "draft", conversation: "c1", revision: 0, text: "mine" });
    assert.equal(await page.evaluate("document.activeElement.tagName"), "TEXTAREA");
    const draft = { text: "mine\n\nqueued prompt", revision: 1, references: [] };
    await panel.state({ ...streaming("Hi"), draft });
    assert.equal(await box(page).inputValue(), draft.text);
  }));

const references = [
  { id: "r1", kind: "code", label: "one.ts:1-9", detail: "src/one.ts:1-9", tokens: 80, secretLines: [], hidden: 0 },
  { id: "r2", kind: "code", label: "two\u202e.ts:3", detail: "src/two.ts:3", tokens: 10, secretLines: [], hidden: 0 },
] as const;
const attached = (count: number): State =>
  stateWith([], { draft: { text: "", revision: 0, references: references.slice(0, count) } });

test("chips of the draft: they open, can be removed, and can be sent without a text", () =>
  inPage(attached(2), async (panel, page) => {
    assert.deepEqual(await page.locator(".draft-references .chip").allTextContents(), [
      "one.ts:1-9",
      "two\\u{202e}.ts:3",
    ]);
    await button(page, "one.ts:1-9").click();
    assert.deepEqual(await panel.posted("openReference"), [{ type: "openReference", messageId: "", id: "r1" }]);
    await button(page, "Send").click();
    assert.deepEqual(await panel.posted("send"), [{ type: "send", conversation: "c1", text: "" }]);
    await button(page, "Remove one.ts:1-9 from the message").click();
    assert.deepEqual(await panel.posted("detach"), [{ type: "detach", id: "r1" }]);
    await panel.state(attached(0));
    assert.equal(await page.locator(".chip").count(), 0);
    assert.equal(await button(page, "Send").getAttribute("aria-disabled"), "true");
  }));

test("chips of the draft by keys: Backspace goes from the text to the last one and removes it, the focus goes on", () =>
  inPage(attached(2), async (panel, page) => {
    const focused = (): Promise<string> =>
      page.evaluate("document.activeElement.textContent || document.activeElement.tagName");
    await box(page).fill("x");
    await box(page).press("Backspace");
    await box(page).press("Backspace");
    assert.match(await focused(), /^two/);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await focused(), "one.ts:1-9");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Backspace");
    assert.deepEqual(await panel.posted("detach"), [{ type: "detach", id: "r2" }]);
    await panel.state(attached(1));
    assert.equal(await focused(), "one.ts:1-9");
    await page.keyboard.press("Delete");
    await panel.state(attached(0));
    assert.equal(await focused(), "TEXTAREA");
  }));

test("a side question: a line says so, leads back, and waits while an answer runs", () =>
  inPage(stateWith(turns(1), { side: { from: "a0" } }), async (panel, page) => {
    await page.getByText("Side question: the conversation itself stays as it was").waitFor();
    await button(page, "Back to the conversation").click();
    assert.deepEqual(await panel.posted("back"), [{ type: "back" }]);
    assert.equal(await page.evaluate("document.activeElement.tagName"), "TEXTAREA");
    await panel.state({ ...streaming("Hi"), side: { from: "a0" } });
    await button(page, "Back to the conversation").click({ force: true });
    assert.equal((await panel.posted("back")).length, 1);
    await panel.state(stateWith(turns(1)));
    assert.equal(await button(page, "Back to the conversation").count(), 0);
  }));

test("a prompt that is too long to be sent stays, and the page says so", () =>
  inPage(stateWith([]), async (panel, page) => {
    await page.evaluate(`{
      const box = document.querySelector(".composer textarea");
      box.style.display = "none"; // Laying out so much text takes many seconds.
      box.value = "x".repeat(8 * 1024 * 1024 + 1);
      box.dispatchEvent(new Event("input", { bubbles: true }));
      document.querySelector("form.composer").requestSubmit();
    }`);
    await page.getByText("This is longer than can be sent").waitFor();
    assert.equal(await at(page, ".composer textarea", "element.value.length"), 8 * 1024 * 1024 + 1);
    assert.deepEqual(await panel.posted("send"), []);
    await page.evaluate(`{
      const box = document.querySelector(".composer textarea");
      box.value = "short";
      box.dispatchEvent(new Event("input", { bubbles: true }));
      document.querySelector("form.composer").requestSubmit();
    }`);
    assert.deepEqual(await panel.posted("send"), [{ type: "send", conversation: "c1", text: "short" }]);
    assert.equal(await page.getByText("This is longer than can be sent").count(), 0);
  }));

test("welcome leads to a key, to where keys are made, and to a local server", () =>
  inPage(
    stateWith([], { connection: { ready: false, label: "Singapore", host: "h", key: "missing", rehearsal: false } }),
    async (panel, page) => {
      for (const name of ["Set API Key", "Get a key", "Use a local server"]) await button(page, name).click();
      assert.deepEqual(
        (await panel.posted("run")).map(({ action }) => action),
        ["setApiKey", "getApiKey", "selectEndpoint"],
      );
    },
  ));

test("a suggestion fills the composer and is not sent", () =>
  inPage(stateWith([]), async (panel, page) => {
    await button(page, "Compare async iterators and event emitters").click();
    await panel.until("document.querySelector('.composer textarea').value !== ''");
    assert.equal(await box(page).inputValue(), "Compare async iterators and event emitters");
    assert.deepEqual(await panel.posted("send"), []);
    assert.equal(await page.evaluate("document.activeElement.tagName"), "TEXTAREA");
  }));

test("a suggestion comes behind what is typed already, and takes nothing of it away", () =>
  inPage(stateWith([]), async (panel, page) => {
    await box(page).fill("My own words.\n");
    await button(page, "Compare async iterators and event emitters").click();
    await panel.until("document.querySelector('.composer textarea').value.includes('Compare')");
    assert.equal(await box(page).inputValue(), "My own words.\n\nCompare async iterators and event emitters");
  }));

test("an editor of the queue whose prompt has its turn hands the cursor on with its text", () => {
  const running = [prompt("p", "Question"), answer("a", "…", { status: "streaming" })];
  const queued = { id: "q1", text: "first", references: [] };
  return inPage(stateWith(running, { queue: [queued] }), async (panel, page) => {
    await button(page.locator(".queue"), "Edit").click();
    await page.keyboard.type(", and more");
    const draft = { text: "first, and more", revision: 1, references: [] };
    await panel.state(stateWith([...running, prompt("q1", "first")], { draft }));
    assert.equal((await panel.posted("editQueued")).length, 1);
    await page.keyboard.type(" words");
    assert.equal(await box(page).inputValue(), "first, and more words");
  });
});

test("a rehearsal and a key from the environment are said", () =>
  inPage(
    stateWith([], { connection: { ready: true, label: "Rehearsal", host: "h", key: "environment", rehearsal: true } }),
    async (_, page) => {
      await page.getByText("Rehearsal: a built-in stand-in answers, not Qwen").waitFor();
      await page.getByText("Key from DASHSCOPE_API_KEY").waitFor();
    },
  ));

test("the thinking switch posts the other state, and nothing when the model has none", () =>
  inPage(stateWith([]), async (panel, page) => {
    await button(page, "Thinking: off").click();
    assert.deepEqual(await panel.posted("thinking"), [{ type: "thinking", on: true }]);
    await panel.state(stateWith([], { model: { id: "m", label: "m", thinking: "always" } }));
    const fixed = button(page, "This model always thinks");
    await fixed.click({ force: true });
    assert.equal((await panel.posted("thinking")).length, 1);
    assert.equal(await fixed.getAttribute("aria-pressed"), "true");
  }));

test("W46 what is made of a prompt that waits survives a reload, and goes to its own conversation when the page shows another", () => {
  const running = [prompt("p", "Question"), answer("a", "…", { status: "streaming" })];
  const waiting = stateWith(running, { queue: [{ id: "q1", text: "first", references: [] }] });
  const other = stateWith([], { conversation: { id: "c2", title: "" } });
  return inPage(waiting, async (panel, page) => {
    const editor = page.locator(".queue-editor textarea");
    const edit = (): Promise<void> => button(page.locator(".queue"), "Edit").click();
    await edit();
    await editor.fill("first, better");
    await panel.reload();
    assert.equal(await editor.inputValue(), "first, better");
    assert.equal(await editor.evaluate((element) => element.matches(":focus")), false, "takes no cursor");
    assert.deepEqual(await panel.posted("editQueued"), []);
    await panel.state(other);
    const posted = [{ type: "editQueued", conversation: "c1", id: "q1", text: "first, better" }];
    assert.deepEqual(await panel.posted("editQueued"), posted);
    await panel.state(waiting);
    assert.equal(await editor.count(), 0);
    await edit();
    assert.equal(await editor.inputValue(), "first");
    await editor.fill("first, best");
    await editor.press("Escape");
    await panel.reload();
    assert.equal(await editor.count(), 0);
  });
});

test("W46 what waits is changed in its place, and moved by its buttons and by keys", () =>
  inPage(
    stateWith([prompt("p", "Question"), answer("a", "…", { status: "streaming" })], {
      queue: [
        { id: "q1", text: "first", references: [] },
        { id: "q2", text: "second", references: [] },
      ],
    }),
    async (panel, page) => {
      const row = (id: string) => page.locator(`.queue li[data-queued="${id}"]`);
      await row("q1").getByRole("button", { name: "Edit", exact: true }).click();
      await row("q1").locator("textarea").fill("first, better");
      await row("q1").locator("textarea").press("Enter");
      assert.deepEqual(await panel.posted("editQueued"), [
        { type: "editQueued", conversation: "c1", id: "q1", text: "first, better" },
      ]);
      await row("q2").getByRole("button", { name: "Edit", exact: true }).click();
      await row("q2").locator("textarea").fill("thrown away");
      await row("q2").locator("textarea").press("Escape");
      assert.equal((await panel.posted("editQueued")).length, 1);
      await button(row("q2"), "Move up").click();
      assert.equal(await button(row("q2"), "Move down").getAttribute("aria-disabled"), "true");
      await row("q1").locator("button").first().focus();
      await page.keyboard.press("Alt+ArrowDown");
      assert.deepEqual(await panel.posted("moveQueued"), [
        { type: "moveQueued", id: "q2", by: -1 },
        { type: "moveQueued", id: "q1", by: 1 },
      ]);
    },
  ));
