// What an answer looks like in the panel's page, beyond its DOM: direction, fonts.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { delta, pageTests, streaming } from "./pageTests.ts";
import { answer, prompt, stateWith } from "./states.ts";

const inPage = pageTests();

const arabic =
  "React هي مكتبة لبناء واجهات المستخدم، و`useState` خطاف.\n\n- TypeScript\n- لغة برمجة لبناء التطبيقات الكبيرة وصيانتها من Microsoft\n\n> اقتباس قصير\n\n| العمود الأول | الثاني |\n|---|---|\n| قيمة | x |\n\n```js\nlet a; // تعليق\n```\n\nEnglish here\n";

test("an answer in Arabic runs from right to left, its code from left to right", () =>
  inPage(stateWith([prompt("p", "React ما هو هذا؟"), answer("a", arabic)]), async (_, page) => {
    const box = async (selector: string) => {
      const found = await page.locator(`.from-qwen ${selector}`).first().boundingBox();
      assert.ok(found, selector);
      return found;
    };
    assert.equal(await page.locator(".prompt-text p").getAttribute("dir"), "rtl");
    const [first, second] = [await box("th"), await box("th + th")];
    assert.ok(first.x > second.x, "the first column is on the right");
    const [list, item] = [await box("ul"), await box("li p")];
    assert.ok(list.x + list.width - (item.x + item.width) > 10, "markers are on the right");
    assert.equal(await page.evaluate(style("blockquote", "borderRightWidth")), "3px");
    for (const selector of ["pre", ".code-header", "p code"])
      assert.equal(await page.evaluate(style(selector, "direction")), "ltr", selector);
    // A Latin item stands beside its marker.
    const text: { right: number } = await page.evaluate(
      "(() => { const range = document.createRange(); range.selectNodeContents(document.querySelector('li p')); return range.getBoundingClientRect().toJSON(); })()",
    );
    assert.ok(list.x + list.width - text.right < 60, "beside its marker");
    await page.locator(".composer textarea").fill("npm ما هو مدير الحزم هذا؟");
    assert.equal(await page.locator(".composer textarea").getAttribute("dir"), "rtl");
  }));

test("each language with Han characters has its own forms of them, whatever VS Code's language", async () => {
  const text =
    "設定方法を説明します。\n\n这是简体中文，请看说明。\n\n這是繁體中文，請看說明。\n\n한국어 문장입니다. 漢字.\n";
  const drawnIn: Readonly<Record<string, readonly string[]>> = {
    en: ["JP", "SC", "TC", "KR", "SC"],
    "zh-cn": ["JP", "SC", "TC", "KR", "SC"],
  };
  for (const [locale, expected] of Object.entries(drawnIn)) {
    await inPage(
      stateWith([prompt("p", "方法を説明して"), answer("a", text), answer("b", "The word 直 here.\n")]),
      async (_, page) => {
        const names = await hanFonts(page, ".from-qwen p");
        if (names.every((name) => !name.includes("CJK"))) return;
        assert.deepEqual(
          names.map((name) => /CJK (\w\w)/.exec(name)?.[1] ?? name),
          expected,
          locale,
        );
        assert.match((await hanFonts(page, ".prompt-text p"))[0] ?? "", /JP/);
      },
      { locale },
    );
  }
});

const everyBlock = `# Title\n\n### Deep\n\nText **bold** \`code\` [link](https://a.example) ![image](https://a.example/i.png) $x^2$.

- [ ] open\n- [x] done\n  1. one\n  2. two\n\n> quote\n>\n> ## In a quote\n\n---\n
|${" A rather wide column |".repeat(8)}\n|${"---|".repeat(8)}\n|${" 1 |".repeat(8)}\n\n| small |\n|---|\n| 1 |\n
\`\`\`ts\nconst short = 1;\n\`\`\`\n\n\`\`\`ts\nconst long = "${"x".repeat(300)}";\n\`\`\`\n
$$\n${"a+b+".repeat(60)}c\n$$\n\n<details>raw</details>\n\n#### Below\n\nمرحبا بالعالم، 你好，こんにちは\n`;

test("the buttons of a code block are one stop of the Tab key; what overflows is a stop, what does not is none", () =>
  inPage(stateWith([prompt("p", "Everything"), answer("a", everyBlock)]), async (panel, page) => {
    const bar = page.getByRole("toolbar", { name: "Code block, ts" }).first();
    await panel.until("document.querySelector('.katex') && document.querySelector('.hl-keyword')");
    // What overflows is a stop of the Tab key at the frame after it was drawn.
    await panel.post();
    await bar.getByRole("button").first().focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate("document.activeElement.title"), "Copy code");
    await page.keyboard.press("End");
    assert.equal(await page.evaluate("document.activeElement.title"), "More actions");
    await page.keyboard.press("Tab");
    assert.equal(
      await page.evaluate(
        "document.activeElement.closest('.code-buttons') === null || document.activeElement.title === 'Apply to file'",
      ),
      true,
    );
    const stops = await page.evaluate(
      "[...document.querySelectorAll('.from-qwen :is(pre, .table, .maths-display)')].map((element) => [element.tabIndex, element.getAttribute('aria-label')])",
    );
    assert.deepEqual(stops, [
      [0, "Table"],
      [-1, null],
      [-1, null],
      [0, "Code block, ts"],
      [0, "Formula"],
    ]);
    const more = page
      .getByRole("toolbar", { name: "Code block, ts" })
      .nth(1)
      .getByRole("button", { name: "More actions" });
    await more.click();
    await page.getByRole("menuitemcheckbox", { name: "Wrap lines" }).click();
    await panel.until("document.querySelectorAll('pre')[1].tabIndex === -1");
  }));

test("axe finds nothing wrong in an answer with every kind of block, and its outline has no holes", () =>
  inPage(
    stateWith([
      prompt("p", "Everything"),
      answer("a", everyBlock),
      prompt("q", "And?"),
      answer("b", "## Two\n\n##### Five\n"),
    ]),
    async (panel, page) => {
      const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
      await panel.until("document.querySelector('.katex') && document.querySelector('.hl-keyword')");
      // What overflows is a stop of the Tab key at the frame after it was drawn.
      await panel.post();
      await page.evaluate(`${axe};0`);
      const violations = await page.evaluate(
        "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 120))))",
      );
      assert.deepEqual(violations, []);
      const levels = await page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3')].map((heading) => Number(heading.getAttribute('aria-level') ?? heading.localName[1]))",
      );
      assert.deepEqual(levels, [1, 2, 2, 3, 4, 4, 5, 2, 2, 3, 4]);
    },
  ));

const running: Readonly<Record<string, readonly [shown: string, word: string, more: string]>> = {
  "the live paragraph": ["First.\n\nSome words that stand at the end", "words that", " **and bold** text.\n\nNext\n"],
  "emphasis that is still open": ["Some **bold words that grow", "words that", " more** and more\n\nNext\n"],
  "the live code block": [
    "\n```ts\nconst before = 1;\nconst words = that",
    "words = that",
    ";\nconst after = 2;\nreturn 1;\nlet a;\n```\nNext\n",
  ],
  "a list item": ["- one\n- some words that stand", "words that", " here\n- three\n\n- four\n\nNext\n"],
  "a cell of a table": [
    "| a | b |\n|---|---|\n| 1 | 2 |\n| x | words that",
    "words that",
    " grow | \n| 3 | 4 |\n\nNext\n",
  ],
};

for (const [name, [shown, word, more]] of Object.entries(running)) {
  test(`what the mouse selects in ${name} stays selected while text comes`, () =>
    inPage(streaming(shown), async (panel, page) => {
      const rect: { left: number; right: number; y: number } = await page.evaluate(
        `(() => {
          const walker = document.createTreeWalker(document.querySelector(".markdown"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(${JSON.stringify(word)});
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + ${word.length});
            const { left, right, top, bottom } = range.getBoundingClientRect();
            return { left, right, y: (top + bottom) / 2 };
          }
        })()`,
      );
      const selected = (): Promise<string> => page.evaluate("getSelection().toString()");
      await page.mouse.move(rect.left, rect.y);
      await page.mouse.down();
      await page.mouse.move(rect.right, rect.y, { steps: 5 });
      let at = shown.length;
      const come = async (text: string): Promise<void> => {
        await panel.post(delta(at, text));
        at += text.length;
      };
      // Some of it while the button is still down.
      await come(more.slice(0, 3));
      await page.mouse.up();
      assert.equal(await selected(), word);
      for (const piece of more.slice(3).match(/[\s\S]{1,4}/g) ?? []) await come(piece);
      await panel.state(stateWith([prompt("p", "Question"), answer("a", shown + more)]));
      assert.equal(await selected(), word);
    }));
}

/** For each element, the font that draws its East Asian characters. Which ones there are depends on the machine. */
async function hanFonts(page: Page, selector: string): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument");
  const { nodeIds } = await session.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector });
  const names: string[] = [];
  for (const nodeId of nodeIds) {
    const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
    names.push(
      fonts.find(({ familyName }) => familyName.includes("CJK"))?.familyName ??
        fonts.map((font) => font.familyName).join(),
    );
  }
  return names;
}

const style = (selector: string, property: string): string =>
  `getComputedStyle(document.querySelector(".from-qwen ${selector}")).${property}`;
