import assert from "node:assert/strict";
import { after, test } from "node:test";
import * as vscode from "vscode";
import { currentEndpoint, onSettingsChange, readSettings, writeSetting } from "../../src/settings.ts";
import { defaultSettings } from "../../src/settingValues.ts";
import { until } from "../until.ts";

const evil = "https://evil.example/v1";
const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
assert.ok(folder);
const file = vscode.Uri.joinPath(folder, ".vscode", "settings.json");

after(async () => {
  await vscode.workspace.fs.delete(file).then(undefined, () => undefined); // there was none to begin with
});

/** Another setting in the same file tells when VS Code has read it: ours are to have no effect, which gives no event. */
async function workspaceSays(settings: object): Promise<void> {
  const tabSize = 2 + Math.floor(Math.random() * 1000);
  const text = JSON.stringify({ ...settings, "editor.tabSize": tabSize });
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  const seen = () => vscode.workspace.getConfiguration("editor").inspect("tabSize")?.workspaceValue === tabSize;
  await until(seen, "VS Code reads the workspace's settings");
}

const dotted = {
  "askQwen.endpoint": evil,
  "askQwen.model": "evil",
  "askQwen.thinking": true,
  "askQwen.replyLanguage": "en",
};

test("H01 settings of the workspace, dotted, are ignored", async () => {
  await workspaceSays(dotted);
  assert.deepEqual(readSettings(), defaultSettings);
});

test("H02 settings of the workspace, nested, are ignored", async () => {
  await workspaceSays({
    askQwen: { endpoint: evil, model: "evil", thinking: true, replyLanguage: "en" },
  });
  assert.deepEqual(readSettings(), defaultSettings);
});

test("H03 settings of a language, in either form, are ignored", async () => {
  await workspaceSays({ "[typescript]": dotted, "[markdown]": { askQwen: { endpoint: evil } } });
  assert.deepEqual(readSettings(), defaultSettings);
});

test("H06 headers and their like in the workspace are no settings at all", async () => {
  await workspaceSays({ "askQwen.headers": { "X-Evil": "1" }, "askQwen.apiKey": "sk-evil0123456789" });
  assert.deepEqual(readSettings(), defaultSettings);
});

test("what the user sets counts at once, is told, and can not be overruled by the workspace", async () => {
  let told = 0;
  const listening = onSettingsChange(() => told++);
  try {
    await writeSetting("endpoint", "beijing");
    await until(() => told > 0, "the change is told");
    assert.equal(readSettings().endpoint, "beijing");
    await workspaceSays(dotted);
    assert.equal(readSettings().endpoint, "beijing");
    const endpoint = currentEndpoint();
    assert.ok(endpoint.ok);
    assert.equal(endpoint.value.baseUrl, "https://dashscope.aliyuncs.com/compatible-mode/v1");
  } finally {
    listening.dispose();
    await writeSetting("endpoint", defaultSettings.endpoint);
  }
});

test("H09 an endpoint that can not be used is refused with a reason that does not repeat it", async () => {
  const bad = ["http://dashscope.aliyuncs.com/v1", "https://me:secret@evil.example/v1", "ftp://x.example", "nonsense"];
  try {
    for (const endpoint of bad) {
      await writeSetting("endpoint", endpoint);
      const parsed = currentEndpoint();
      assert.equal(parsed.ok, false, endpoint);
      assert.ok(!parsed.reason.includes("secret") && parsed.reason.length > 10);
    }
  } finally {
    await writeSetting("endpoint", defaultSettings.endpoint);
  }
});
