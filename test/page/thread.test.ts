// The thread of the panel's page: messages, their growth, and where the reader is.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ErrorView, MessageView, State } from "../../src/protocol.ts";
import { at, button, delta, drawn, pageTests, scrollOf, still, streaming, topOf, wheelUp } from "./pageTests.ts";
import { answer, prompt, stateWith, turns } from "./states.ts";

const inPage = pageTests();

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

test("an editor that is opened while another is open has the cursor, and Escape gives it to its own button", () =>
  inPage(stateWith(turns(2)), async (_panel, page) => {
    const messages = page.locator(".message.from-user");
    const edit = async (index: number): Promise<void> => {
      await messages.nth(index).hover();
      await button(messages.nth(index), "Edit and send again").click();
    };
    await edit(1);
    await edit(0);
    await page.keyboard.type(" Better.");
    assert.match(await messages.nth(0).locator("textarea").inputValue(), /do\? Better\.$/);
    assert.equal(await messages.nth(1).locator("textarea").count(), 0);
    await page.keyboard.press("Escape");
    assert.equal(await at(page, ".message.from-user", "element.contains(document.activeElement)"), true);
  }));

test("a prompt being edited survives a reload and Escape; Cancel and sending end it", () =>
  inPage(stateWith(turns(2)), async (panel, page) => {
    const editor = page.locator(".prompt-editor textarea");
    const edit = (): Promise<void> => button(page.locator('[data-message="p1"]'), "Edit and send again").click();
    await edit();
    await editor.fill("Half written");
    await panel.reload();
    assert.equal(await editor.inputValue(), "Half written");
    assert.equal(await editor.evaluate((element) => element.matches(":focus")), false, "takes no cursor");
    await editor.press("Escape");
    assert.equal(await editor.count(), 0);
    await edit();
    assert.equal(await editor.inputValue(), "Half written");
    await button(page, "Cancel").click();
    await edit();
    assert.equal(await editor.inputValue(), "Question 1: what does this do?");
    await editor.fill("Sent");
    await editor.press("Enter");
    assert.deepEqual(await panel.posted("edit"), [{ type: "edit", messageId: "p1", text: "Sent" }]);
    await panel.reload();
    assert.equal(await editor.count(), 0);
  }));

test("an answer that comes in deltas looks like one that came whole", () =>
  inPage(streaming(""), async (panel, page) => {
    const text =
      "# Title\n\nSome **bold** text, 中文**强调**。\n\n```ts\nconst a = 1;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n- y\n";
    await panel.state(streaming("#"));
    for (let at = 1; at < text.length; at += 7) await panel.post(delta(at, text.slice(at, at + 7)));
    const done = stateWith([prompt("p", "Question"), answer("a", text)]);
    await panel.state(done);
    // Colours come when their grammars are there.
    await panel.until("document.querySelector('.hl-keyword')");
    const grown = await page.locator(".markdown").innerHTML();
    await panel.reload();
    await panel.state(done);
    await panel.until("document.querySelector('.hl-keyword')");
    assert.equal(grown, await page.locator(".markdown").innerHTML());
  }));

test("a delta that does not fit makes the page ask for state, once", () =>
  inPage(streaming("Hello"), async (panel, page) => {
    await panel.post(delta(3, "x"), delta(4, "y"));
    assert.equal((await panel.posted("ready")).length, 1);
    assert.equal((await page.locator(".markdown").textContent())?.trim(), "Hello");
    await panel.state(streaming("Hello you"));
    await panel.post(delta(9, " too"));
    await panel.until("document.querySelector('.markdown').textContent.trim() === 'Hello you too'");
  }));

test("labels and state that came are not asked for", () =>
  inPage(streaming("Hello"), async (panel, page) => {
    await page.locator(".markdown").getByText("Hello").waitFor();
    await panel.until("performance.now() > 1500");
    assert.deepEqual(await panel.posted("ready"), []);
    assert.deepEqual(await panel.posted("loaded"), [{ type: "loaded" }]);
  }));

test("a page that has no state after a second asks, once", () =>
  inPage(undefined, async (panel) => {
    await panel.until("underTest.posted.some(({ type }) => type === 'ready')");
    await panel.until("performance.now() > 2500");
    assert.equal((await panel.posted("ready")).length, 1);
  }));

test("a delta touches its own message and nothing else", () =>
  inPage(stateWith([...turns(20), answer("a", "Start", { status: "streaming" })]), async (panel, page) => {
    await drawn(panel);
    await page.evaluate(`{
      globalThis.touched = [];
      new MutationObserver((records) => touched.push(...records.map(({ target }) =>
        (target.closest ? target : target.parentElement).closest("[data-message]")?.dataset.message ?? target.className)))
        .observe(document.querySelector(".page"), { childList: true, subtree: true, characterData: true, attributes: true });
    }`);
    await panel.post(delta(5, " and more."), delta(15, " And more."));
    // A slow frame makes the next one wait.
    await panel.until("touched.includes('a')");
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

    await wheelUp(panel, 40);
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
    // The last wheel may still be on its way.
    await still(panel);
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
    await wheelUp(panel, 900);
    await button(page, "New below").waitFor();
    const place = (): Promise<unknown> => page.evaluate("underTest.kept().place");
    const left = (await place()) as { messageId: string; offset: number };
    await panel.reload();
    const top = await at<number>(page, `[data-message="${left.messageId}"]`, topOf);
    assert.ok(Math.abs(top - left.offset) <= 2, `${top} instead of ${left.offset}`);
  }));

test("messages added far below do not move the reader, even when the first drawn one leaves the window", () =>
  inPage(stateWith(turns(15)), async (panel, page) => {
    await page.mouse.move(200, 200);
    for (let round = 0; round < 30 && (await page.locator(".message").count()) < 30; round++) {
      await page.mouse.wheel(0, -600);
      await panel.post();
    }
    assert.equal(await page.locator(".message").count(), 30);
    await still(panel);
    const place = (): Promise<number> => at(page, '[data-message="a4"]', topOf);
    const before = await place();
    await panel.state(stateWith(turns(16).slice(2), { older: 2 }));
    assert.equal(await page.locator(".message").count(), 30);
    assert.ok(Math.abs((await place()) - before) <= 1, `${await place()} instead of ${before}`);
  }));

test("a countdown to the next attempt ends in waiting for it", () =>
  inPage(
    streaming("", { status: "waiting", retry: { attempt: 2, seconds: 3, reason: "Too many requests." } }),
    async (panel, page) => {
      const line = page.locator(".status");
      assert.match((await line.textContent()) ?? "", /Too many requests\. Trying again in [123] s \(attempt 2\)/);
      await panel.until("document.querySelector('.status').textContent.trim() === 'Waiting for the first word…'");
    },
  ));

test("an answer is continued only at the end of the branch, and only when there is something of it", () =>
  inPage(undefined, async (panel, page) => {
    const cut = (text: string): MessageView => answer("a", text, { status: "interrupted" });
    await panel.state(stateWith([prompt("p", "Hi"), cut("Half")]));
    await button(page, "Continue").click();
    assert.deepEqual(await panel.posted("continue"), [{ type: "continue", messageId: "a" }]);
    await panel.state(stateWith([prompt("p", "Hi"), cut("Half"), prompt("q", "More"), answer("b", "Yes")]));
    assert.equal(await page.locator(".outcome").count(), 1);
    assert.equal(await button(page, "Continue").count(), 0);
    await panel.state(stateWith([prompt("p", "Hi"), cut("")]));
    assert.equal(await button(page, "Continue").count(), 0);
    await button(page.locator(".outcome"), "Try again").click();
    assert.deepEqual(await panel.posted("retry"), [{ type: "retry", messageId: "a" }]);
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
          buttons: [{ label: "Set key", run: "setApiKey" }],
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

test("an answer that ends behind a queued question is read to its end; one that fails at first sight is told, an old one that is looked at is not", () =>
  inPage(streaming("First one. Sec"), async (panel, page) => {
    const said = (kind: string) => page.locator(`[aria-live=${kind}] p`).allTextContents();
    const asked = [prompt("p", "Question"), answer("a", "First one. Second one.")];
    await panel.state(stateWith([...asked, prompt("q", "Next"), answer("b", "", { status: "waiting" })]));
    assert.deepEqual(await said("polite"), ["Second one.", "Answer complete"]);
    const error: ErrorView = { cause: "No.", host: "h", model: "m", buttons: [{ label: "Again", run: "retry" }] };
    const failed = (index: number, count: number) => [
      ...asked,
      prompt("q", "Next"),
      answer(`f${index}`, "", { status: "failed", error, sibling: { index, count } }),
    ];
    await panel.state(stateWith(asked));
    await panel.state(stateWith(failed(0, 1)));
    assert.deepEqual(await said("assertive"), ["The answer failed. No."], "a new question");
    await panel.state(stateWith(failed(1, 2)));
    assert.equal((await said("assertive")).length, 2, "asked again");
    await panel.state(stateWith(failed(0, 2)));
    await panel.state(stateWith([...turns(1), ...failed(1, 2)]));
    assert.equal((await said("assertive")).length, 2, "looked at");
  }));

test("an error's button may ask again or open the prompt for editing", () =>
  inPage(undefined, async (panel, page) => {
    const failed = (run: "retry" | "shorten"): State =>
      stateWith([
        prompt("p", "Too long"),
        answer("a", "", {
          status: "failed",
          error: { cause: "No.", host: "h", model: "m", buttons: [{ label: "Next step", run }] },
        }),
      ]);
    await panel.state(failed("retry"));
    await button(page, "Next step").click();
    assert.deepEqual(await panel.posted("retry"), [{ type: "retry", messageId: "a" }]);
    await panel.state(failed("shorten"));
    await button(page, "Next step").click();
    assert.equal(await page.locator(".prompt-editor textarea").inputValue(), "Too long");
  }));

test("W11 a refused question is marked, and its card offers all ways on, the first one foremost", () =>
  inPage(
    stateWith([
      prompt("p", "Refused", { isLeftOut: true }),
      answer("a", "", {
        status: "failed",
        error: {
          cause: "The content check refused it.",
          host: "h",
          model: "m",
          buttons: [
            { label: "Edit", run: "shorten" },
            { label: "Bare", run: "withoutAttachments" },
            { label: "Find", run: "findAttachment" },
            { label: "Leave out", run: "leaveOut" },
            { label: "Other model", run: "otherModel" },
            { label: "Check", run: "checkConnection" },
          ],
        },
      }),
    ]),
    async (panel, page) => {
      await page.locator(".from-user").getByText("Not sent with later questions").waitFor();
      assert.deepEqual(await page.locator(".error-card .primary").allTextContents(), ["Edit"]);
      for (const name of ["Bare", "Find", "Leave out", "Other model", "Check"]) await button(page, name).click();
      assert.deepEqual(await panel.posted("mend"), [
        { type: "mend", messageId: "a", how: "withoutAttachments" },
        { type: "mend", messageId: "a", how: "findAttachment" },
        { type: "mend", messageId: "a", how: "leaveOut" },
        { type: "mend", messageId: "a", how: "otherModel" },
      ]);
      assert.deepEqual(await panel.posted("run"), [{ type: "run", action: "checkConnection" }]);
    },
  ));

test("everything is reached by keys alone", () =>
  inPage(stateWith(turns(20)), async (panel, page) => {
    await panel.post({ type: "focus" });
    assert.equal(await page.evaluate("document.activeElement.tagName"), "TEXTAREA");
    const names: string[] = [];
    for (let stop = 0; stop < 7; stop++) {
      await page.keyboard.press("Shift+Tab");
      names.push(await page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent"));
    }
    // The last turn's buttons, then the thread itself: earlier messages do not lengthen the way.
    assert.deepEqual(names.slice(0, 7), [
      "Ask a side question from here",
      "Show what was sent",
      "Compare with another model…",
      "Try again",
      "Copy answer",
      "Edit and send again",
      "Conversation",
    ]);
    await page.locator(".thread").focus();
    await page.keyboard.press("Alt+ArrowUp");
    await page.keyboard.press("Alt+ArrowUp");
    await page.keyboard.press("Alt+ArrowUp");
    assert.equal(await page.evaluate("document.activeElement.dataset.message"), "a18");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.deepEqual(await panel.posted("copyAnswer"), [{ type: "copyAnswer", messageId: "a18" }]);
  }));
