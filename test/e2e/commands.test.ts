// Commands, what goes along by itself, and a conversation that is too long, in the real workbench.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { answer, failure } from "../dashscope/answers.ts";
import { root } from "../host/paths.ts";
import { copyOf } from "../host/server.ts";
import { until } from "../until.ts";
import { type ChatBench, notification, openChat, sent } from "./chat.ts";

let chat: ChatBench;
let isTooLong = false;
let isRefused = false;
let workspace = "";
/** As one that somebody has left in a file. */
const secret = `sk-${"0123456789abcdef".repeat(2)}`;

/** With a change that is staged. */
async function repository(): Promise<string> {
  const folder = await copyOf(join(root, "test", "host", "sample"));
  const git = (...args: string[]): void => {
    const named = ["-c", "user.name=Tester", "-c", "user.email=tester@example.test"];
    execFileSync("git", [...named, ...args], { cwd: folder, stdio: "ignore" });
  };
  git("init");
  git("add", ".");
  git("commit", "-m", "begin");
  writeFileSync(join(folder, "primes.py"), "print(2, 3, 5, 7)\n");
  git("add", "primes.py");
  writeFileSync(join(folder, "server.pem"), `plain\n${secret}\n`);
  return folder;
}

before(async () => {
  workspace = await repository();
  chat = await openChat(
    { workspace },
    {
      respond: ({ body }) => {
        const messages = sent(body);
        const isSummary = messages.at(-1)?.content.startsWith("Summarise") ?? false;
        if (isTooLong && !isSummary && messages.length > 2) {
          return failure(400, "invalid_parameter_error", "Range of input length should be [1, 131072]");
        }
        if (isSummary && isRefused)
          return failure(400, "data_inspection_failed", "Input data may contain inappropriate content.");
        return answer(isSummary ? "They fixed the loop." : "Done.");
      },
    },
  );
  mkdirSync(join(chat.workbench.workspace, ".github", "prompts"), { recursive: true });
  writeFileSync(
    join(chat.workbench.workspace, ".github", "prompts", "tidy.prompt.md"),
    "---\ndescription: Makes it tidy\n---\nTidy up $" + "{fileBasename}.",
  );
  writeFileSync(join(chat.workbench.workspace, ".github", "prompts", "odd.prompt.md"), "Tidy\u{e0041}\u200b up.");
  writeFileSync(
    join(chat.workbench.workspace, ".github", "prompts", "key.prompt.md"),
    `Log in.\nuse "${secret}" for it`,
  );
  writeFileSync(join(chat.workbench.workspace, "AGENTS.md"), "Use tabs.");
});
after(async () => {
  await chat?.close();
  await rm(dirname(workspace), { recursive: true, force: true });
});

const bodies = (): readonly string[] => chat.service.requests.map(({ body }) => body);
const last = (): string => sent(bodies().at(-1) ?? "{}").at(-1)?.content ?? "";

test("K13 a command of a prompt file, the selection and AGENTS.md go as the chips show, and the thread shows what was typed", async (t) => {
  chat.workbench.watch(t);
  await chat.workbench.openFile("inventory.ts");
  await chat.workbench.selectText(1, 1, 3, 1);
  const panel = await chat.workbench.openPanel();
  await panel.locator(".chip.selection").waitFor();
  await panel.locator(".draft-references").getByText("AGENTS.md").waitFor();
  const box = panel.locator(".composer textarea");
  await box.pressSequentially("/ti");
  await panel.getByRole("option", { name: "/tidy" }).waitFor();
  await box.press("Enter");
  await until(async () => (await box.inputValue()) === "/tidy ", "the command in the box");
  await box.pressSequentially("the names");
  await box.press("Enter");
  await panel.locator(".message.from-qwen").getByText("Done.").waitFor();
  assert.match(
    last(),
    /^Instructions of the project \(AGENTS\.md\):\n```markdown\nUse tabs\.\n```\n\nFrom inventory\.ts, lines 1-2:[\s\S]*\n\nTidy up inventory\.ts\.\n\nthe names$/,
  );
  assert.match((await panel.locator(".message.from-user").last().textContent()) ?? "", /\/tidy the names/);
  // Both have gone; the first message has them, and the second need not.
  await until(async () => (await panel.locator(".draft-references").count()) === 0, "no chip is left");
  await chat.ask("/fix it");
  await until(() => bodies().length === 2, "the second request");
  assert.ok(!last().includes("Use tabs."));
  const [first, second] = bodies().map((body) => JSON.stringify(sent(body)));
  assert.ok(second?.startsWith(first?.slice(0, -1) ?? "?"), "the beginning is the same to the byte");
});

test("W10 a conversation that is too long is summed up, and the question asked again with the summary", async (t) => {
  chat.workbench.watch(t);
  isTooLong = true;
  const panel = await chat.ask("What is left?");
  const card = panel.locator(".error-card");
  await card.waitFor();
  await card.getByRole("button", { name: "Sum up what came before…" }).click();
  const dialog = chat.workbench.page.locator(".monaco-dialog-box");
  assert.match((await dialog.textContent()) ?? "", /One request to .* of about \d+ tokens/);
  const count = bodies().length;
  await dialog.getByRole("button", { name: "Look at it first" }).click();
  await chat.workbench.page.locator(".part.editor .view-line").filter({ hasText: "Summarise" }).first().waitFor();
  assert.equal(bodies().length, count, "nothing is asked yet");
  await card.getByRole("button", { name: "Sum up what came before…" }).click();
  await dialog.getByRole("button", { name: "Sum Up" }).click();
  await panel.getByText("Earlier messages went as a summary.").waitFor();
  await panel.locator(".message.from-qwen").last().getByText("Done.").waitFor();
  const messages = sent(bodies().at(-1) ?? "{}");
  assert.deepEqual(
    messages.slice(1).map(({ content }) => content),
    ["Summary of the conversation before this:\n```markdown\nThey fixed the loop.\n```\n\nWhat is left?"],
  );
  assert.equal(await panel.locator(".message.from-user").count(), 3, "what was said stays in sight");
  assert.equal(await panel.locator(".message.from-user .left-out-mark").getByText("Not sent").count(), 2);
});

test("W10 a summary that fails changes nothing and says why; one for a new chat can be changed before it goes", async (t) => {
  chat.workbench.watch(t);
  isTooLong = isRefused = true;
  const panel = await chat.ask("What else?");
  const card = panel.locator(".message.from-qwen").last().locator(".error-card");
  await card.waitFor();
  const shown = await panel.locator(".message").count();
  const dialog = chat.workbench.page.locator(".monaco-dialog-box");
  const sumUp = async (): Promise<void> => {
    await card.getByRole("button", { name: "New chat with a summary…" }).click();
    await dialog.getByRole("button", { name: "Sum Up" }).click();
  };
  await sumUp();
  await notification(chat.workbench.page, /There is no summary, and the conversation is as it was/);
  assert.equal(await panel.locator(".message").count(), shown);
  isRefused = false;
  await sumUp();
  const box = panel.locator(".composer textarea");
  await until(
    async () => (await box.inputValue()) === "They fixed the loop.\n\nWhat else?",
    "the summary in the draft",
  );
  assert.equal(await panel.locator(".message").count(), 0);
});

test("H13 a prompt file with characters that can not be seen is asked about; what is not sent stands in the composer again", async (t) => {
  chat.workbench.watch(t);
  isTooLong = false;
  const before = bodies().length;
  const panel = await chat.ask("/odd now");
  const dialog = chat.workbench.page.locator(".monaco-dialog-box");
  assert.match(
    (await dialog.textContent()) ?? "",
    /odd\.prompt\.md has 2 characters that can not be seen[\s\S]*U\+E0041/,
  );
  await dialog.getByRole("button", { name: "Cancel" }).click();
  const box = panel.locator(".composer textarea");
  await until(async () => (await box.inputValue()).startsWith("/odd now"), "the text is back");
  assert.equal(bodies().length, before);
  await box.press("Enter");
  await dialog.getByRole("button", { name: "Send All the Same" }).click();
  await until(() => bodies().length === before + 1, "the request");
});

test("H16 a prompt file with what looks like a key is asked about, and the line is shown", async (t) => {
  chat.workbench.watch(t);
  const before = bodies().length;
  const panel = await chat.ask("/key");
  const dialog = chat.workbench.page.locator(".monaco-dialog-box");
  await dialog.getByText(/key\.prompt\.md has lines that look like a secret/).waitFor();
  await dialog.getByText(secret).waitFor();
  await chat.workbench.page.keyboard.press("Escape");
  const box = panel.locator(".composer textarea");
  await until(async () => (await box.inputValue()).startsWith("/key"), "the text is back");
  assert.equal(bodies().length, before);
  await box.fill("");
});

test("/commit takes what is staged in the repository", async (t) => {
  chat.workbench.watch(t);
  await chat.newChat();
  const before = bodies().length;
  const panel = await chat.ask("/commit");
  await until(() => bodies().length === before + 1, "the request");
  assert.match(last(), /diff --git a\/primes\.py b\/primes\.py[\s\S]*\+print\(2, 3, 5, 7\)/);
  await panel.locator(".message.from-qwen").getByText("Done.").waitFor();
  assert.match((await panel.locator(".message.from-user").last().textContent()) ?? "", /\/commit/);
});

test("H15 H16 Explain Selection asks about a file of keys, and about lines that look like one", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  const before = bodies().length;
  await chat.workbench.openFile("server.pem");
  await chat.workbench.selectText(1, 1, 2, 9);
  await chat.workbench.contextMenu("Explain Selection");
  const told = await notification(page, /server\.pem is a file that usually holds keys/);
  await told.getByRole("button", { name: "Attach All the Same" }).click();
  const dialog = page.locator(".monaco-dialog-box");
  await dialog.getByText("server.pem:1-2 has lines that look like a secret.").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.equal(bodies().length, before);
});
