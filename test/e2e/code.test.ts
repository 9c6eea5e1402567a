// Code carried from an answer into the workspace, in the real workbench, in both languages: reviewed as a diff, accepted, undone.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Locator } from "playwright-core";
import { answer } from "../dashscope/answers.ts";
import { until } from "../until.ts";
import { asked, type ChatBench, openChat } from "./chat.ts";
import { wordsOf } from "./words.ts";

const change = `\`take\` and \`add\` accept negative counts, which can empty the shelf. In \`inventory.ts\`, refuse them:

\`\`\`ts
add(item: Item): void {
  if (item.quantity < 0) throw new RangeError(item.name);
  const known = this.#items.get(item.name);
  const quantity = item.quantity + (known?.quantity ?? 0);
  this.#items.set(item.name, { ...item, quantity });
}
\`\`\`

And in \`inventory.ts\`, when things are taken out:

\`\`\`ts
export class Inventory {
  // ... existing code ...

  take(name: string, quantity: number): boolean {
    if (quantity < 0) throw new RangeError(name);
    const item = this.#items.get(name);
    // ... existing code ...
  }
}
\`\`\`
`;
const texts: Readonly<Record<string, string>> = {
  run: "In a shell:\n\n```bash\necho it ran > ran.txt\n```\n",
  unseen: "Like this:\n\n```ts\nexport const shelf\u200b = 1;\n```\n",
  create: "In a new file `shelf.ts`:\n\n```ts\nexport const shelf = 1;\n```\n",
};
const words = {
  en: {
    apply: "Apply to file",
    accept: "Accept Proposed Change",
    reject: "Reject Proposed Change",
    ask: "How can negative counts be refused?",
  },
  "zh-cn": {
    apply: "应用到文件",
    accept: "接受建议的更改",
    reject: "拒绝建议的更改",
    ask: "怎样拒绝负数？",
  },
} as const;

for (const locale of ["en", "zh-cn"] as const) {
  describe(`in ${locale}`, () => {
    const say = words[locale];
    let chat: ChatBench;
    let file: string;
    let original: string;
    before(async () => {
      chat = await openChat(
        { locale, width: 1500, height: 900, settings: { "files.autoSave": "off" } },
        { respond: ({ body }) => answer(texts[asked(body)] ?? change) },
      );
      file = join(chat.workbench.workspace, "inventory.ts");
      original = await readFile(file, "utf8");
    });
    after(() => chat?.close());

    const action = (name: string): Locator =>
      chat.workbench.page.locator(`.editor-actions .action-label[aria-label^="${name}"]`).first();
    const lastAnswer = async (): Promise<Locator> =>
      (await chat.workbench.panel()).locator(".message.from-qwen").last();
    /** Waits for its own answer: until then the last one is that of the question before. */
    const ask = async (question: string): Promise<Locator> => {
      const panel = await chat.ask(question);
      await panel.locator(".message.from-user").last().getByText(question, { exact: true }).waitFor();
      return lastAnswer();
    };

    test("D11 a block is reviewed beside its file, accepted whole, and undone in one step", async (t) => {
      chat.workbench.watch(t);
      const { page } = chat.workbench;
      const last = await ask(say.ask);
      await chat.workbench.sideBarWidth(420);
      const button = last.getByRole("button", { name: say.apply, exact: true });
      await button.nth(1).waitFor();
      await button.first().click();
      const proposed = page.locator(".monaco-diff-editor .editor.modified .view-lines");
      await proposed.getByText("throw new RangeError(item.name)").waitFor();
      await proposed.getByText("throw new RangeError(name)").waitFor();
      await action(say.reject).waitFor();
      await chat.workbench.screenshot(`apply-${locale}`);
      assert.equal(await readFile(file, "utf8"), original);

      await action(say.accept).click();
      await page.locator(".monaco-diff-editor").waitFor({ state: "detached" });
      await page.locator('.tab.active.dirty[data-resource-name="inventory.ts"]').waitFor();
      await page.keyboard.press("ControlOrMeta+S");
      const expected = original
        .replace("add(item: Item): void {\n", "$&    if (item.quantity < 0) throw new RangeError(item.name);\n")
        .replace("quantity: number): boolean {\n", "$&    if (quantity < 0) throw new RangeError(name);\n");
      await until(
        async () => (await readFile(file, "utf8")) === expected,
        "the file is written, and nothing else in it",
      );
      await page.locator(".editor-instance .monaco-editor .view-lines").first().click();
      await page.keyboard.press("ControlOrMeta+Z");
      await page.keyboard.press("ControlOrMeta+S");
      await until(async () => (await readFile(file, "utf8")) === original, "one undo brings it all back");
    });

    test("24 closing the diff loses nothing; rejecting writes nothing", async (t) => {
      chat.workbench.watch(t);
      const { page } = chat.workbench;
      const button = (await lastAnswer()).getByRole("button", { name: say.apply, exact: true }).first();
      await button.click();
      await action(say.accept).waitFor();
      await page.locator(".editor-group-container .tab.active").first().click({ button: "middle" });
      await page.locator(".monaco-diff-editor").waitFor({ state: "detached" });
      await button.click();
      await action(say.reject).click();
      await page.locator(".monaco-diff-editor").waitFor({ state: "detached" });
      assert.equal(await readFile(file, "utf8"), original);
    });

    test("P14 T22 commands run once they were shown and agreed to, and not when the question is closed", async (t) => {
      chat.workbench.watch(t);
      const { page, workspace } = chat.workbench;
      const say = await wordsOf(locale);
      const ran = join(workspace, "ran.txt");
      const run = (await ask("run")).getByRole("button", { name: say("Run in terminal…") });
      const dialog = page.locator(".monaco-dialog-box");
      await run.click();
      await dialog.getByText(say("Run this in a terminal?")).waitFor();
      await dialog.getByText("echo it ran > ran.txt").waitFor();
      await chat.workbench.screenshot(`run-${locale}`);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      await run.click();
      await dialog.waitFor();
      assert.equal(existsSync(ran), false);
      assert.equal(await page.locator(".terminal-wrapper").count(), 0);
      await dialog.getByRole("button", { name: say("Run"), exact: true }).click();
      await page.locator(".terminal-wrapper").first().waitFor();
      const text = () => readFile(ran, "utf8").catch(() => "");
      await until(async () => (await text()) === "it ran\n", "what the command has made", 60);
    });

    test("P9 M32 code with characters that can not be seen is asked about before it is used, and they are shown", async (t) => {
      chat.workbench.watch(t);
      const { page } = chat.workbench;
      const say = await wordsOf(locale);
      const dialog = page.locator(".monaco-dialog-box");
      const copied = () => page.evaluate<string>("navigator.clipboard.readText()");
      await page.evaluate(`navigator.clipboard.writeText("before")`);
      const copy = (await ask("unseen")).getByRole("button", { name: say("Copy code") });
      await copy.click();
      await dialog
        .getByText(say("This code has {0} hidden characters. They can make it do something else than it shows.", 1))
        .waitFor();
      await dialog.getByText("U+200B").waitFor();
      await chat.workbench.screenshot(`hidden-characters-${locale}`);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      assert.equal(await copied(), "before");
      await copy.click();
      await dialog.getByRole("button", { name: say("Use It Anyway") }).click();
      await until(async () => (await copied()).startsWith("export const shelf\u200b"), "the code is copied");
    });

    test("code becomes a new file, is inserted at the cursor, and takes the place of what is selected", async (t) => {
      chat.workbench.watch(t);
      const { page, workspace } = chat.workbench;
      const say = await wordsOf(locale);
      const made = join(workspace, "shelf.ts");
      const code = "export const shelf = 1;\n";
      await ask("create");
      const more = async (name: string): Promise<void> => {
        await (await lastAnswer()).getByRole("button", { name: say("More actions") }).click();
        const panel = await chat.workbench.panel();
        await panel.getByRole("menuitem", { name: say(name) }).click();
      };
      const saved = async (text: string): Promise<void> => {
        await page.locator('.tab.active.dirty[data-resource-name="shelf.ts"]').waitFor();
        await page.locator(".editor-instance .monaco-editor .view-lines").first().click();
        await page.keyboard.press("ControlOrMeta+S");
        await until(async () => (await readFile(made, "utf8")) === text, "what is saved");
        await page.locator('.tab.active.dirty[data-resource-name="shelf.ts"]').waitFor({ state: "detached" });
      };
      await more("Create file…");
      const input = page.locator(".quick-input-widget:visible input").first();
      await until(async () => (await input.inputValue()) === "shelf.ts", "the name that the answer gives");
      await input.press("Enter");
      await page.locator('.tab.active[data-resource-name="shelf.ts"]').waitFor();
      const editor = '.editor-group-container.active .monaco-editor[data-uri$="/shelf.ts"]';
      await page.locator(`${editor} .view-line`).first().waitFor();
      assert.equal(await readFile(made, "utf8"), code);
      await (await lastAnswer()).getByRole("button", { name: say("Insert at cursor") }).click();
      await saved(`${code.trim()}${code}`);
      await page.keyboard.press("ControlOrMeta+A");
      await more("Replace selection");
      await saved(code.trim());
    });
  });
}
