// Code carried from an answer into the workspace, in the real workbench, in both languages: reviewed as a diff, accepted, undone.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Locator } from "playwright-core";
import { answer } from "../dashscope/answers.ts";
import { until } from "../until.ts";
import { type ChatBench, openChat } from "./chat.ts";

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
        { respond: () => answer(change) },
      );
      file = join(chat.workbench.workspace, "inventory.ts");
      original = await readFile(file, "utf8");
    });
    after(() => chat?.close());

    const action = (name: string): Locator =>
      chat.workbench.page.locator(`.editor-actions .action-label[aria-label^="${name}"]`).first();
    const lastAnswer = async (): Promise<Locator> =>
      (await chat.workbench.panel()).locator(".message.from-qwen").last();

    test("D11 a block is reviewed beside its file, accepted whole, and undone in one step", async (t) => {
      chat.workbench.watch(t);
      const { page } = chat.workbench;
      await chat.ask(say.ask);
      await chat.workbench.sideBarWidth(420);
      const button = (await lastAnswer()).getByRole("button", { name: say.apply, exact: true });
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
  });
}
