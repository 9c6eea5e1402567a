// How the panel looks and what axe says of it, in the real workbench: high contrast, right to left, narrow and wide, light and dark.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { answer } from "../dashscope/answers.ts";
import { startAxe } from "../page/axe.ts";
import { type ChatBench, openChat } from "./chat.ts";

const arabic =
  "# كيف يعمل `Inventory`\n\nHTTP هو بروتوكول نقل النص التشعبي، وتستخدمه المتصفحات.\n\n- العنصر الأول\n- العنصر الثاني مع `add()`\n\n> ملاحظة قصيرة.\n\n| الاسم | القيمة |\n|---|---|\n| مثال | 42 |\n\n```ts\nconst shop = new Inventory();\n```\n\nThis English paragraph names العربية once and stays left to right.";

for (const theme of ["highContrast", "light", "dark"] as const) {
  describe(`in ${theme}`, () => {
    let chat: ChatBench;
    before(async () => {
      chat = await openChat({ theme }, { respond: () => answer(arabic, { thinking: "أفكر في السؤال." }) });
      const panel = await chat.ask("كيف يعمل Inventory؟");
      await panel.locator(".message.from-qwen").last().getByText("stays left to right").waitFor();
    });
    after(() => chat?.close());

    test("X20 axe finds nothing wrong in the panel with an answer, nor in the list of conversations", async (t) => {
      chat.workbench.watch(t);
      const panel = await chat.workbench.openPanel();
      // A webview lets the side bar's colour shine through; axe would take it to be white.
      await panel
        .locator("html")
        .evaluate((html) => html.style.setProperty("background", "var(--vscode-sideBar-background)"));
      const violations = await startAxe(panel);
      assert.deepEqual(await violations(), []);
      await chat.workbench.runCommand("Ask Qwen: Conversations");
      await panel.locator(".history .row").first().waitFor();
      assert.deepEqual(await violations(), []);
      await panel.locator(".history input").first().press("Escape");
      await panel.locator(".history").waitFor({ state: "detached" });
    });

    test("paragraphs run as most of their letters do; code stays left to right", async (t) => {
      chat.workbench.watch(t);
      const panel = await chat.workbench.openPanel();
      const last = panel.locator(".message.from-qwen").last();
      const direction = (text: string) =>
        last
          .getByText(text)
          .first()
          .evaluate((element) => element.ownerDocument.defaultView!.getComputedStyle(element).direction);
      assert.equal(await direction("هو بروتوكول"), "rtl");
      assert.equal(await direction("stays left to right"), "ltr");
      assert.equal(await direction("new Inventory"), "ltr");
      await chat.workbench.screenshot(theme === "highContrast" ? "high-contrast" : `right-to-left-${theme}`);
    });

    test("nothing is cut off at 250 and at 800 pixels", async (t) => {
      chat.workbench.watch(t);
      const panel = await chat.workbench.openPanel();
      for (const width of [250, 800]) {
        await chat.workbench.sideBarWidth(width);
        const { wide, inside } = await panel
          .locator("body")
          .evaluate((body) => ({ wide: body.scrollWidth, inside: body.clientWidth }));
        assert.ok(wide <= inside, `${wide} pixels in ${inside}`);
        await panel.locator(".composer textarea").click({ trial: true });
        if (theme === "dark") await chat.workbench.screenshot(width === 250 ? "narrow" : "wide");
      }
    });
  });
}
