// What goes with a message by itself, found in a real workspace: AGENTS.md, the selection.
import assert from "node:assert/strict";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as vscode from "vscode";
import { type Besides, createBesides } from "../../src/chat/beside.ts";
import type { Conversation } from "../../src/chat/conversation.ts";
import { lazyMentions } from "../../src/chat/lazyMentions.ts";
import { createGuard } from "../../src/context/guard.ts";
import { gatherInstructions } from "../../src/context/sources/instructions.ts";
import { until } from "../until.ts";

const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
assert.ok(root);
const folder = join(root, "beside-test");
const uri = (name: string) => vscode.Uri.file(join(folder, name));
const made = createGuard();
const guard = async () => made;

/** What of a conversation is looked at. */
const conversation = (id: string, isEmpty = true) =>
  ({
    id,
    isEmpty,
    branch: () => [],
    message: () => undefined,
    unsent: { draft: { text: "", references: [] } },
  }) as unknown as Conversation;

function memento(kept = new Map<string, unknown>()): vscode.Memento {
  return {
    keys: () => [...kept.keys()],
    get: <T>(key: string, otherwise?: T) => (kept.has(key) ? kept.get(key) : otherwise) as T,
    update: async (key, value) => void kept.set(key, value),
  };
}

before(() => {
  mkdirSync(join(folder, "src", "deep"), { recursive: true });
  mkdirSync(join(folder, "hidden"), { recursive: true });
  const files = {
    "AGENTS.md": "Use tabs.",
    "src/deep/a.ts": "export const a = 1;\nexport const b = 2;\n",
    "hidden/AGENTS.md": "Not this one.",
    "hidden/b.ts": "",
    ".env": "TOKEN=1\n",
    ".qwenignore": "hidden/\n",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
after(async () => {
  made.dispose();
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  rmSync(folder, { recursive: true, force: true });
});

test("H13 the nearest AGENTS.md above the file counts, as far as it may be sent, at most 32 KB of it", async () => {
  const found = await gatherInstructions(uri("src/deep/a.ts"), guard);
  assert.equal(found?.text, "Use tabs.");
  assert.equal(found?.title, "beside-test/AGENTS.md");
  assert.equal(await gatherInstructions(uri("hidden/b.ts"), guard), undefined);
  assert.equal(await gatherInstructions(undefined, guard), undefined);
  writeFileSync(join(folder, "src", "AGENTS.md"), "x".repeat(40_000));
  const large = await gatherInstructions(uri("src/deep/a.ts"), guard);
  assert.deepEqual(
    [large?.title, large?.text.length, large?.omitted],
    ["beside-test/src/AGENTS.md", 32_768, 40_000 - 32_768],
  );
  writeFileSync(join(folder, "src", "AGENTS.md"), "a\0\0\0\0b");
  assert.equal((await gatherInstructions(uri("src/deep/a.ts"), guard))?.title, "beside-test/AGENTS.md");
  for (const to of ["../.env", "deep/a.ts"]) {
    rmSync(join(folder, "src", "AGENTS.md"));
    symlinkSync(to, join(folder, "src", "AGENTS.md"));
    assert.equal(
      await gatherInstructions(uri("src/deep/a.ts"), guard),
      undefined,
      "a link is not taken, wherever it leads",
    );
  }
  rmSync(join(folder, "src", "AGENTS.md"));
});

test("the selection and the instructions are there while a page is, follow the editor, and stay off once they are off", async () => {
  const kept = new Map<string, unknown>();
  let isShown = false;
  let changes = 0;
  const mentions = lazyMentions(vscode.Uri.file(root));
  const watch = (): Besides =>
    createBesides(
      mentions,
      memento(kept),
      () => isShown,
      () => changes++,
    );
  const besides = watch();
  const seen = (id = "c", isEmpty = true) =>
    besides.of(conversation(id, isEmpty)).map(({ what, reference, isOn }) => `${what} ${reference.label} ${isOn}`);
  const editor = await vscode.window.showTextDocument(uri("src/deep/a.ts"));
  editor.selection = new vscode.Selection(0, 0, 1, 5);
  besides.look();
  assert.deepEqual([seen(), changes], [[], 0]);
  isShown = true;
  besides.look();
  await until(() => seen().length === 2, "both are found");
  assert.deepEqual(seen(), ["instructions AGENTS.md true", "selection a.ts:1-2 true"]);
  assert.deepEqual(seen("c", false), ["selection a.ts:1-2 true"]);
  const [first, second] = besides.of(conversation("c")).map(({ reference }) => reference.id);
  assert.ok(first && second);

  editor.selection = new vscode.Selection(1, 0, 1, 5);
  await until(() => seen()[1] === "selection a.ts:2 true", "the selection is followed");
  assert.equal(besides.of(conversation("c"))[0]?.reference.id, first, "what did not change keeps its id");

  assert.ok(besides.detach(conversation("c"), first));
  assert.deepEqual([seen(), seen("another").length], [["selection a.ts:2 true"], 2]);
  const selected = besides.of(conversation("c"))[0]?.reference.id ?? "";
  assert.ok(besides.detach(conversation("c"), selected) && !besides.detach(conversation("c"), "x"));
  assert.deepEqual(seen(), ["selection a.ts:2 false"]);
  besides.dispose();

  // As another window, or after a restart.
  const later = watch();
  later.look();
  await until(() => later.of(conversation("c")).length > 0, "it is found again");
  assert.deepEqual(
    later.of(conversation("c")).map(({ what, isOn }) => [what, isOn]),
    [["selection", false]],
  );
  later.sendSelection(true);
  assert.equal(later.of(conversation("c"))[0]?.isOn, true);

  const secret = await vscode.window.showTextDocument(uri(".env"));
  secret.selection = new vscode.Selection(0, 0, 0, 5);
  await until(() => later.of(conversation("c", false)).length === 0, "H15 nothing of a file of secrets is offered");
  await vscode.workspace
    .getConfiguration("askQwen")
    .update("projectInstructions", false, vscode.ConfigurationTarget.Global);
  await until(() => later.of(conversation("d")).length === 0, "the setting switches the instructions off");
  await vscode.workspace
    .getConfiguration("askQwen")
    .update("projectInstructions", undefined, vscode.ConfigurationTarget.Global);
  later.dispose();
  mentions.dispose();
});
