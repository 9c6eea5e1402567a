// The three doors: the panel, Ask Qwen, Explain Selection; in English and in Chinese.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { answer } from "../dashscope/answers.ts";
import { answerInput, type ChatBench, openChat, sent } from "./chat.ts";

const words = {
  en: {
    question: "What does Inventory do?",
    explain: "Explain Selection",
    chosen: "Explain this code.",
    language: "English",
    placeholder: "Ask Qwen anything",
  },
  "zh-cn": {
    question: "Inventory 类有什么用？",
    explain: "解释选中的代码",
    chosen: "请解释这段代码。",
    language: "Simplified Chinese",
    placeholder: undefined,
  },
} as const;

const markdown = {
  en: '`Inventory` keeps **items** by name.\n\n| call | effect |\n|---|---|\n| `add` | more of it |\n| `take` | less of it |\n\n```ts\nconst shop = new Inventory();\nshop.add({ name: "pear", price: 2, quantity: 3 });\n```\n\n- [x] adds up\n- [ ] saves\n\nIts total is $\\sum_i p_i q_i$.\n',
  "zh-cn":
    '`Inventory` 按名称保存**“商品”**的数量。\n\n| 调用 | 作用 |\n|---|---|\n| `add` | 增加 |\n| `take` | 减少 |\n\n```ts\nconst shop = new Inventory();\nshop.add({ name: "梨", price: 2, quantity: 3 });\n```\n\n- [x] 会合计\n- [ ] 不会保存\n\n总价为 $\\sum_i p_i q_i$。\n',
} as const;

for (const locale of ["en", "zh-cn"] as const) {
  describe(`in ${locale}`, () => {
    const expected = words[locale];
    const theme = locale === "en" ? "light" : "dark";
    let chat: ChatBench;
    before(async () => {
      chat = await openChat(
        { locale, theme },
        { respond: () => answer(markdown[locale], { chunk: 6, thinking: "Reading the class." }) },
      );
    });
    after(() => chat?.close());

    test("the panel: a question is answered, drawn as Markdown, with its thinking and its tokens", async (t) => {
      chat.workbench.watch(t);
      await chat.workbench.openFile("inventory.ts");
      await chat.workbench.openPanel();
      await chat.workbench.sideBarWidth(480);
      const panel = await chat.ask(expected.question);
      const answered = panel.locator(".message.from-qwen").last();
      await answered.locator(".usage").waitFor();
      await answered.locator("table").getByText("take").waitFor();
      await answered.locator("strong").first().waitFor();
      await answered.locator(".katex").first().waitFor();
      assert.match(String(await answered.locator("pre").textContent()), /const shop = new Inventory\(\);/);
      assert.ok(await answered.locator("pre span").count(), "code is highlighted");
      await answered.locator("details.thinking summary").click();
      await answered.locator(".thinking-text").getByText("Reading the class.").waitFor();
      const messages = sent((await chat.service.request(0)).body);
      assert.match(messages[0]?.content ?? "", new RegExp(expected.language));
      assert.equal(messages.at(-1)?.content, expected.question);
      if (expected.placeholder) await panel.getByPlaceholder(expected.placeholder).waitFor();
      await chat.workbench.screenshot(`panel-${locale}`);
    });

    test("Explain Selection in the editor's context menu: a chip, the code is sent, the answer streams", async (t) => {
      chat.workbench.watch(t);
      const before = chat.service.requests.length;
      await chat.workbench.openFile("inventory.ts");
      await chat.workbench.selectText(10, 1, 14, 4);
      await chat.workbench.contextMenu(expected.explain);
      const request = await chat.service.request(before);
      const prompt = sent(request.body).at(-1)?.content ?? "";
      assert.match(prompt, /^From inventory\.ts, lines 10-14:/);
      assert.match(prompt, /Inside:\n```\nexport class Inventory \{/);
      assert.match(prompt, /```typescript\n {2}add\(item: Item\): void \{[\s\S]*\n```/);
      assert.ok(prompt.endsWith(expected.chosen), prompt.slice(-60));
      assert.ok(!prompt.includes(chat.workbench.workspace), "no absolute path is sent");
      const panel = await chat.workbench.panel();
      const question = panel.locator(".message.from-user").last();
      await question.locator(".chip").getByText("inventory.ts:10-14").waitFor();
      assert.equal(await question.getByText("this.#items").count(), 0);
      await panel.locator(".message.from-qwen").last().locator(".usage").waitFor();
      await chat.workbench.screenshot(`explain-${locale}`);
    });

    test("Ask Qwen in the palette: with a selection it asks what to do with it", async (t) => {
      chat.workbench.watch(t);
      const before = chat.service.requests.length;
      await chat.workbench.openFile("primes.py");
      await chat.workbench.selectText(1, 1, 3, 2);
      await chat.workbench.runCommand("Ask Qwen");
      await answerInput(chat.workbench.page, /primes\.py:1-3/, "Is this fast?");
      const prompt = sent((await chat.service.request(before)).body).at(-1)?.content ?? "";
      assert.match(prompt, /^From primes\.py, lines 1-3:[\s\S]*Is this fast\?$/);
      await (await chat.workbench.panel()).locator(".message.from-qwen").last().locator(".usage").waitFor();
    });

    test("Ask Qwen works with no editor open", async (t) => {
      chat.workbench.watch(t);
      const before = chat.service.requests.length;
      await chat.workbench.page.keyboard.press("ControlOrMeta+K");
      await chat.workbench.page.keyboard.press("ControlOrMeta+W");
      await chat.workbench.page.locator(".editor-group-container .tab").first().waitFor({ state: "detached" });
      await chat.workbench.runCommand("Ask Qwen");
      await answerInput(chat.workbench.page, /^Ask Qwen$/, "What is a closure?");
      assert.equal(sent((await chat.service.request(before)).body).at(-1)?.content, "What is a closure?");
      await (await chat.workbench.panel()).locator(".message.from-qwen").last().locator(".usage").waitFor();
    });
  });
}
