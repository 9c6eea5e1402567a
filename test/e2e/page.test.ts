// The panel's page in a real browser, behind its real policy, against a stand-in for the extension.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import type { MessageView, State, ToPage } from "../../src/protocol.ts";
import { type OpenOptions, type PageHarness, type PanelPage, startPageHarness } from "../page/harness.ts";
import { answer, prompt, stateWith, turns } from "../page/states.ts";

let harness: PageHarness;
before(async () => {
  harness = await startPageHarness();
});
after(() => harness?.close());

/** Opens the page, runs the body, and looks for breaches of the policy (M25) and uncaught errors. */
async function inPage(
  state: State | undefined,
  body: (panel: PanelPage, page: Page) => Promise<void>,
  options?: OpenOptions,
): Promise<void> {
  const panel = await harness.open(state, options);
  try {
    await body(panel, panel.page);
    assert.deepEqual(await panel.faults(), [], "M25 no breach of the policy, no uncaught error");
  } finally {
    await panel.close();
  }
}

const box = (page: Page): Locator => page.locator(".composer textarea");
const button = (page: Page | Locator, name: string): Locator => page.getByRole("button", { name, exact: true });
const delta = (at: number, text: string, messageId = "a", part = 0): ToPage => ({
  type: "delta",
  messageId,
  part,
  at,
  text,
});
const streaming = (text: string, change: Partial<MessageView> = {}): State =>
  stateWith([prompt("p", "Question"), answer("a", text, { status: "streaming", ...change })]);
const scrollOf = (page: Page): Promise<{ top: number; end: number }> =>
  at(page, ".thread", "({ top: element.scrollTop, end: element.scrollHeight - element.clientHeight })");

/** The value of an expression over the first `element` that fits the selector. */
const at = <Value>(page: Page, selector: string, expression: string): Promise<Value> =>
  page.evaluate(`((element) => ${expression})(document.querySelector(${JSON.stringify(selector)}))`);
const topOf = "element.getBoundingClientRect().top - document.querySelector('.thread').getBoundingClientRect().top";

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
    assert.deepEqual(await panel.posted("send"), [{ type: "send", text: "one\ntwo" }]);
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
    await box(page).pressSequentially("draft");
    const kept = await page.evaluate("underTest.kept().draft.text");
    assert.equal(kept, "draft");
    await panel.reload(); // Before the host has heard of it: its state still says "".
    assert.equal(await box(page).inputValue(), "draft");
    await panel.until("underTest.posted.some(({ type, text }) => type === 'draft' && text === 'draft')");
  }));

test("a draft with a new revision is taken over, one that was seen is not", () =>
  inPage(stateWith([], { draft: { text: "from host", revision: 1 } }), async (panel, page) => {
    assert.equal(await box(page).inputValue(), "from host");
    await box(page).fill("mine");
    await panel.state(stateWith([], { draft: { text: "from host", revision: 1 } }));
    assert.equal(await box(page).inputValue(), "mine");
    await panel.state(stateWith([], { draft: { text: "newer", revision: 2 } }));
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
  inPage({ ...streaming("Hi"), queue: [{ id: "q", text: "queued prompt" }] }, async (panel, page) => {
    await button(page, "Stop").click();
    assert.equal((await panel.posted("stop")).length, 1);
    await box(page).fill("later");
    await button(page, "Send when this answer is done").click();
    assert.deepEqual(await panel.posted("send"), [{ type: "send", text: "later" }]);
    await button(page, "Stop the answer and send this now").click();
    assert.deepEqual(await panel.posted("sendQueued"), [{ type: "sendQueued", id: "q" }]);
    await button(page, "Do not send this").click();
    assert.deepEqual(await panel.posted("removeQueued"), [{ type: "removeQueued", id: "q" }]);
    assert.equal(await box(page).inputValue(), "queued prompt");
  }));

test("a prompt is edited in its place, by the same keys", () =>
  inPage(stateWith(turns(1)), async (panel, page) => {
    await page.hover(".from-user");
    await button(page, "Edit and send again").click();
    const editor = page.locator(".prompt-editor textarea");
    assert.equal(await editor.inputValue(), "Question 0: what does this do?");
    await editor.press("Escape");
    assert.equal(await editor.count(), 0);
    await button(page, "Edit and send again").click();
    await editor.fill("Changed");
    await editor.press("Enter");
    assert.deepEqual(await panel.posted("edit"), [{ type: "edit", messageId: "p0", text: "Changed" }]);
    assert.equal(await editor.count(), 0);
  }));

test("versions of a message are switched within their number", () =>
  inPage(stateWith([prompt("p", "Hi", { sibling: { index: 0, count: 2 } })]), async (panel, page) => {
    await button(page, "Previous version").click({ force: true });
    await button(page, "Next version").click();
    assert.deepEqual(await panel.posted("branch"), [{ type: "branch", messageId: "p", index: 1 }]);
  }));

test("an answer that comes in deltas looks like one that came whole", () =>
  inPage(streaming(""), async (panel, page) => {
    const text =
      "# Title\n\nSome **bold** text, 中文**强调**。\n\n```ts\nconst a = 1;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n- y\n";
    await panel.state(streaming("#"));
    for (let at = 1; at < text.length; at += 7) await panel.post(delta(at, text.slice(at, at + 7)));
    const done = stateWith([prompt("p", "Question"), answer("a", text)]);
    await panel.state(done);
    const grown = await page.locator(".markdown").innerHTML();
    await panel.reload();
    await panel.state(done);
    assert.equal(grown, await page.locator(".markdown").innerHTML());
  }));

test("a delta that does not fit makes the page ask for state, once", () =>
  inPage(streaming("Hello"), async (panel, page) => {
    await panel.post(delta(3, "x"), delta(4, "y"));
    assert.equal((await panel.posted("ready")).length, 2);
    assert.equal((await page.locator(".markdown").textContent())?.trim(), "Hello");
    await panel.state(streaming("Hello you"));
    await panel.post(delta(9, " too"));
    await panel.until("document.querySelector('.markdown').textContent.trim() === 'Hello you too'");
  }));

test("a delta touches its own message and nothing else", () =>
  inPage(stateWith([...turns(20), answer("a", "Start", { status: "streaming" })]), async (panel, page) => {
    await page.evaluate(`{
      globalThis.touched = [];
      new MutationObserver((records) => touched.push(...records.map(({ target }) =>
        (target.closest ? target : target.parentElement).closest("[data-message]")?.dataset.message ?? target.className)))
        .observe(document.querySelector(".page"), { childList: true, subtree: true, characterData: true, attributes: true });
    }`);
    await panel.post(delta(5, " and more."), delta(15, " And more."));
    assert.deepEqual(await page.evaluate("[...new Set(touched)]"), ["a"]);
  }));

test("the view follows at the end, lets go at the first upward wheel, and comes back by the button", () =>
  inPage(stateWith([...turns(8), answer("a", "Start", { status: "streaming" })]), async (panel, page) => {
    const isAtEnd = async (): Promise<boolean> => {
      const { top, end } = await scrollOf(page);
      return end - top <= 1;
    };
    const lines = "\n\nline".repeat(10);
    assert.equal(await isAtEnd(), true);
    await panel.post(delta(5, lines));
    assert.equal(await isAtEnd(), true, "follows");
    assert.equal(await button(page, "New below").count(), 0);

    await page.mouse.move(200, 200);
    await page.mouse.wheel(0, -40);
    await button(page, "New below").waitFor();
    const { top } = await scrollOf(page);
    await panel.post(delta(5 + lines.length, lines));
    assert.equal((await scrollOf(page)).top, top, "stays");
    await panel.state(stateWith([...turns(8), answer("a", `Start${lines}${lines}`), prompt("z", "Sent")]));
    assert.equal((await scrollOf(page)).top, top, "sending does not move the view");

    await button(page, "New below").click();
    assert.equal(await isAtEnd(), true);
    assert.equal(await button(page, "New below").count(), 0);
  }));

test("earlier messages are drawn and asked for on approach, and what is being read stays where it is", () =>
  inPage(stateWith(turns(40), { older: 10 }), async (panel, page) => {
    assert.ok((await page.locator(".message").count()) < 40, "only the end is drawn at first");
    assert.deepEqual(await panel.posted("older"), []);
    const placeOf = (id: string): Promise<number> => at(page, `[data-message="${id}"]`, topOf);
    await page.mouse.move(200, 200);
    for (let round = 0; round < 60 && (await panel.posted("older")).length === 0; round++) {
      await page.mouse.wheel(0, -800);
      await panel.post();
    }
    assert.equal((await panel.posted("older")).length, 1);
    assert.equal(await page.locator(".message").count(), 80);
    const first = await page.evaluate(
      `[...document.querySelectorAll(".message")].find((message) => message.getBoundingClientRect().bottom > 0).dataset.message`,
    );
    const before = await placeOf(String(first));
    const earlier = turns(5).map((message) => ({ ...message, id: `older-${message.id}` }));
    await panel.state(stateWith([...earlier, ...turns(40)]));
    assert.ok(Math.abs((await placeOf(String(first))) - before) <= 1, "the reader's place did not move");
  }));

test("the reader's place survives a reload", () =>
  inPage(stateWith(turns(20)), async (panel, page) => {
    await page.mouse.move(200, 200);
    await page.mouse.wheel(0, -900);
    await button(page, "New below").waitFor();
    await panel.post();
    const place = (): Promise<unknown> => page.evaluate("underTest.kept().place");
    const left = (await place()) as { messageId: string; offset: number };
    await panel.reload();
    const top = await at<number>(page, `[data-message="${left.messageId}"]`, topOf);
    assert.ok(Math.abs(top - left.offset) <= 2, `${top} instead of ${left.offset}`);
  }));

test("sentences of the running answer are read out, code is only named, the end is told; old answers are not read", () =>
  inPage(streaming(""), async (panel, page) => {
    await panel.state(stateWith([...turns(1), answer("a", "F", { status: "streaming" })]));
    await panel.post(delta(1, "irst one. Second"), delta(17, " one.\n\n```ts\nsecret();\n```\n"));
    await panel.state(stateWith([...turns(1), answer("a", "First one. Second one.\n\n```ts\nsecret();\n```\n")]));
    assert.deepEqual(await page.locator("[aria-live=polite] p").allTextContents(), [
      "First one.",
      "Second one.",
      "Code block, ts",
      "Answer complete",
    ]);
  }));

test("an error is a card with cause, facts and a button, told once; the button posts what it says", () =>
  inPage(streaming(""), async (panel, page) => {
    const failed = stateWith([
      prompt("p", "Question"),
      answer("a", "", {
        status: "failed",
        error: {
          cause: "The key was refused.",
          detail: "<b>bad</b> key",
          code: "invalid_api_key",
          httpStatus: 401,
          requestId: "r-1",
          host: "dashscope.aliyuncs.com",
          model: "<i>qwen</i>",
          button: { label: "Set key", run: "setApiKey" },
        },
      }),
    ]);
    await panel.state(failed);
    await panel.state({ ...failed, older: 1 });
    const card = page.locator(".error-card");
    for (const fact of [
      "The key was refused.",
      "<b>bad</b> key",
      "HTTP 401",
      "Code: invalid_api_key",
      "Request id: r-1",
      "dashscope.aliyuncs.com · <i>qwen</i>",
    ]) {
      assert.equal(await card.getByText(fact, { exact: true }).count(), 1, fact);
    }
    assert.deepEqual(await page.locator("[role=alert] p").allTextContents(), [
      "The answer failed. The key was refused.",
    ]);
    await button(page, "Set key").click();
    assert.deepEqual(await panel.posted("run"), [{ type: "run", action: "setApiKey" }]);
  }));

test("an error's button may ask again or open the prompt for editing", () =>
  inPage(undefined, async (panel, page) => {
    const failed = (run: "retry" | "shorten"): State =>
      stateWith([
        prompt("p", "Too long"),
        answer("a", "", {
          status: "failed",
          error: { cause: "No.", host: "h", model: "m", button: { label: "Next step", run } },
        }),
      ]);
    await panel.state(failed("retry"));
    await button(page, "Next step").click();
    assert.deepEqual(await panel.posted("retry"), [{ type: "retry", messageId: "a" }]);
    await panel.state(failed("shorten"));
    await button(page, "Next step").click();
    assert.equal(await page.locator(".prompt-editor textarea").inputValue(), "Too long");
  }));

test("M17 M18 names with markup, quotes, line breaks and turned text are shown as they are", () =>
  inPage(undefined, async (panel, page) => {
    const hostile = `<img src=x onerror=alert(1)>"quote'\nnew\u202etxt.exe`;
    const state = stateWith(
      [
        prompt("p", hostile, {
          parts: [
            { type: "reference", id: "r", label: hostile, detail: hostile },
            { type: "text", text: hostile },
          ],
        }),
        answer("a", "", {
          status: "failed",
          model: hostile,
          error: {
            cause: hostile,
            detail: hostile,
            code: hostile,
            host: hostile,
            model: hostile,
            button: { label: hostile, run: "retry" },
          },
        }),
      ],
      {
        model: { id: hostile, label: hostile, thinking: "on" },
        connection: { ready: true, label: hostile, host: hostile, key: "stored", rehearsal: false },
        notices: [{ id: "n", text: hostile }],
        queue: [{ id: "q", text: hostile }],
      },
    );
    await panel.state(state);
    assert.equal(await page.locator("img, script:not([src]), [onerror]").count(), 0);
    assert.equal(
      await page.locator(".chip").textContent(),
      `<img src=x onerror=alert(1)>"quote'\\u{a}new\\u{202e}txt.exe`,
    );
    assert.ok((await page.locator(".error-cause").textContent())?.includes("<img src=x"));
    await page.locator(".chip").click();
    assert.deepEqual(await panel.posted("openReference"), [{ type: "openReference", messageId: "p", id: "r" }]);
  }));

test("M20 nothing in the page has an id or a name of the content's choice", () =>
  inPage(
    stateWith([prompt("acquireVsCodeApi", "# location"), answer("body", "# acquireVsCodeApi\n\n## body {#x}")]),
    async (_, page) => {
      assert.equal(await page.locator("body [id], body [name]").count(), 0);
    },
  ));

test("M27 messages from elsewhere, from nested frames and of unknown types are dropped", () =>
  inPage(streaming("Hello"), async (panel, page) => {
    const foreign = JSON.stringify(delta(5, " foreign"));
    await page.evaluate(`{
      for (const origin of ["https://evil.example", "null", ""]) dispatchEvent(new MessageEvent("message", { data: ${foreign}, origin }));
      for (const data of [{ type: "unknown" }, null, 1, { type: "state" }, { type: "delta", messageId: "a" }]) postMessage(data, origin);
    }`);
    await panel.post();
    assert.equal((await page.locator(".markdown").textContent())?.trim(), "Hello");
    assert.equal((await panel.posted("ready")).length, 1);
  }));

test("M33 what is pasted is plain text", () =>
  inPage(stateWith([]), async (_, page) => {
    await box(page).focus();
    await page.evaluate(`{
      const data = new DataTransfer();
      data.setData("text/html", "<b onclick=alert(1)>bold</b>");
      data.setData("text/plain", "bold");
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
      document.execCommand("insertText", false, data.getData("text/plain"));
    }`);
    assert.equal(await box(page).inputValue(), "bold");
    assert.equal(await page.locator("[contenteditable]").count(), 0);
  }));

test("M39 an answer can not draw a card, a notice or a button of ours", () =>
  inPage(undefined, async (panel, page) => {
    const fake =
      '<section class="error-card"><p class="error-cause">Fake</p><button class="primary">Set API Key</button></section>\n\n<div class="notice">Fake</div>';
    await panel.state(stateWith([answer("a", fake)]));
    assert.equal(await page.locator(".error-card, .notice, .primary").count(), 0);
    assert.ok((await page.locator(".markdown").textContent())?.includes("Fake"));
  }));

test("the page keeps VS Code's object to itself", () =>
  inPage(stateWith([]), async (_, page) => {
    const leaked = await page.evaluate(
      "Object.keys(globalThis).filter((name) => typeof globalThis[name]?.postMessage === 'function' && globalThis[name] !== globalThis && !['window', 'self', 'parent', 'top', 'frames'].includes(name))",
    );
    assert.deepEqual(leaked, []);
    await assert.rejects(page.evaluate("acquireVsCodeApi()"));
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
    assert.equal(await box(page).inputValue(), "Compare async iterators and event emitters");
    assert.deepEqual(await panel.posted("send"), []);
    assert.equal(await page.evaluate("document.activeElement.tagName"), "TEXTAREA");
  }));

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

test("everything is reached by keys alone", () =>
  inPage(stateWith(turns(20)), async (panel, page) => {
    await panel.post({ type: "focus" });
    assert.equal(await page.evaluate("document.activeElement.tagName"), "TEXTAREA");
    const names: string[] = [];
    for (let stop = 0; stop < 6; stop++) {
      await page.keyboard.press("Shift+Tab");
      names.push(await page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent"));
    }
    // The last turn's buttons, then the thread itself: earlier messages do not lengthen the way.
    assert.deepEqual(names.slice(0, 4), ["Try again", "Copy answer", "Edit and send again", "Conversation"]);
    await page.locator(".thread").focus();
    await page.keyboard.press("Alt+ArrowUp");
    await page.keyboard.press("Alt+ArrowUp");
    await page.keyboard.press("Alt+ArrowUp");
    assert.equal(await page.evaluate("document.activeElement.dataset.message"), "a18");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.deepEqual(await panel.posted("copyAnswer"), [{ type: "copyAnswer", messageId: "a18" }]);
  }));

for (const theme of ["dark", "light", "hc-dark", "hc-light"] as const) {
  test(`axe finds nothing wrong in the ${theme} theme`, () =>
    inPage(
      undefined,
      async (panel, page) => {
        const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
        await page.evaluate(`${axe};0`);
        const rules = async (): Promise<string[]> =>
          page.evaluate(
            // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a template of the page's
            "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`)))",
          );
        await panel.state(
          stateWith([], { connection: { ready: false, label: "S", host: "h", key: "missing", rehearsal: true } }),
        );
        assert.deepEqual(await rules(), []);
        await panel.state(
          stateWith(
            [
              ...turns(2),
              prompt("p", "x\n".repeat(20), { sibling: { index: 0, count: 2 } }),
              answer("f", "Half", {
                status: "interrupted",
                note: "length",
                usage: { input: 1, output: 2, cached: 1, money: "$0.01" },
                parts: [
                  { type: "thinking", text: "Hm", seconds: 3, tokens: 5 },
                  { type: "text", text: "Half `code` [link](https://example.com)\n\n```ts\nconst a = 1;\n```" },
                ],
                error: { cause: "Broke.", host: "h", model: "m", button: { label: "Again", run: "retry" } },
              }),
            ],
            { queue: [{ id: "q", text: "later" }], notices: [{ id: "n", text: "Note" }], older: 3 },
          ),
        );
        assert.deepEqual(await rules(), []);
      },
      { theme },
    ));
}
