// Each kind of context that an @, a drop or the + button attaches, in the real workbench, in English and Chinese: what is listed, what the chip says, what goes.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFile, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Frame, Locator } from "playwright-core";
import { answer } from "../dashscope/answers.ts";
import { root } from "../host/paths.ts";
import { copyOf } from "../host/server.ts";
import { english } from "../page/labels.ts";
import { until } from "../until.ts";
import { type ChatBench, notification, openChat, sent } from "./chat.ts";
import { type Say, wordsOf } from "./words.ts";

const places = {
  en: { newChat: "Ask Qwen: New Chat" },
  "zh-cn": { newChat: "Ask Qwen: 新建对话" },
} as const;

const notebook = {
  cells: [
    { cell_type: "markdown", metadata: {}, source: ["# Shelf"] },
    { cell_type: "code", metadata: {}, execution_count: null, outputs: [], source: ["shelf = ['pear', 'plum']"] },
  ],
  metadata: { language_info: { name: "python" } },
  nbformat: 4,
  nbformat_minor: 5,
};

/** A repository with a commit, a staged change and one that is not; a folder, a file with an error, a notebook, and what must not go. */
async function repository(): Promise<string> {
  const folder = await copyOf(join(root, "test", "host", "sample"));
  const git = (...args: string[]): void => {
    const named = ["-c", "user.name=Tester", "-c", "user.email=tester@example.test"];
    execFileSync("git", [...named, ...args], { cwd: folder, stdio: "ignore" });
  };
  await mkdir(join(folder, "lib"));
  await writeFile(join(folder, "lib", "greet.ts"), 'export const greet = (): string => "hi";\n');
  await writeFile(join(folder, ".gitignore"), "private.txt\n");
  await writeFile(join(folder, "private.txt"), "only for me\n");
  await writeFile(join(folder, ".env"), "MODE=quiet\n");
  await writeFile(join(folder, "broken.json"), '{ "shelf": 1,, }\n');
  await writeFile(join(folder, "shelf.ipynb"), JSON.stringify(notebook));
  git("init");
  git("add", ".");
  git("commit", "-m", "open the shop");
  await appendFile(join(folder, "primes.py"), "print(2, 3, 5)\n");
  git("add", "primes.py");
  await appendFile(join(folder, "inventory.ts"), "export const shelves = 4;\n");
  return folder;
}

for (const locale of ["en", "zh-cn"] as const) {
  const { newChat } = places[locale];
  describe(`what goes along, ${locale}`, () => {
    let chat: ChatBench;
    let workspace = "";
    let say: Say;
    before(async () => {
      say = await wordsOf(locale);
      workspace = await repository();
      chat = await openChat(
        { locale, workspace, height: 900, settings: { "terminal.integrated.gpuAcceleration": "off" } },
        { respond: () => answer("Seen.") },
      );
      await chat.workbench.openPanel();
      await chat.workbench.sideBarWidth(460);
    });
    after(async () => {
      await chat?.close();
      await rm(dirname(workspace), { recursive: true, force: true });
    });

    const box = (panel: Frame): Locator => panel.locator(".composer textarea");
    const chips = (panel: Frame): Locator => panel.locator(".draft-references .chip:not(.selection)");
    const chip = (panel: Frame, label: string): Locator => panel.locator(".draft-references").getByText(label).first();
    /** Types an @ and the query until the list has that row, and takes it. */
    async function attach(panel: Frame, query: string, label: string): Promise<void> {
      const row = panel.locator(".mention-row").filter({ has: panel.getByText(label, { exact: true }) });
      // What makes the row possible (a language server, git) may not be there at the first time.
      await until(
        async () => {
          await box(panel).fill("");
          await box(panel).pressSequentially(`@${query}`);
          return row
            .first()
            .waitFor({ timeout: 3000 })
            .then(() => true)
            .catch(() => false);
        },
        `the row ${label}`,
        60,
      );
      const count = await chips(panel).count();
      await row.first().click();
      await until(async () => (await chips(panel).count()) > count, `the chip of ${label}`);
    }
    /** Sends the draft; gives back what the last message was. */
    async function send(panel: Frame): Promise<string> {
      const { requests } = chat.service;
      const count = requests.length;
      await box(panel).fill("Look");
      await box(panel).press("Enter");
      await until(() => requests.length > count, "the request");
      await panel.locator(".message.from-qwen").last().getByText("Seen.").waitFor();
      return sent(requests.at(-1)?.body ?? "{}").at(-1)?.content ?? "";
    }

    test("a file with lines, a folder and a symbol go as their chips say", async (t) => {
      chat.workbench.watch(t);
      await chat.workbench.openFile("inventory.ts");
      const panel = await chat.workbench.openPanel();
      await attach(panel, "primes:6-11", "primes.py:6-11");
      await chip(panel, "primes.py:6-11").waitFor();
      await attach(panel, "lib", "lib/");
      await chip(panel, "lib").waitFor();
      await attach(panel, "Inventory", "Inventory");
      assert.equal(await chips(panel).count(), 3);
      const message = await send(panel);
      assert.match(message, /^From primes\.py, lines 6-11:\n```python\ndef sieve/);
      assert.match(message, /==> lib\/greet\.ts <==\nexport const greet/);
      assert.match(message, /From inventory\.ts, lines 7-29:\n```typescript\nexport class Inventory/);
      assert.match(message, /\n\nLook$/);
    });

    test("the selection, the open editors and the problems go", async (t) => {
      chat.workbench.watch(t);
      await chat.newChat(newChat);
      await chat.workbench.openFile("broken.json");
      await chat.workbench.openFile("README.md");
      await chat.workbench.selectText(1, 1, 2, 1);
      const panel = await chat.workbench.openPanel();
      await attach(panel, say("Selection").slice(0, 4), say("Selection"));
      await attach(panel, say("Open editors").slice(0, 4), say("Open editors"));
      await attach(panel, say("Problems").slice(0, 4), say("Problems"));
      await chip(panel, say("Problems")).waitFor();
      await chat.workbench.screenshot(`attached-${locale}`);
      const message = await send(panel);
      assert.match(message, /From README\.md, lines 1-\d:\n```markdown\n# Sample workspace/);
      assert.match(message, /From broken\.json/);
      assert.match(message, /broken\.json:1:\d+ error [^\n]*: Property expected/);
    });

    test("the selection goes along by itself until its chip is switched off; then it stays off, in a new chat too", async (t) => {
      chat.workbench.watch(t);
      await chat.newChat(newChat);
      await chat.workbench.openFile("README.md");
      // Other lines than before: with the file VS Code brings back what was selected in it, until the cursor goes elsewhere.
      await chat.workbench.selectText(1, 1, 4, 1);
      const panel = await chat.workbench.openPanel();
      const selection = panel.locator(".chip.selection");
      await panel.locator('.chip.selection[aria-pressed="true"]').getByText("README.md:1-3").waitFor();
      assert.match(await send(panel), /# Sample workspace/);
      await chat.newChat(newChat);
      await selection.press("Enter");
      await panel.locator('.chip.selection[aria-pressed="false"]').waitFor();
      assert.equal(await send(panel), "Look");
      await chat.newChat(newChat);
      await chat.workbench.openFile("primes.py");
      await chat.workbench.selectText(1, 1, 2, 1);
      await panel.locator('.chip.selection[aria-pressed="false"]').getByText("primes.py").waitFor();
      assert.equal(await send(panel), "Look");
      await selection.click();
      await panel.locator('.chip.selection[aria-pressed="true"]').waitFor();
      assert.match(await send(panel), /"""Prime numbers/);
    });

    test("what git knows goes: all changes, the staged ones, a commit", async (t) => {
      chat.workbench.watch(t);
      await chat.newChat(newChat);
      const panel = await chat.workbench.openPanel();
      await attach(panel, "git", say("Changes in git"));
      await attach(panel, "git", say("Staged changes in git"));
      await attach(panel, "commit", "open the shop");
      const message = await send(panel);
      assert.match(message, /\+export const shelves = 4;/);
      assert.equal(message.match(/\+print\(2, 3, 5\)/g)?.length, 2, "in all changes and in the staged ones");
      assert.match(message, /Commit [0-9a-f]{8} open the shop:/);
    });

    test("the last command of the terminal goes with its output", async (t) => {
      chat.workbench.watch(t);
      const { page } = chat.workbench;
      await chat.newChat(newChat);
      await page.keyboard.press("Control+Shift+Backquote");
      const terminal = page.locator(".terminal-wrapper.active");
      const rows = terminal.locator(".xterm-rows");
      await rows.filter({ hasText: /[$#]/ }).waitFor();
      await terminal.locator(".xterm-helper-textarea").focus();
      await page.keyboard.type("echo shelf-$((40 + 2))\n");
      await rows.getByText("shelf-42").first().waitFor();
      const panel = await chat.workbench.openPanel();
      await attach(panel, say("Terminal: last command").slice(0, 2), say("Terminal: last command"));
      await chips(panel).first().waitFor();
      assert.match(await send(panel), /echo shelf-\$\(\(40 \+ 2\)\)[\s\S]*shelf-42/);
    });

    test("D14 a cell of a notebook goes by its number", async (t) => {
      chat.workbench.watch(t);
      const { page } = chat.workbench;
      await chat.newChat(newChat);
      await chat.workbench.quickOpen("shelf.ipynb");
      const line = page.locator(".notebook-editor .cell-editor-container .view-line").filter({ hasText: "shelf" });
      await line.first().click();
      await page.keyboard.press("ControlOrMeta+A");
      const panel = await chat.workbench.openPanel();
      await attach(panel, say("Selection").slice(0, 4), say("Selection"));
      assert.match(await send(panel), /From shelf\.ipynb \(cell 2\)[^\n]*:\n```python\nshelf = \['pear', 'plum'\]/);
    });

    test("H15 what is dropped goes: a file of VS Code, one from outside; a secret or an ignored one only when the user insists", async (t) => {
      chat.workbench.watch(t);
      await chat.newChat(newChat);
      const panel = await chat.workbench.openPanel();
      const drop = (what: { readonly uris?: readonly string[]; readonly file?: readonly [string, string] }) =>
        panel.evaluate(`{
          const { uris, file } = ${JSON.stringify(what)};
          const dataTransfer = new DataTransfer();
          if (uris) dataTransfer.setData("application/vnd.code.uri-list", uris.join("\\r\\n"));
          if (file) dataTransfer.items.add(new File([file[1]], file[0], { type: "text/plain" }));
          const to = document.querySelector(".composer textarea");
          for (const type of ["dragenter", "dragover", "drop"]) {
            to.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
          }
        }`);
      const uri = (name: string): string =>
        pathToFileURL(join(workspace, name)).href.replace(
          "file://",
          `vscode-remote://127.0.0.1:${chat.workbench.server.port}`,
        );
      await drop({ uris: [uri("primes.py")] });
      await chip(panel, "primes.py").waitFor();
      await drop({ file: ["wishes.txt", "More pears.\n"] });
      await chip(panel, "wishes.txt").waitFor();
      for (const [name, why] of [
        [".env", "{0} is a file that usually holds keys or passwords, so it was not attached."],
        ["private.txt", "{0} is left out by .gitignore or .qwenignore, so it was not attached."],
      ] as const) {
        await drop({ uris: [uri(name)] });
        const told = await notification(chat.workbench.page, say(why, name));
        assert.equal(await panel.locator(".draft-references").getByText(name).count(), 0);
        await told.getByRole("button", { name: say("Attach All the Same") }).click();
        await chip(panel, name).waitFor();
      }
      const message = await send(panel);
      for (const text of ["def sieve", "More pears.", "MODE=quiet", "only for me"])
        assert.ok(message.includes(text), text);
    });

    test("the + button opens the same list, and a chip is taken off by its button", async (t) => {
      chat.workbench.watch(t);
      await chat.newChat(newChat);
      const panel = await chat.workbench.openPanel();
      await panel.getByRole("button", { name: say(english.attach) }).click();
      await panel.locator(".mention-row").filter({ hasText: "primes.py" }).first().click();
      await chip(panel, "primes.py").waitFor();
      await panel.locator(".draft-references li").filter({ hasText: "primes.py" }).getByRole("button").last().click();
      await until(async () => (await chips(panel).count()) === 0, "the chip is gone");
    });
  });
}
