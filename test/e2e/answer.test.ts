// What is done with an answer beside carrying its code off, in the real workbench, in English and Chinese: its look, its tables, its diagrams, its text.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Frame, Locator } from "playwright-core";
import { answer } from "../dashscope/answers.ts";
import { english } from "../page/labels.ts";
import { until } from "../until.ts";
import { asked, type ChatBench, openChat } from "./chat.ts";
import { type Say, wordsOf } from "./words.ts";

const code = Array.from({ length: 40 }, (_, row) => `const row${row} = "${"wide ".repeat(row === 3 ? 40 : 1)}";`);
const texts: Readonly<Record<string, string>> = {
  table: "Prices:\n\n| Fruit | Price |\n|:--|--:|\n| pear, green | **2** |\n| 梨 | =1+1 |\n\nThat is all of them.",
  diagram: "The way:\n\n```mermaid\nflowchart LR\n  shelf --> basket\n```\n\nDone.",
  reaching: "The way:\n\n```mermaid\nflowchart LR\n  a[<img src='https://example.com/a.png'>] --> b\n```\n\nDone.",
  long: `Rows:\n\n\`\`\`ts\n${code.join("\n")}\n\`\`\`\n\nDone.`,
  diff: "So:\n\n```diff\n-const shelf = 1;\n+const shelf = 2;\n```\n\nDone.",
  plain: "It is **bold** and `code`:\n\n- first\n- second\n\n```ts\nconst a = 1;\nconst b = 2;\n```\n\nThe last words.",
};

for (const locale of ["en", "zh-cn"] as const) {
  describe(`with an answer, ${locale}`, () => {
    let chat: ChatBench;
    let say: Say;
    before(async () => {
      say = await wordsOf(locale);
      chat = await openChat({ locale, height: 900 }, { respond: ({ body }) => answer(texts[asked(body)] ?? "Done.") });
      await chat.workbench.openPanel();
      await chat.workbench.sideBarWidth(460);
    });
    after(() => chat?.close());

    const copied = (): Promise<string> => chat.workbench.page.evaluate("navigator.clipboard.readText()");
    const isCopied = (what: string, text: string) => until(async () => (await copied()) === text, what);
    async function show(question: string): Promise<{ readonly panel: Frame; readonly last: Locator }> {
      const answers = (await chat.workbench.panel()).locator(".message.from-qwen");
      const count = await answers.count();
      const panel = await chat.ask(question);
      const last = answers.nth(count);
      await last.getByText(/Done\.|That is all of them\.|The last words\./).waitFor();
      return { panel, last };
    }
    const choose = async (panel: Frame, item: string): Promise<void> => {
      await panel.locator(".menu [role^=menuitem]").filter({ hasText: item }).first().click();
    };
    const markdownCommand =
      locale === "en" ? "Ask Qwen: Copy Selection or Answer as Markdown" : "Ask Qwen: 将所选内容或回答复制为 Markdown";

    test("a table is copied as CSV and as Markdown", async (t) => {
      chat.workbench.watch(t);
      const { panel, last } = await show("table");
      const button = last.getByRole("button", { name: say(english.copyTable) });
      await last.locator("table").hover();
      await button.click();
      await choose(panel, say(english.copyAsCsv));
      await isCopied("the table as CSV", 'Fruit,Price\r\n"pear, green",2\r\n梨,\'=1+1\r\n');
      await button.click();
      await choose(panel, say(english.copyAsMarkdown));
      await isCopied(
        "the table as Markdown",
        "| Fruit | Price |\n| :--- | ---: |\n| pear, green | **2** |\n| 梨 | =1+1 |\n",
      );
    });

    test("a Mermaid block opens in VS Code's own preview, one that would load something only when the user agrees", async (t) => {
      chat.workbench.watch(t);
      const { page } = chat.workbench;
      const preview = page.locator(".tab").filter({ hasText: say("Diagram") });
      const { last } = await show("diagram");
      await last.getByRole("button", { name: say(english.openDiagram) }).click();
      await preview.first().waitFor();
      const isShown = async () => {
        for (const frame of page.frames()) {
          const shown = await frame
            .locator(".markdown-body")
            .allTextContents()
            .catch(() => []);
          if (/shelf[\s\S]*basket/.test(shown.join())) return true;
        }
        return false;
      };
      await until(isShown, "the diagram, or its text where VS Code draws none", 60);
      await chat.workbench.screenshot(`diagram-${locale}`);
      await preview.first().click({ button: "middle" });
      await preview.first().waitFor({ state: "detached" });
      const { last: reaching } = await show("reaching");
      await reaching.getByRole("button", { name: say(english.openDiagram) }).click();
      const dialog = page.locator(".monaco-dialog-box");
      await dialog.getByText("https://example.com/a.png").waitFor();
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      assert.equal(await preview.count(), 0);
    });

    test("a long block is wrapped, numbered and collapsed from its menu, by keys", async (t) => {
      chat.workbench.watch(t);
      const { panel, last } = await show("long");
      const pre = last.locator("pre");
      const more = last.getByRole("button", { name: say(english.moreActions) }).first();
      assert.equal(await last.locator(".code-language").textContent(), "ts");
      const width = () => pre.evaluate((element) => [element.scrollWidth, element.clientWidth] as const);
      const [before, room] = await width();
      assert.ok(before > room, "one line is wider than the block");
      const run = async (item: string): Promise<void> => {
        await more.focus();
        await chat.workbench.page.keyboard.press("Enter");
        const entry = panel.locator(".menu [role^=menuitem]").filter({ hasText: item }).first();
        await entry.waitFor();
        for (let steps = 0; steps < 12; steps++) {
          if (await entry.evaluate((element) => element === element.ownerDocument.activeElement)) break;
          await chat.workbench.page.keyboard.press("ArrowDown");
        }
        await chat.workbench.page.keyboard.press("Enter");
        await entry.waitFor({ state: "detached" });
      };
      await run(say(english.wrapLines));
      await until(async () => {
        const [wide, inside] = await width();
        return wide <= inside;
      }, "the lines are wrapped");
      await run(say(english.lineNumbers));
      await pre.and(panel.locator(".numbered")).waitFor();
      await chat.workbench.screenshot(`numbered-${locale}`);
      const height = async (): Promise<number> => (await pre.boundingBox())?.height ?? 0;
      const tall = await height();
      await run(say(english.foldCode));
      assert.ok((await height()) < tall / 2, "ten lines of forty are shown");
      await last.getByRole("button", { name: say(english.showAllLines, 40) }).click();
      assert.equal(await height(), tall);
      for (const item of [english.wrapLines, english.lineNumbers]) await run(say(item));
      assert.equal(await pre.and(panel.locator(".numbered, .wrapped")).count(), 0);
    });

    test("lines of a diff have the colours of VS Code's diffs", async (t) => {
      chat.workbench.watch(t);
      const { last } = await show("diff");
      const colour = (name: string) =>
        last
          .locator(name)
          .first()
          .evaluate((element) => element.ownerDocument.defaultView!.getComputedStyle(element).backgroundColor);
      const [added, deleted] = [await colour(".hl-added"), await colour(".hl-deleted")];
      for (const one of [added, deleted]) assert.doesNotMatch(one, /^rgba\(0, 0, 0, 0\)$/);
      assert.notEqual(added, deleted);
    });

    test("what is selected is copied clean, the answer and its code as they were written", async (t) => {
      chat.workbench.watch(t);
      const { panel, last } = await show("plain");
      await last.evaluate((element) => {
        const selection = element.ownerDocument.getSelection();
        const answer = element.querySelector(".markdown");
        if (answer) selection?.selectAllChildren(answer);
      });
      await panel.locator(".thread").focus();
      await chat.workbench.page.keyboard.press("ControlOrMeta+C");
      const text = "It is bold and code:\n\n- first\n- second\n\nconst a = 1;\nconst b = 2;\n\nThe last words.";
      await isCopied("the text of the selection", text);
      await chat.workbench.runCommand(markdownCommand);
      await isCopied("the selection as Markdown", texts["plain"] ?? "");
      await last.getByRole("button", { name: say(english.copyCode) }).click();
      await isCopied("the code", "const a = 1;\nconst b = 2;");
      await last.getByRole("button", { name: say(english.copyAnswer), exact: true }).click();
      await isCopied("the answer", texts["plain"] ?? "");
    });
  });
}
