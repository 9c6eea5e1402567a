// Check Connection in the real workbench, in English and Chinese: a document that grows, and a report without secrets.
import assert from "node:assert/strict";
import { homedir } from "node:os";
import { after, before, describe, test } from "node:test";
import { startStandIn } from "../dashscope/standIn.ts";
import { until } from "../until.ts";
import { type ChatBench, notification, openChat } from "./chat.ts";

const words = {
  en: {
    check: "Ask Qwen: Check Connection",
    works: "The connection to Qwen works.",
    copyReport: "Ask Qwen: Copy Connection Report",
    word: "OK  First word",
    failed: "Failed  Connection",
    button: "Check the connection",
  },
  "zh-cn": {
    check: "Ask Qwen: 检查连接",
    works: "与 Qwen 的连接正常。",
    copyReport: "Ask Qwen: 复制连接检查报告",
    word: "正常  首个词",
    failed: "失败  连接",
    button: "检查连接",
  },
} as const;

const canary = "sk-CANARYabcdefghijklmnop";

for (const locale of ["en", "zh-cn"] as const) {
  describe(`in ${locale}`, () => {
    const say = words[locale];
    let chat: ChatBench;
    before(async () => {
      chat = await openChat(
        { locale, theme: locale === "en" ? "light" : "dark", env: { DASHSCOPE_API_KEY: canary } },
        { models: ["qwen3.7-plus"] },
      );
    });
    after(() => chat?.close());

    /** The report as it is copied, once it has that text. */
    async function report(text: string): Promise<string> {
      let copied = "";
      await until(
        async () => {
          await chat.workbench.runCommand(say.copyReport);
          copied = await chat.workbench.page.evaluate("navigator.clipboard.readText()");
          return copied.includes(text);
        },
        `the report with ${text}`,
        60,
      );
      return copied;
    }

    test("K09 W05 every step with its verdict and time; what is copied is what is read, without key, home and user", async (t) => {
      chat.workbench.watch(t);
      await chat.workbench.openPanel();
      await chat.workbench.runCommand(say.check);
      const { page } = chat.workbench;
      await page.locator(".view-line").filter({ hasText: say.word }).waitFor();
      await notification(page, say.works);
      await page.keyboard.press("Escape");
      await chat.workbench.screenshot(`check-${locale}`);
      const text = await report(say.word);
      assert.ok(text.includes(new URL(chat.service.url).host), text);
      for (let at = 0; at + 12 <= canary.length; at++) assert.ok(!text.includes(canary.slice(at, at + 12)));
      assert.ok(!text.includes(homedir()), text);
      assert.equal(chat.service.requests.filter(({ method }) => method === "POST").length, 1);
    });

    test("W02 from the card of an answer that could not be had, to the step that fails", async (t) => {
      chat.workbench.watch(t);
      const gone = await startStandIn();
      await gone.close();
      await chat.service.close();
      const panel = await chat.ask("anyone there?");
      await panel.locator(".error-card").getByRole("button", { name: say.button }).click();
      // A document that opens closes the palette.
      await chat.workbench.page.locator(".view-line").filter({ hasText: say.failed }).first().waitFor();
      await report(say.failed);
    });
  });
}
