// Conversations found again, kept, branched and brought back, in the real workbench with the real search, in English and Chinese.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Frame, Locator } from "playwright-core";
import { answer } from "../dashscope/answers.ts";
import { english } from "../page/labels.ts";
import { until } from "../until.ts";
import { asked, type ChatBench, chatIn, notification, openChat } from "./chat.ts";
import { rows as stored } from "./stored.ts";
import { exportAllByHand, exportByHand, importByHand } from "./transferByHand.ts";
import { type Say, wordsOf } from "./words.ts";

const words = {
  en: {
    history: "Ask Qwen: Conversations",
    newChat: "Ask Qwen: New Chat",
    find: "Find",
    pin: "Pin",
    remove: "Delete",
    undo: "Undo",
    side: "Ask a side question from here",
    back: "Back to the conversation",
    previous: "Previous version",
    edit: "Edit and send again",
    exportAll: "Ask Qwen: Export All Conversations…",
    deleteAll: "Ask Qwen: Delete All Conversations…",
  },
  "zh-cn": {
    history: "Ask Qwen: 历史对话",
    newChat: "Ask Qwen: 新建对话",
    find: "查找",
    pin: "置顶",
    remove: "删除",
    undo: "撤销",
    side: "从这里另起一个旁支问题",
    back: "返回原对话",
    previous: "上一个版本",
    edit: "编辑并重新发送",
    exportAll: "Ask Qwen: 导出所有对话…",
    deleteAll: "Ask Qwen: 删除所有对话…",
  },
} as const;

const texts: Readonly<Record<string, string>> = {
  "How do I read a file line by line?":
    "Use a stream:\n\n```ts\nfor await (const line of handle.readLines()) console.log(line);\n```\n\nIt needs little memory.",
  数据库连接为什么会泄漏:
    "连接在异常时没有归还给连接池。请在 `finally` 中调用 `release()`，这样**数据库**连接不会泄漏。",
  "Write a haiku about garbage collection":
    "Unreferenced leaves\ndrift down, swept in the silence\nbetween two heartbeats.",
};

for (const locale of ["en", "zh-cn"] as const) {
  describe(`in ${locale}`, () => {
    const say = words[locale];
    let chat: ChatBench;
    let all: Say;
    before(async () => {
      all = await wordsOf(locale);
      chat = await openChat(
        { locale },
        { respond: ({ body }) => answer(texts[asked(body)] ?? `Answer to: ${asked(body)}`) },
      );
      for (const [index, [question, text]] of Object.entries(texts).entries()) {
        // At first there is a new one; that the command has run could not be seen.
        if (index > 0) await chat.newChat(say.newChat);
        const panel = await chat.ask(question);
        await lastAnswer(panel).getByText(text.slice(0, 8)).waitFor();
      }
    });
    after(() => chat?.close());

    const lastAnswer = (frame: Frame): Locator => frame.locator(".message.from-qwen").last();
    const list = (frame: Frame): Locator => frame.locator(".history");
    const row = (frame: Frame, text: string): Locator => list(frame).locator(".row").filter({ hasText: text });
    const openList = async (): Promise<Frame> => {
      await chat.workbench.runCommand(say.history);
      const panel = await chat.workbench.panel();
      await list(panel).waitFor();
      return panel;
    };

    test("the list is grouped by day; a search finds words of two Chinese characters and parts of identifiers, and jumps to the hit", async (t) => {
      chat.workbench.watch(t);
      const panel = await openList();
      await row(panel, "haiku").waitFor();
      assert.equal(await list(panel).locator(".row").count(), 3);
      await chat.workbench.screenshot(`history-${locale}`);
      const box = list(panel).locator("input").first();
      await box.fill("泄漏");
      await row(panel, "数据库连接").locator("mark").first().waitFor();
      await row(panel, "haiku").waitFor({ state: "detached" });
      await chat.workbench.screenshot(`search-${locale}`);
      await box.fill("readlines");
      const hit = row(panel, "How do I read").locator(".hit").first();
      await hit.waitFor();
      assert.equal(await hit.locator("mark").textContent(), "readLines");
      await hit.click();
      await lastAnswer(panel).getByText("It needs little memory.").waitFor();
      await list(panel).waitFor({ state: "detached" });
    });

    test("a conversation is pinned, deleted, and brought back", async (t) => {
      chat.workbench.watch(t);
      const panel = await openList();
      await row(panel, "How do I read").hover();
      await row(panel, "How do I read").getByRole("button", { name: say.pin, exact: true }).click();
      await until(
        async () => (await list(panel).locator(".row").first().textContent())?.includes("How do I read") ?? false,
        "the pinned row on top",
      );
      await row(panel, "haiku").hover();
      await row(panel, "haiku").getByRole("button", { name: say.remove, exact: true }).click();
      await list(panel).getByRole("button", { name: say.undo }).click();
      await row(panel, "haiku").hover();
      await row(panel, "haiku").locator(".row-title").click();
      await lastAnswer(panel).getByText("between two heartbeats").waitFor();
    });

    test("a conversation is renamed, archived and taken out of the archive", async (t) => {
      chat.workbench.watch(t);
      const { page } = chat.workbench;
      const panel = await openList();
      const act = async (name: string, label: string): Promise<void> => {
        await row(panel, name).hover();
        await row(panel, name).getByRole("button", { name: label, exact: true }).click();
      };
      await act("haiku", all(english.rename));
      const name = "Leaves 落叶";
      await page.keyboard.type(name);
      await page.keyboard.press("Enter");
      await row(panel, name).waitFor();
      await row(panel, "haiku").waitFor({ state: "detached" });
      await act(name, all(english.archive));
      await row(panel, name).waitFor({ state: "detached" });
      const archived = list(panel).getByRole("button", { name: all(english.historyArchived), exact: true });
      await archived.click();
      await row(panel, name).waitFor();
      assert.equal(await list(panel).locator(".row").count(), 1);
      await chat.workbench.screenshot(`archive-${locale}`);
      await act(name, all(english.unarchive));
      await row(panel, name).waitFor({ state: "detached" });
      await archived.click();
      await act(name, all(english.rename));
      await page.keyboard.type("haiku");
      await page.keyboard.press("Enter");
      await row(panel, "haiku").waitFor();
      await list(panel).locator("input").first().press("Escape");
      await list(panel).waitFor({ state: "detached" });
    });

    test("the list is narrowed to the conversations of this workspace, of which another folder has the name", async (t) => {
      chat.workbench.watch(t);
      const parent = await mkdtemp(join(tmpdir(), "elsewhere-"));
      const folder = join(parent, basename(chat.workbench.workspace));
      await mkdir(folder);
      const other = await chat.workbench.anotherWindow(folder);
      const elsewhere = await chatIn(other).ask("Said elsewhere");
      await lastAnswer(elsewhere).getByText("Answer to: Said elsewhere").waitFor();
      await other.close();
      const panel = await openList();
      await row(panel, "Said elsewhere").getByText(basename(folder)).waitFor();
      const scope = (label: string): Locator => list(panel).locator(".history-scope").getByText(all(label));
      await scope(english.historyScopeWorkspace).click();
      await row(panel, "Said elsewhere").waitFor({ state: "detached" });
      assert.ok((await list(panel).locator(".row").count()) >= 3);
      await scope(english.historyScopeAll).click();
      await row(panel, "Said elsewhere").waitFor();
      await list(panel).locator("input").first().press("Escape");
      await list(panel).waitFor({ state: "detached" });
      await rm(parent, { recursive: true, force: true });
    });

    test("an edited question and a side question are branches; nothing is overwritten, and the way back is one click", async (t) => {
      chat.workbench.watch(t);
      await chat.newChat(say.newChat);
      const panel = await chat.ask("first question");
      await lastAnswer(panel).getByText("Answer to: first question").waitFor();
      await chat.ask("second question");
      await lastAnswer(panel).getByText("Answer to: second question").waitFor();
      const first = panel.locator(".message.from-user").first();
      await first.hover();
      await first.getByRole("button", { name: say.edit }).click();
      await first.locator("textarea").fill("first question, put better");
      await first.locator("textarea").press("Enter");
      await lastAnswer(panel).getByText("Answer to: first question, put better").waitFor();
      await chat.workbench.screenshot(`branches-${locale}`);
      await panel.locator(".message.from-user").first().getByRole("button", { name: say.previous }).click();
      await lastAnswer(panel).getByText("Answer to: second question").waitFor();
      const answerOne = panel.locator(".message.from-qwen").first();
      await answerOne.hover();
      await answerOne.getByRole("button", { name: say.side }).click();
      await chat.ask("what does that word mean?");
      await lastAnswer(panel).getByText("Answer to: what does that word mean?").waitFor();
      await chat.workbench.screenshot(`side-${locale}`);
      await panel.getByRole("button", { name: say.back }).click();
      await lastAnswer(panel).getByText("Answer to: second question").waitFor();
      const bodies = stored(chat.workbench.server.dataDir, "SELECT body FROM messages").map(({ body }) => String(body));
      for (const prompt of [
        "first question",
        "second question",
        "first question, put better",
        "what does that word mean?",
      ]) {
        const written = bodies.filter((body) => body.includes('"role":"user"') && body.includes(`"text":"${prompt}"`));
        assert.equal(written.length, 1, prompt);
      }
    });

    test("Ctrl+F finds in the conversation, counts and goes from match to match", async (t) => {
      chat.workbench.watch(t);
      const panel = await chat.workbench.openPanel();
      await panel.locator(".composer textarea").click();
      await chat.workbench.page.keyboard.press("ControlOrMeta+F");
      const bar = panel.locator(".find");
      await bar.locator("input").first().fill("question");
      await until(async () => /4/.test((await bar.textContent()) ?? ""), "the count");
      await chat.workbench.page.keyboard.press("Enter");
      await chat.workbench.screenshot(`find-${locale}`);
      await chat.workbench.page.keyboard.press("Escape");
      await bar.waitFor({ state: "detached" });
    });

    test("export and import by clicking: every dialog speaks the language of the workbench, and what was exported is complete", async (t) => {
      chat.workbench.watch(t);
      const panel = await openList();
      await exportByHand(chat, row(panel, "haiku"), all);
      const count = await list(panel).locator(".row").count();
      const file = await exportAllByHand(chat, say.exportAll, count, all);
      const exported = JSON.parse(await readFile(file, "utf8"));
      assert.equal(exported.conversations.length, count);
      for (const question of Object.keys(texts)) assert.ok(JSON.stringify(exported).includes(question), question);
      // The name of the workspace goes along, its place on this machine does not.
      const { workspace } = chat.workbench;
      assert.equal(exported.conversations.at(-1).workspace, basename(workspace));
      assert.ok(!JSON.stringify(exported).includes(workspace));
      await openList();
      await importByHand(chat, list(panel), all);
      await row(panel, "排序为什么不稳定").waitFor();
      await row(panel, "排序为什么不稳定").locator(".row-title").click();
      await lastAnswer(panel).getByText("All green.").waitFor();
    });

    test("all conversations are deleted only after a question that says how many; Escape deletes none", async (t) => {
      chat.workbench.watch(t);
      const { page, server } = chat.workbench;
      const dialog = page.locator(".monaco-dialog-box");
      const titles = () => stored(server.dataDir, "SELECT id FROM conversations");
      const count = titles().length;
      const question = all("Delete all {0} conversations of all workspaces?", count);
      await chat.workbench.runCommand(say.deleteAll);
      await dialog.getByText(question).waitFor();
      await chat.workbench.screenshot(`delete-all-${locale}`);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      assert.equal(titles().length, count);
      await chat.workbench.runCommand(say.deleteAll);
      await dialog.getByRole("button", { name: all("Delete {0} conversations", count) }).click();
      const [done = ""] = all("Deleted: {0} conversations, {1} messages.", count).split("{1}");
      await notification(page, done);
      assert.equal(titles().length, 0);
      const panel = await chat.workbench.openPanel();
      await panel.locator(".message").first().waitFor({ state: "detached" });
      await chat.ask("after all that");
      await lastAnswer(panel).getByText("Answer to: after all that").waitFor();
    });
  });
}
