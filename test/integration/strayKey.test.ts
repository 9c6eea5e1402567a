import assert from "node:assert/strict";
import { test } from "node:test";
import * as vscode from "vscode";
import { removeStrayKey, strayKey } from "../../src/key/strayKey.ts";
import { until } from "../until.ts";

test("K08 a key in the user settings is found, cleaned, and its line is removed without the others", async () => {
  await vscode.commands.executeCommand("workbench.action.openSettingsJson");
  await until(() => vscode.window.activeTextEditor?.document.fileName.endsWith("settings.json") ?? false, "it opens");
  const { uri } = vscode.window.activeTextEditor!.document;
  // VS Code does not write a setting while the file is open and behind the disk.
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  await until(() => !vscode.workspace.textDocuments.some((one) => one.uri.path === uri.path), "the document is closed");
  const before = await textOf(uri);
  // The other settings stay: without some of them VS Code restarts its extension host, and this suite with it.
  const added = { "askQwen.apiKey": " sk-CANARY0123456789 ", "editor.wordWrapColumn": 97 };
  await write(uri, JSON.stringify({ ...JSON.parse(before.match(/\{[\s\S]*\}/)?.[0] ?? "{}"), ...added }, null, 2));
  try {
    await until(() => strayKey() !== undefined, "VS Code reads the key");
    assert.equal(strayKey(), "sk-CANARY0123456789");
    await removeStrayKey();
    await until(() => strayKey() === undefined, "VS Code forgets the key");
    const left = await textOf(uri);
    assert.doesNotMatch(left, /CANARY/);
    assert.match(left, /"editor\.wordWrapColumn": 97/);
  } finally {
    await write(uri, before);
  }
});

const textOf = async (uri: vscode.Uri): Promise<string> =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));

/** The workbench does not watch this file everywhere (not in a browser); changing a setting makes it read the file again. */
async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await vscode.workspace.getConfiguration("askQwen").update("replyLanguage", "en", vscode.ConfigurationTarget.Global);
  await vscode.workspace
    .getConfiguration("askQwen")
    .update("replyLanguage", undefined, vscode.ConfigurationTarget.Global);
}
