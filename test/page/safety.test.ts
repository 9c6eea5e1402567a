// What an answer, a name or a foreign message can not do to the panel's page; and that all of it can be read by everyone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startAxe } from "./axe.ts";
import { box, delta, pageTests, streaming } from "./pageTests.ts";
import { answer, prompt, stateWith, turns } from "./states.ts";

const inPage = pageTests();

test("M17 M18 names with markup, quotes, line breaks and turned text are shown as they are", () =>
  inPage(undefined, async (panel, page) => {
    const hostile = `<img src=x onerror=alert(1)>"quote'\nnew\u202etxt.exe`;
    const state = stateWith(
      [
        prompt("p", hostile, {
          parts: [
            {
              type: "reference",
              id: "r",
              kind: "code",
              label: hostile,
              detail: hostile,
              tokens: 5,
              secretLines: [],
              hidden: 0,
            },
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
            buttons: [{ label: hostile, run: "retry" }],
          },
        }),
      ],
      {
        model: { id: hostile, label: hostile, thinking: "on" },
        connection: { ready: true, label: hostile, host: hostile, key: "stored", rehearsal: false },
        notices: [{ id: "n", text: hostile }],
        queue: [{ id: "q", text: hostile, references: [] }],
      },
    );
    await panel.state(state);
    assert.equal(await page.locator("img, .page script, [onerror]").count(), 0);
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
    assert.equal((await panel.posted("ready")).length, 0);
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

for (const theme of ["dark", "light", "hc-dark", "hc-light"] as const) {
  test(`axe finds nothing wrong in the ${theme} theme`, () =>
    inPage(
      undefined,
      async (panel, page) => {
        const rules = await startAxe(page);
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
                error: { cause: "Broke.", host: "h", model: "m", buttons: [{ label: "Again", run: "retry" }] },
              }),
            ],
            {
              queue: [{ id: "q", text: "later", references: [] }],
              notices: [{ id: "n", text: "Note" }],
              older: 3,
              side: { from: "a0" },
              draft: {
                text: "",
                revision: 1,
                references: [
                  {
                    id: "r",
                    kind: "code",
                    label: "one.ts:1-9",
                    detail: "src/one.ts:1-9",
                    tokens: 80,
                    secretLines: [],
                    hidden: 0,
                  },
                ],
              },
            },
          ),
        );
        assert.deepEqual(await rules(), []);
      },
      { theme },
    ));
}
