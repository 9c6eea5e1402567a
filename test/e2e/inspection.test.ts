// The provider's content check refuses something, in the real workbench: the conversation goes on, in English and Chinese.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Frame, Locator } from "playwright-core";
import { answer, answerEvents, eventStream, failure, sse } from "../dashscope/answers.ts";
import type { Reply } from "../dashscope/reply.ts";
import { until } from "../until.ts";
import { type ChatBench, notification, openChat, sent } from "./chat.ts";

const words = {
  en: {
    first: "What does this shop sell?",
    bad: "Which of these are contraband?",
    next: "And what is a pear?",
    slips: "Tell me more about it",
    attach: "Ask Qwen: Add Selection to Chat",
    leftOut: "Not sent with later questions",
    find: "Find the attachment…",
    start: "Find It",
    found: "The content check refuses: README.md",
    without: "Ask Without It",
    leaveOut: "Ask without the exchange before",
    other: "Ask another model…",
    use: "qwen3.8-max",
  },
  "zh-cn": {
    first: "这家店卖什么？",
    bad: "其中哪些是违禁品？",
    next: "那什么是梨？",
    slips: "请再多讲一些",
    attach: "Ask Qwen: 将所选内容添加到聊天",
    leftOut: "不会随后续问题发送",
    find: "查找被拒的附件…",
    start: "开始查找",
    found: "被内容审核拒绝的是：README.md",
    without: "去掉它再问",
    leaveOut: "去掉前一轮对话再问",
    other: "换一个模型问…",
    use: "qwen3.8-max",
  },
} as const;

const refusedInput = failure(
  400,
  "data_inspection_failed",
  "Input data may contain inappropriate content. For details, see: https://www.alibabacloud.com/help/en/model-studio/error-code#inappropriate-content",
);

/** The beginning of an answer, then what the check says (wire/15). */
const stoppedOutput: Reply = [
  { head: 200, headers: eventStream },
  { send: answerEvents("It sells contr").slice(0, 2).join("") },
  {
    send: sse({
      error: {
        message: "Output data may contain inappropriate content.",
        type: "data_inspection_failed",
        param: null,
        code: "data_inspection_failed",
      },
      request_id: "5d227001-1a0f-910f-820f-4f00aa17f877",
    }),
  },
];

for (const locale of ["en", "zh-cn"] as const) {
  describe(`in ${locale}`, () => {
    const say = words[locale];
    let chat: ChatBench;
    /** What the check refuses at the moment. */
    let refused: RegExp | undefined;
    before(async () => {
      chat = await openChat(
        { locale, theme: locale === "en" ? "light" : "dark" },
        {
          respond: ({ body }) => {
            const asked = JSON.stringify(sent(body));
            if (refused?.test(asked)) return refusedInput;
            if (asked.includes(say.slips)) return stoppedOutput;
            return answer(`(${JSON.parse(body).model}) ${sent(body).at(-1)?.content.slice(0, 40)}`);
          },
        },
      );
    });
    after(() => chat?.close());
    const lastAnswer = (panel: Frame): Locator => panel.locator(".message.from-qwen").last();
    const lastPrompt = (panel: Frame): Locator => panel.locator(".message.from-user").last();
    const button = (within: Frame | Locator, name: string): Locator =>
      within.getByRole("button", { name, exact: true });

    async function attach(file: string): Promise<void> {
      await chat.workbench.openFile(file);
      await chat.workbench.selectText(1, 1, 3, 1);
      await chat.workbench.runCommand(say.attach);
      const panel = await chat.workbench.panel();
      await panel.locator(".draft-references").getByText(file).first().waitFor();
    }

    test("W11 a refused question is explained and marked, and the attachment that trips the check is found", async (t) => {
      chat.workbench.watch(t);
      await chat.workbench.openPanel();
      await chat.workbench.sideBarWidth(520);
      await chat.ask(say.first);
      for (const file of ["inventory.ts", "README.md"]) await attach(file);
      refused = /sample/i;
      const panel = await chat.ask(say.bad);
      const card = lastAnswer(panel).locator(".error-card");
      await card.waitFor();
      assert.match((await card.textContent()) ?? "", /HTTP 400[\s\S]*data_inspection_failed/);
      await lastPrompt(panel).getByText(say.leftOut).waitFor();
      await chat.workbench.screenshot(`inspection-${locale}`);

      const before = chat.service.requests.length;
      await button(card, say.find).click();
      await chat.workbench.page.locator(".monaco-dialog-box").getByRole("button", { name: say.start }).click();
      const found = await notification(chat.workbench.page, say.found);
      const probes = chat.service.requests.slice(before);
      assert.ok(probes.length >= 3 && probes.length <= 4, `${probes.length} requests`);
      for (const { body } of probes) {
        const { max_tokens, max_completion_tokens } = JSON.parse(body);
        assert.equal(max_tokens ?? max_completion_tokens, 1);
      }
      await found.getByRole("button", { name: say.without }).click();
      await lastAnswer(panel).getByText("inventory.ts", { exact: false }).waitFor();
      assert.equal(await lastPrompt(panel).locator(".chip").count(), 1);
      await lastPrompt(panel).locator(".siblings").getByText("2/2").waitFor();
    });

    test("W11 an answer that the check stops is kept, and nothing of it is sent with the next question", async (t) => {
      chat.workbench.watch(t);
      refused = /sells contr/;
      const panel = await chat.ask(say.slips);
      await lastAnswer(panel).locator(".error-card").waitFor();
      await lastAnswer(panel).getByText("It sells contr").waitFor();
      await lastPrompt(panel).getByText(say.leftOut).waitFor();
      refused = undefined;
      await chat.ask(say.next);
      await lastAnswer(panel).getByText(say.next).waitFor();
      const messages = JSON.stringify(sent(chat.service.requests.at(-1)?.body ?? ""));
      assert.doesNotMatch(messages, /It sells contr/);
      assert.ok(!messages.includes(say.slips));
    });

    test("W11 when the conversation before trips it, the exchange before is left out; another model can be asked", async (t) => {
      chat.workbench.watch(t);
      refused = new RegExp(say.next.slice(0, 3).replace("?", ""));
      const panel = await chat.ask("2 + 2");
      const card = lastAnswer(panel).locator(".error-card");
      await button(card, say.leaveOut).click();
      await lastAnswer(panel).getByText("2 + 2").waitFor();
      await until(async () => (await panel.locator(".left-out-mark").count()) === 2, "both exchanges are marked");
      refused = /3 \+ 3/;
      await chat.ask("3 + 3");
      await button(lastAnswer(panel).locator(".error-card"), say.other).click();
      refused = undefined;
      const { page } = chat.workbench;
      await page.locator(".quick-input-widget:visible input").first().fill(say.use);
      await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: say.use }).first().click();
      await lastAnswer(panel).getByText(`(${say.use})`).waitFor();
    });
  });
}
