import assert from "node:assert/strict";
import { test } from "node:test";
import * as vscode from "vscode";
import { removeStrayKey, strayKey } from "../../src/key/strayKey.ts";
import { until } from "./until.ts";

test("K08 a key in the user settings is found, cleaned, and its line is removed without the others", async () => {
  await vscode.commands.executeCommand("workbench.action.openSettingsJson");
  await until(() => vscode.window.activeTextEditor?.document.fileName.endsWith("settings.json") ?? false, "it opens");
  const { uri } = vscode.window.activeTextEditor!.document;
  const before = (await vscode.workspace.openTextDocument(uri)).getText();
  await write(uri, '{\n  "askQwen.apiKey": " sk-CANARY0123456789 ",\n  "editor.wordWrapColumn": 97\n}\n');
  try {
    await until(() => strayKey() !== undefined, "VS Code reads the key");
    assert.equal(strayKey(), "sk-CANARY0123456789");
    await removeStrayKey();
    await until(() => strayKey() === undefined, "VS Code forgets the key");
    const left = (await vscode.workspace.openTextDocument(uri)).getText();
    assert.doesNotMatch(left, /CANARY/);
    assert.match(left, /"editor\.wordWrapColumn": 97/);
  } finally {
    await write(uri, before);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  }
});

/** Through the file: VS Code may close the document of settings.json whenever it likes. */
async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}
