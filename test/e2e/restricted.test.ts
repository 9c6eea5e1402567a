// An untrusted workspace, no workspace at all, and a first start without a key.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { answer } from "../dashscope/answers.ts";
import { until } from "../until.ts";
import { answerInput, asked, type ChatBench, chatIn, notification, openChat, sent } from "./chat.ts";

describe("in Restricted Mode", () => {
  let chat: ChatBench;
  before(async () => {
    chat = await openChat(
      { trusted: false },
      { respond: ({ body }) => answer(asked(body) === "run" ? "```bash\ntouch ran.txt\n```" : "Yes.") },
    );
    const { workspace } = chat.workbench;
    await mkdir(join(workspace, ".github", "prompts"), { recursive: true });
    await writeFile(join(workspace, ".github", "prompts", "tidy.prompt.md"), "Tidy up.");
    await writeFile(join(workspace, "AGENTS.md"), "Use tabs.");
  });
  after(() => chat?.close());

  test("H10 typed text is answered, code of the workspace is not read; H11 trust granted later works at once", async (t) => {
    chat.workbench.watch(t);
    const { page } = chat.workbench;
    const dialog = page.locator(".monaco-dialog-box");
    if (await dialog.isVisible()) await dialog.getByRole("button", { name: /don't trust/i }).click();
    const panel = await chat.ask("Is this thing on?");
    await panel.locator(".message.from-qwen").last().getByText("Yes.").waitFor();
    await panel.locator(".notice").getByText("Restricted Mode").waitFor();
    // Nor is what would speak for the workspace.
    await chat.workbench.openFile("inventory.ts");
    const box = panel.locator(".composer textarea");
    await box.pressSequentially("/");
    await panel.getByRole("option", { name: "/explain" }).waitFor();
    assert.equal(await panel.getByRole("option", { name: "/tidy" }).count(), 0);
    assert.equal(await panel.locator(".draft-references").count(), 0);
    for (const name of ["Open editors", "inventory.ts"]) {
      await box.fill("");
      await box.pressSequentially(`@${name.slice(0, 4)}`);
      await panel.getByRole("option", { name }).first().click();
      await notification(page, "Restricted Mode");
      assert.equal(await panel.locator(".draft-references").count(), 0, name);
      await chat.workbench.runCommand("Notifications: Clear All Notifications");
    }
    // A selection does not go by itself.
    await box.fill("");
    await chat.workbench.openFile("inventory.ts");
    await chat.workbench.selectText(10, 1, 14, 4);
    await chat.ask("run");
    await panel.getByRole("button", { name: "Run in terminal…" }).click();
    assert.ok(chat.service.requests.some(({ body }) => sent(body).at(-1)?.content === "run"));
    await notification(page, "Nothing is run in a workspace that is not trusted.");
    assert.equal(existsSync(join(chat.workbench.workspace, "ran.txt")), false);
    await page.keyboard.press("Escape");

    const count = chat.service.requests.length;
    await chat.workbench.openFile("inventory.ts");
    await chat.workbench.selectText(10, 1, 14, 4);
    await chat.workbench.runCommand("Ask Qwen: Explain Selection");
    const told = await notification(page, "Restricted Mode");
    assert.equal(chat.service.requests.length, count, "nothing was sent");
    await told.getByRole("button", { name: "Manage Trust" }).click();
    await page.getByRole("button", { name: "Trust", exact: true }).first().click();
    await panel.locator(".notice").getByText("Restricted Mode").waitFor({ state: "detached" });
    await chat.workbench.openFile("inventory.ts");
    await chat.workbench.runCommand("Ask Qwen: Explain Selection");
    assert.match(sent((await chat.service.request(count)).body).at(-1)?.content ?? "", /^From inventory\.ts/);
    await chat.newChat();
    await panel.locator(".draft-references").getByText("AGENTS.md").waitFor();
  });
});

describe("at the first start, without a key", () => {
  let chat: ChatBench;
  before(async () => {
    chat = await openChat({ settings: { "askQwen.endpoint": "singapore" } }, { respond: () => answer("Local yes.") });
  });
  after(() => chat?.close());

  test("the panel says how to begin; a question without a key is kept, and a local server needs none", async (t) => {
    chat.workbench.watch(t);
    const { page } = chat.workbench;
    const panel = await chat.workbench.openPanel();
    await panel.getByRole("heading", { name: "Qwen in your editor" }).waitFor();
    await chat.workbench.screenshot("welcome");
    await panel.getByRole("button", { name: "Get a key" }).click();
    await page.locator(".quick-input-list").getByText("Singapore (international)").first().waitFor();
    await page.keyboard.press("Escape");
    await chat.ask("Are you there?");
    await panel.locator(".error-card").getByText("There is no API key for dashscope-intl.aliyuncs.com yet").waitFor();
    await chat.workbench.runCommand("Ask Qwen: Select Endpoint");
    await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "Other URL" }).click();
    await answerInput(page, "Other URL", chat.service.url);
    await panel.getByText(new URL(chat.service.url).host).first().waitFor();
    await panel.locator(".message.from-qwen").last().getByRole("button", { name: "Try again" }).first().click();
    await panel.locator(".message.from-qwen").last().getByText("Local yes.").waitFor();
    assert.equal(sent((await chat.service.request(0)).body).at(-1)?.content, "Are you there?");
  });

  test("X10 in a window without a folder the panel opens, answers, and takes what is open as context", async (t) => {
    const other = await chat.workbench.anotherWindow("");
    t.after(() => other.close());
    other.watch(t);
    const empty = chatIn(other);
    const panel = await empty.ask("Is anybody here?");
    await panel.locator(".message.from-qwen").last().getByText("Local yes.").waitFor();
    await other.page.keyboard.press("ControlOrMeta+N");
    await other.page.locator('.tab.active[data-resource-name^="Untitled"]').waitFor();
    await other.page.locator(".editor-group-container.active .monaco-editor.focused").first().waitFor();
    await other.page.keyboard.type("a line that nobody has saved");
    const box = panel.locator(".composer textarea");
    await box.pressSequentially("@");
    await panel.getByRole("option", { name: "Open editors" }).waitFor();
    await other.screenshot("no-folder");
    await panel.getByRole("option", { name: "Open editors" }).click();
    await panel.locator(".draft-references .chip").waitFor();
    await box.pressSequentially("What is that?");
    await box.press("Enter");
    await until(() => asked(chat.service.requests.at(-1)?.body ?? "{}") === "What is that?", "the request");
    assert.match(sent(chat.service.requests.at(-1)?.body ?? "").at(-1)?.content ?? "", /a line that nobody has saved/);
  });
});
