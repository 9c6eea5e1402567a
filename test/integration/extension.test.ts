import assert from "node:assert/strict";
import { test } from "node:test";
import * as vscode from "vscode";

const id = "ask-qwen.ask-qwen";

test("the extension is present and sleeps until it is used", () => {
  const extension = vscode.extensions.getExtension(id);
  assert.ok(extension, `${id} is not installed`);
  assert.equal(extension.isActive, false);
});

test("the command Ask Qwen wakes the extension and registers every command of the manifest", async () => {
  const extension = vscode.extensions.getExtension(id);
  assert.ok(extension);
  await extension.activate();
  const known = new Set(await vscode.commands.getCommands(true));
  const declared: { command: string }[] = extension.packageJSON.contributes.commands;
  assert.deepEqual(
    declared.map((entry) => entry.command).filter((command) => !known.has(command)),
    [],
  );
});

test("this is a real VS Code in English with the sample workspace open", () => {
  assert.match(vscode.version, /^1\.\d+\.\d+/);
  assert.equal(vscode.env.language, "en");
  assert.equal(vscode.workspace.workspaceFolders?.[0]?.name, "sample");
});
