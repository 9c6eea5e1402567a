// What happens to the file of the conversations, in the real workbench, in Chinese: its disk is full or read-only, it is damaged, a newer version wrote it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, open, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, type TestContext, test } from "node:test";
import type { Frame, Locator } from "playwright-core";
import { answer } from "../dashscope/answers.ts";
import { writeVersion1 } from "../unit/chat/history/version1.ts";
import { until } from "../until.ts";
import { asked, type ChatBench, openChat } from "./chat.ts";
import { extensionHosts } from "./extensionHosts.ts";
import { historyFile, storedMessages } from "./stored.ts";
import { type Say, wordsOf } from "./words.ts";

let chat: ChatBench;
let say: Say;
let dataDir = "";
let folder = "";
/** Whether the folder is a disk of its own, that can really be full or read-only. */
let isDisk = false;

before(async () => {
  say = await wordsOf("zh-cn");
  dataDir = await mkdtemp(join(tmpdir(), "ask-qwen-vscode-"));
  folder = dirname(historyFile(dataDir));
  await mkdir(folder, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64m", "tmpfs", folder], { stdio: "pipe" });
    isDisk = true;
  } catch {
    // Told by the tests that need it.
  }
  chat = await openChat(
    { dataDir, locale: "zh-cn" },
    { respond: ({ body }) => answer(`Answer to: ${asked(body).slice(0, 100)}`) },
  );
});
after(async () => {
  await chat?.close();
  if (isDisk) execFileSync("umount", ["--lazy", folder]);
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

function needsDisk(t: TestContext): boolean {
  if (!isDisk) t.skip("a disk of its own needs root on Linux");
  return isDisk;
}

const notice = (panel: Frame, text: string): Locator => panel.locator(".notice").filter({ hasText: text });
async function answered(question: string): Promise<Frame> {
  const panel = await chat.ask(question);
  await panel.locator(".message.from-qwen").last().getByText(`Answer to: ${question}`).waitFor();
  return panel;
}
const isStored = (question: string): boolean => storedMessages(dataDir).some(({ text }) => text === question);

/** The window is closed, something happens to the file, the window is opened again. */
async function meanwhile(change: (file: string) => Promise<void> | void): Promise<Frame> {
  const { page, server } = chat.workbench;
  await page.goto("about:blank");
  await until(async () => (await extensionHosts(server)).length === 0, "the extension host is gone", 60);
  await change(historyFile(dataDir));
  await page.goto(server.url());
  return chat.workbench.openPanel();
}

test("S03 a full disk is told; the conversation goes on, and is saved when there is room", async (t) => {
  chat.workbench.watch(t);
  if (!needsDisk(t)) return;
  await answered("before");
  const ballast = join(folder, "ballast");
  execFileSync("sh", ["-c", 'dd if=/dev/zero of="$0" bs=4k 2>/dev/null || true', ballast]);
  const panel = await answered("while it is full");
  const told = notice(
    panel,
    say("Not saved: the disk is full. The conversation goes on, and is saved when there is room."),
  );
  await told.waitFor();
  await chat.workbench.screenshot("disk-full-zh-cn");
  assert.ok(!isStored("while it is full"));
  await rm(ballast);
  await told.getByRole("button", { name: say("Save now") }).click();
  await told.waitFor({ state: "detached" });
  assert.ok(isStored("while it is full"));
});

test("S04 a disk that is read-only is told; what is there can be read, what is new is saved later", async (t) => {
  chat.workbench.watch(t);
  if (!needsDisk(t)) return;
  const remount = (how: "ro" | "rw") => execFileSync("mount", ["-o", `remount,${how}`, folder]);
  // A file that is open for writing keeps the disk from being taken away, so the window is closed meanwhile.
  let panel = await meanwhile(() => void remount("ro"));
  await panel.locator(".message.from-qwen").last().getByText("Answer to: while it is full").waitFor();
  panel = await answered("on a read-only disk");
  const told = notice(panel, say("Not saved: the storage folder is read-only. The conversation goes on in memory."));
  await told.waitFor();
  remount("rw");
  await told.getByRole("button", { name: say("Save now") }).click();
  await told.waitFor({ state: "detached" });
  assert.ok(isStored("on a read-only disk"));
});

test("S07 a damaged file is kept, its readable part is there, and the user is told", async (t) => {
  chat.workbench.watch(t);
  await chat.newChat("Ask Qwen: 新建对话");
  for (const question of ["one", "two", "three"]) await answered(question);
  const panel = await meanwhile(async (file) => {
    const handle = await open(file, "r+");
    await handle.write(Buffer.alloc(60, 0xff), 0, 60, 0);
    await handle.close();
  });
  await notice(
    panel,
    say("The saved conversations were damaged. {0} messages could be read; the damaged file is kept as {1}.").split(
      "{0}",
    )[0] ?? "",
  ).waitFor();
  await chat.workbench.screenshot("damaged-zh-cn");
  await panel.locator(".message.from-qwen").last().getByText("Answer to: three").waitFor();
  const kept = (await readdir(folder)).filter((name) => name.includes("damaged"));
  assert.ok(kept.length > 0, (await readdir(folder)).join());
  for (const question of ["one", "two", "three"]) assert.ok(isStored(question));
  await answered("after the damage");
  assert.ok(isStored("after the damage"));
});

test("X13 a history of the first version is brought over whole, and a copy of it is kept", async (t) => {
  chat.workbench.watch(t);
  const panel = await meanwhile(async () => {
    for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
    writeVersion1(folder).close();
  });
  await panel.locator(".composer textarea").waitFor();
  await chat.workbench.runCommand("Ask Qwen: 历史对话");
  await panel.locator(".history").getByText("Old", { exact: true }).click();
  await panel.locator(".message.from-qwen").last().getByText("old 9 汉字").waitFor();
  await panel.locator(".thread").press("Home");
  for (let message = 0; message < 10; message++) await panel.getByText(`old ${message} 汉字`).waitFor();
  assert.equal(await panel.locator(".composer textarea").inputValue(), "half");
  assert.equal((await readdir(folder)).filter((name) => /^history\.version1-.*sqlite$/.test(name)).length, 1);
  await panel.locator(".composer textarea").fill("");
  // What had waited in it comes after what is asked now.
  await chat.ask("after the first version");
  await panel.locator(".message.from-qwen").last().getByText("Answer to: then").waitFor();
  await until(() => storedMessages(dataDir).every(({ status }) => status === "done"), "all of it is saved");
  assert.deepEqual(
    storedMessages(dataDir).map(({ text }) => text),
    [
      ...Array.from({ length: 10 }, (_, message) => `old ${message} 汉字`),
      ...["after the first version", "next", "then"].flatMap((text) => [text, `Answer to: ${text}`]),
    ],
  );
});

test("X14 the file of a newer version is left untouched, and the user is told", async (t) => {
  chat.workbench.watch(t);
  let before = 0;
  const panel = await meanwhile((file) => {
    before = storedMessages(dataDir).length;
    const database = new DatabaseSync(file);
    database.exec("PRAGMA user_version = 999");
    database.close();
  });
  await answered("in memory only");
  await notice(
    panel,
    say(
      "The saved conversations were written by a newer version of Ask Qwen and are left untouched. This session is kept in memory only.",
    ),
  ).waitFor();
  assert.equal(storedMessages(dataDir).length, before);
});
