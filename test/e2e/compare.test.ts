// One question to two models in the real workbench, in English and Chinese: side by side, one is kept, none is lost.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { answer } from "../dashscope/answers.ts";
import { until } from "../until.ts";
import { type ChatBench, openChat, sent } from "./chat.ts";

const words = {
  en: { question: "How do I read a file line by line?", both: "Ask two models at once…", keep: "Keep this one" },
  "zh-cn": { question: "如何逐行读取文件？", both: "同时问两个模型…", keep: "保留这个" },
} as const;

const texts: Readonly<Record<string, string>> = {
  "qwen3.7-plus":
    "Use a stream:\n\n```ts\nfor await (const line of handle.readLines()) console.log(line);\n```\n\nIt needs little memory.",
  "qwen3.8-max":
    "Two ways.\n\n1. `readFile`, then split at the line breaks: simple, for small files.\n2. `readLines` of a file handle: for **any** size.",
};

for (const locale of ["en", "zh-cn"] as const) {
  describe(`in ${locale}`, () => {
    const say = words[locale];
    let chat: ChatBench;
    before(async () => {
      chat = await openChat(
        { locale, theme: locale === "en" ? "light" : "dark" },
        {
          models: Object.keys(texts),
          respond: ({ body }) => answer(texts[JSON.parse(body).model] ?? "?", { chunk: 8, everyMs: 20 }),
        },
      );
    });
    after(() => chat?.close());

    test("both models are asked the same at once; the one that is kept goes on, the other is a version of it", async (t) => {
      chat.workbench.watch(t);
      const { page } = chat.workbench;
      const panel = await chat.workbench.openPanel();
      await chat.workbench.sideBarWidth(760);
      await panel.locator(".composer textarea").fill(say.question);
      await panel.getByRole("button", { name: say.both, exact: true }).click();
      await page.locator(".quick-input-widget:visible input").first().fill("qwen3.8-max");
      // Its own row, which comes with the list of the service, in place of one for the text that was typed.
      await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "Qwen3.8 Max" }).first().click();
      const sides = panel.locator(".compare-side");
      await sides.nth(0).getByText("It needs little memory.").waitFor();
      await sides.nth(1).getByText("of a file handle").waitFor();
      await sides.nth(1).locator(".usage").waitFor();
      await until(async () => (await panel.locator(".round.stop").count()) === 0, "both answers are complete");
      await chat.workbench.screenshot(`compare-${locale}`);
      const asked = chat.service.requests.filter(({ method }) => method === "POST");
      assert.deepEqual(asked.map(({ body }) => JSON.parse(body).model).sort(), Object.keys(texts).sort());
      assert.deepEqual(sent(asked[0]?.body ?? ""), sent(asked[1]?.body ?? ""));
      await chat.workbench.sideBarWidth(360);
      await panel.locator(".compare-tabs").waitFor();
      await chat.workbench.sideBarWidth(760);
      await sides.nth(1).getByRole("button", { name: say.keep }).click();
      await panel.locator(".compare").waitFor({ state: "detached" });
      const last = panel.locator(".message.from-qwen").last();
      await last.getByText("of a file handle").waitFor();
      await last.locator(".siblings").getByText("2/2").waitFor();
    });
  });
}
