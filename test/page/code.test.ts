// The page's code blocks and tables: what can be done with them, by mouse and by keyboard, and what copying takes.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { startAxe } from "./axe.ts";
import { chinese } from "./labels.ts";
import { at, button, delta, pageTests, streaming } from "./pageTests.ts";
import { answer, prompt, stateWith } from "./states.ts";

const inPage = pageTests();
const long = Array.from({ length: 40 }, (_, index) => `const value${index} = ${index};`).join("\n");
const code = "In `src/a.ts`:\n\n```ts src/a.ts\nconst a = 1;\n\n  b(a);\n```\n";
const shown = (text: string) => stateWith([prompt("p", "Question"), answer("a", text)]);

const menuItems = (page: Page): Promise<string[]> =>
  page.evaluate("[...document.querySelectorAll('.menu button')].map((item) => item.textContent)");
const focused = (page: Page): Promise<string> =>
  page.evaluate("document.activeElement.textContent || document.activeElement.title");

test("the buttons of a block say what they are for; each tells the host the block and its text", () =>
  inPage(shown(`${code}\n\`\`\`sh\nnpm ci\n\`\`\`\n\n\`\`\`mermaid\ngraph TD\n\`\`\`\n`), async (panel, page) => {
    const titles = (index: number): Promise<string[]> =>
      page.evaluate(
        `[...document.querySelectorAll('.code-buttons')[${index}].querySelectorAll('button')].map(({ title }) => title)`,
      );
    assert.deepEqual(await titles(0), ["Apply to file", "Copy code", "Insert at cursor", "More actions"]);
    assert.deepEqual(await titles(1), ["Run in terminal…", "Copy code", "Insert at cursor", "More actions"]);
    assert.deepEqual(await titles(2), ["Open as diagram", "Copy code", "Insert at cursor", "More actions"]);
    await button(page, "Apply to file").click();
    await button(page, "Run in terminal…").click();
    await button(page, "Copy code").first().click();
    await panel.until("document.querySelector('.code-copy').title === 'Copied'");
    assert.deepEqual(await panel.posted("code"), [
      { type: "code", do: "apply", messageId: "a", block: 0, text: "const a = 1;\n\n  b(a);" },
      { type: "code", do: "run", messageId: "a", block: 1, text: "npm ci" },
      { type: "code", do: "copy", messageId: "a", block: 0, text: "const a = 1;\n\n  b(a);" },
    ]);
  }));

test("M31 code with characters that can not be seen is not said to be copied: the host asks first", () =>
  inPage(shown("```ts\nif (a\u202e) {}\n```"), async (panel, page) => {
    assert.equal(await page.locator(".hidden-character").textContent(), "U+202E");
    await button(page, "Copy code").click();
    const [posted] = await panel.posted("code");
    assert.equal(posted?.text, "if (a\u202e) {}");
    assert.equal(await at(page, ".code-copy", "element.title"), "Copy code");
  }));

test("the menu is reached and left by keys, and stays in the page 300 pixels wide", () =>
  inPage(
    shown(code),
    async (panel, page) => {
      await button(page, "Apply to file").focus();
      await page.keyboard.press("End");
      assert.equal(await focused(page), "More actions");
      await page.keyboard.press("ArrowDown");
      assert.deepEqual(await menuItems(page), ["Replace selection", "Create file…", "Wrap lines", "Line numbers"]);
      assert.equal(await focused(page), "Replace selection");
      await page.keyboard.press("ArrowUp");
      assert.equal(await focused(page), "Line numbers");
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowDown");
      const inside = await at<boolean>(
        page,
        ".menu",
        "(({ left, right, top, bottom }) => left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight)(element.getBoundingClientRect())",
      );
      assert.ok(inside);
      await page.keyboard.press("Enter");
      assert.deepEqual(
        (await panel.posted("code")).map((message) => message.do),
        ["create"],
      );
      assert.equal(await focused(page), "More actions");
      assert.equal(await page.locator(".menu").count(), 0);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(".menu").count(), 0);
      assert.equal(await focused(page), "More actions");
      assert.equal(await at(page, ".code-more", "element.getAttribute('aria-expanded')"), "false");
      await button(page, "More actions").click();
      await page.locator(".composer textarea").click();
      assert.equal(await page.locator(".menu").count(), 0);
    },
    { width: 300 },
  ));

test("in a box that is not laid out elsewhere, the menu of the last block is not cut off", () =>
  inPage(shown(`${"A line.\n\n".repeat(60)}${code}`), async (_, page) => {
    await button(page, "More actions").click();
    const visible = await at<boolean>(
      page,
      ".menu button",
      "(({ left, top }) => document.elementFromPoint(left + 5, top + 5) === element)(element.getBoundingClientRect())",
    );
    assert.ok(visible);
  }));

test("wrapping and line numbers are for all blocks, and are remembered over a reload", () =>
  inPage(shown(`${code}\n\`\`\`ts\nconst long = "${"x".repeat(300)}";\n\`\`\`\n`), async (panel, page) => {
    const menu = async (item: string): Promise<void> => {
      await button(page, "More actions").first().click();
      await page.locator(".menu button").filter({ hasText: item }).click();
    };
    const lines = (): Promise<string[]> =>
      page.evaluate(
        "[...document.querySelectorAll('.line')].map(({ dataset, textContent }) => dataset.line + ' ' + textContent)",
      );
    await panel.until("document.querySelector('.hl-keyword')");
    await menu("Wrap lines");
    await panel.until(
      "[...document.querySelectorAll('pre')].every(({ classList, tabIndex }) => classList.contains('wrapped') && tabIndex === -1)",
    );
    await menu("Line numbers");
    assert.deepEqual((await lines()).slice(0, 3), ["1 const a = 1;\n", "2 \n", "3   b(a);"]);
    assert.equal((await lines()).length, 4);
    assert.equal(await at(page, "pre", "element.textContent"), "const a = 1;\n\n  b(a);");
    await panel.reload();
    await panel.until("document.querySelectorAll('pre.wrapped.numbered').length === 2");
    await panel.until("document.querySelectorAll('.line').length === 4");
    await button(page, "More actions").first().click();
    assert.equal(await page.locator(".menu [aria-checked='true']").count(), 2);
    await page.locator(".menu button").filter({ hasText: "Line numbers" }).click();
    await panel.until("document.querySelectorAll('.line').length === 0");
    assert.equal(await at(page, "pre", "element.textContent"), "const a = 1;\n\n  b(a);");
  }));

test("line numbers go on while a block grows, and its text stays whole", () =>
  inPage(streaming("```ts\nconst a = 1;\n"), async (panel, page) => {
    await button(page, "More actions").click();
    await page.locator(".menu button").filter({ hasText: "Line numbers" }).click();
    let length = "```ts\nconst a = 1;\n".length;
    for (const piece of ["/* two\nli", "nes */ b", "();\n\nlast", "();\n```\n\nDone."]) {
      await panel.post(delta(length, piece));
      length += piece.length;
    }
    await panel.state(shown("```ts\nconst a = 1;\n/* two\nlines */ b();\n\nlast();\n```\n\nDone."));
    await panel.until("document.querySelectorAll('.line').length === 5");
    assert.deepEqual(
      await page.evaluate("[...document.querySelectorAll('.line')].map(({ dataset }) => dataset.line)"),
      ["1", "2", "3", "4", "5"],
    );
    assert.equal(await at(page, "pre", "element.textContent"), "const a = 1;\n/* two\nlines */ b();\n\nlast();");
  }));

test("a long block is folded and opened; find opens it for what it holds", () =>
  inPage(shown(`\`\`\`ts\n${long}\n\`\`\`\n`), async (panel, page) => {
    const height = (): Promise<number> => at(page, "pre", "element.offsetHeight");
    const whole = await height();
    await button(page, "More actions").click();
    await page.locator(".menu button").filter({ hasText: "Collapse" }).click();
    assert.ok((await height()) < whole / 2);
    await button(page, "Show all 40 lines").click();
    assert.equal(await height(), whole);
    await button(page, "More actions").click();
    await page.locator(".menu button").filter({ hasText: "Collapse" }).click();
    await panel.post({ type: "find" });
    await page.locator(".find input").fill("value38");
    await page.keyboard.press("Enter");
    await panel.until("!document.querySelector('.folded')");
    assert.equal(await height(), whole);
  }));

test("the header of a long block stays in sight, and is as high while the block grows", () =>
  inPage(streaming("```ts\nconst a"), async (panel, page) => {
    const height = (): Promise<number> => at(page, ".code-header", "element.offsetHeight");
    const before = await height();
    await panel.state(shown(`\`\`\`ts\n${long}\n${long}\n\`\`\`\n`));
    assert.equal(await height(), before);
    await page.evaluate("document.querySelector('.thread').scrollTop = 500");
    const { header, thread } = (await page.evaluate(
      "({ header: document.querySelector('.code-header').getBoundingClientRect().top, thread: document.querySelector('.thread').getBoundingClientRect().top })",
    )) as { header: number; thread: number };
    assert.ok(Math.abs(header - thread) <= 1, `${header} at ${thread}`);
  }));

const table = "| a | b \\| c |\n|---|--:|\n| 1 | `x` |\n| =2 | **y**, z |\n";

test("a table is copied as CSV and as Markdown, by keyboard", () =>
  inPage(shown(table), async (panel, page) => {
    await button(page, "Copy table").focus();
    assert.equal(await at(page, ".table-tools button", "getComputedStyle(element).opacity"), "1");
    for (const item of ["Copy as CSV", "Copy as Markdown"]) {
      await page.keyboard.press("Enter");
      if (item === "Copy as Markdown") await page.keyboard.press("ArrowDown");
      assert.equal(await focused(page), item);
      await page.keyboard.press("Enter");
    }
    assert.deepEqual(await panel.posted("copyText"), [
      { type: "copyText", text: 'a,b | c\r\n1,x\r\n\'=2,"y, z"\r\n' },
      { type: "copyText", text: "| a | b \\| c |\n| --- | ---: |\n| 1 | `x` |\n| =2 | **y**, z |\n" },
    ]);
  }));

/** What the copy keys would put into the clipboard. */
const copied = (page: Page): Promise<string> =>
  page.evaluate(`(() => {
    const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
    const at = getSelection().anchorNode;
    (at.nodeType === 1 ? at : at.parentElement).dispatchEvent(event);
    return event.clipboardData.getData("text/plain");
  })()`);
const select = (page: Page, from: string, to: string): Promise<void> =>
  page.evaluate(`(() => {
    const find = (text) => {
      const walker = document.createTreeWalker(document.querySelector(".thread"), NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(text);
        if (at >= 0) return [node, at];
      }
      throw new Error("not on the screen: " + text);
    };
    const [start, startAt] = find(${JSON.stringify(from)});
    const [end, endAt] = find(${JSON.stringify(to)});
    getSelection().setBaseAndExtent(start, startAt, end, endAt + ${to.length});
  })()`);

test("copying takes clean text: no words of buttons, rows with tabs, code with its lines; the command takes Markdown", () =>
  inPage(shown(`Read **this** first.\n\n${code}\n${table}\nThe end.`), async (panel, page) => {
    await select(page, "this", "The end");
    assert.equal(
      await copied(page),
      "this first.\n\nIn src/a.ts:\n\nconst a = 1;\n\n  b(a);\n\na\tb | c\n1\tx\n=2\ty, z\n\nThe end",
    );
    await panel.post({ type: "askMarkdown" });
    await select(page, "const", "(a");
    assert.equal(await copied(page), "const a = 1;\n\n  b(a");
    await select(page, "is", "fir");
    assert.equal(await copied(page), "is fir");
    const [markdown] = await panel.posted("copyText");
    assert.equal(
      markdown?.text,
      "**this** first.\n\nIn `src/a.ts`:\n\n```ts\nconst a = 1;\n\n  b(a);\n```\n\n| a | b \\| c |\n| --- | --- |\n| 1 | `x` |\n| =2 | **y**, z |\n\nThe end",
    );
    await page.evaluate("getSelection().removeAllRanges()");
    await panel.post({ type: "askMarkdown" });
    assert.deepEqual(await panel.posted("copyAnswer"), [{ type: "copyAnswer", messageId: "a" }]);
  }));

test("the lines of a diff are coloured to the edge", () =>
  inPage(shown("```diff\n@@ -1 +1 @@\n-old();\n+new();\n```\n"), async (panel, page) => {
    await panel.until("document.querySelector('.hl-added') && document.querySelector('.hl-deleted')");
    const [added, deleted, line] = (await page.evaluate(
      "['.hl-added', '.hl-deleted', '.segment'].map((name) => document.querySelector(name).offsetWidth)",
    )) as number[];
    assert.equal(added, line);
    assert.equal(deleted, line);
  }));

for (const theme of ["dark", "hc-light"] as const) {
  test(`axe finds nothing wrong with an open menu and numbered lines: ${theme}`, () =>
    inPage(
      shown(`${code}\n${table}\n\`\`\`diff\n-a\n+b\n\`\`\`\n`),
      async (panel, page) => {
        await button(page, "More actions").first().click();
        await page.locator(".menu button").filter({ hasText: "Line numbers" }).click();
        await panel.until("document.querySelector('.hl-added') && document.querySelector('.line')");
        await button(page, "More actions").first().click();
        const violations = await startAxe(page.mainFrame());
        assert.deepEqual(await violations(), []);
      },
      { theme },
    ));
}

test("in Chinese every name is Chinese", () =>
  inPage(
    shown(`${code}\n${table}`),
    async (_, page) => {
      await page.getByRole("button", { name: "更多操作" }).first().click();
      const names: string[] = await page.evaluate(
        "[...document.querySelectorAll('.menu button, .code-buttons button, .table-tools button')].map((one) => one.textContent || one.title)",
      );
      assert.deepEqual(
        names.filter((name) => !/[\u4e00-\u9fff]/.test(name)),
        [],
      );
    },
    { labels: chinese, locale: "zh-cn" },
  ));
