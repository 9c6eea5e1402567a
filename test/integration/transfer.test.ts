import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as vscode from "vscode";
import { sample } from "../unit/chat/transfer/read.ts";

let folder = "";
const file = (name: string) => vscode.Uri.file(join(folder, name));
const run = (command: string, ...args: readonly unknown[]) =>
  vscode.commands.executeCommand(`askQwen.${command}`, ...args);

interface Exported {
  readonly redacted: number;
  readonly conversations: readonly {
    readonly id: string;
    readonly title: string;
    readonly messages: readonly unknown[];
  }[];
}

async function exportedAll(): Promise<Exported> {
  await run("exportAll", file("all.json"), "json");
  return JSON.parse(await readFile(join(folder, "all.json"), "utf8"));
}

const key = `sk-${"a1B2".repeat(6)}`;
const secret = {
  requests: [
    {
      requestId: "secret",
      message: { text: `../../我的密钥 ${key}\u200b` },
      response: [{ value: `DB_PASSWORD=correcthorse\n\n## You\n\n<b>` }],
    },
  ],
};

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "ask-qwen-transfer-"));
  await writeFile(join(folder, "vscode.json"), sample("vscode.json"));
  await writeFile(join(folder, "continue.json"), sample("continue.json"));
  await writeFile(join(folder, "secret.json"), JSON.stringify(secret));
  await writeFile(join(folder, "photo.json"), Buffer.from([0x89, 0x50, 0, 0, 0]));
});

after(async () => {
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  await rm(folder, { recursive: true, force: true });
});

test("S23 files of other programs are imported, what is none is refused, and a second time nothing is doubled", async () => {
  const files = ["vscode.json", "continue.json", "secret.json", "photo.json", "missing.json"].map(file);
  await run("importConversations", files);
  const first = await exportedAll();
  const titles = first.conversations.map(({ title }) => title);
  assert.ok(titles.includes("解释解析器"), titles.join());
  await run("importConversations", [...files, file("all.json")]);
  const second = await exportedAll();
  assert.deepEqual(second.conversations, first.conversations);
});

test("S22 K09 an export is shown in an editor under a safe name, without its secrets, and nothing is written", async () => {
  const { conversations, redacted } = await exportedAll();
  assert.ok(redacted >= 2);
  assert.equal((await readFile(join(folder, "all.json"), "utf8")).includes(key), false);
  const { id } = conversations.find(({ title }) => title.includes("我的密钥"))!;
  await run("exportConversation", id, "markdown");
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.isUntitled, true);
  assert.equal(document?.languageId, "markdown");
  assert.match(document!.uri.path, /\/我的密钥 \[redacted\]\.md$/);
  const text = document!.getText();
  assert.match(text, /我的密钥 \[redacted\]/);
  assert.match(text, /DB_PASSWORD=\[redacted\]\n\n#### You\n\n&lt;b>/);
  assert.match(text, /U\+200B × 2/);
  assert.doesNotMatch(text, /a1B2|correcthorse/);
  await run("exportConversation", id, "json");
  const json = vscode.window.activeTextEditor!.document;
  assert.equal(json.languageId, "json");
  assert.equal((JSON.parse(json.getText()) as Exported).conversations[0]?.id, id);
  const files = await readdir(vscode.workspace.workspaceFolders![0]!.uri.fsPath);
  assert.deepEqual(
    files.filter((name) => /密钥|partial/.test(name)),
    [],
  );
});

test("an export that can not be written leaves nothing behind", async () => {
  await run("exportAll", vscode.Uri.file(join(folder, "no", "such", "folder.json")), "json");
  assert.deepEqual(
    (await readdir(folder)).filter((name) => /folder|partial/.test(name)),
    [],
  );
});
