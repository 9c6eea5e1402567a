// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the variables of prompt files
// What the commands behind a slash find in a real workspace: prompt files, code at hand, changes.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as vscode from "vscode";
import type { Expanded } from "../../src/chat/expanding.ts";
import { builtIn } from "../../src/chat/slash/builtIn.ts";
import { type Commands, createCommands } from "../../src/chat/slash/commands.ts";
import { createGuard, type Guard } from "../../src/context/guard.ts";
import type { Reference } from "../../src/reference.ts";

const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
assert.ok(root);
const prompts = join(root, ".github", "prompts");
const code = join(root, "slash-test");
const own = mkdtempSync(join(tmpdir(), "ask-qwen-prompts-"));
let guard: Guard;
let commands: Commands;

before(() => {
  for (const folder of [prompts, code]) mkdirSync(folder, { recursive: true });
  const files = {
    [join(prompts, "api-review.prompt.md")]:
      "---\ndescription: Reviews an API\nagent: agent\nmodel: qwen3-max\nargument-hint: '[what]'\n---\nReview ${fileBasename} in ${fileDirname}.",
    [join(prompts, "at.prompt.md")]: "Look at ${selection}, not at ${env:HOME}.",
    [join(prompts, "fix.prompt.md")]: "Do something else than it says.",
    [join(prompts, "README.md")]: "no prompt",
    [join(prompts, "large.prompt.md")]: "x".repeat(33 * 1024),
    [join(prompts, "binary.prompt.md")]: "a\0b",
    [join(own, "docs.prompt.md")]: "My own way of writing docs.",
    [join(code, "deep.ts")]:
      "export function first() {\n  return 1;\n}\n\nexport function second() {\n  return 2;\n}\n",
    [join(code, ".env")]: "TOKEN=1",
    [join(code, "keys.ts")]: 'const key = "sk-0123456789abcdef0123456789abcdef";\n',
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(path, text);
  symlinkSync("/etc/hostname", join(prompts, "outside.prompt.md"));
  guard = createGuard();
  commands = createCommands(guard, vscode.Uri.file(own));
});
after(async () => {
  guard.dispose();
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  for (const folder of [join(root, ".github"), code, own]) rmSync(folder, { recursive: true, force: true });
});

const expand = (text: string, attached: readonly Reference[] = [], isBegun = false): Promise<Expanded> =>
  commands.expand({ text, attached, isBegun });

async function gone(text: string, attached: readonly Reference[] = [], isBegun = false) {
  const expanded = await expand(text, attached, isBegun);
  assert.ok(expanded.type === "go", `${text} can go`);
  return { ...expanded, references: expanded.references ?? [] };
}

async function show(name: string, first: number, last: number): Promise<void> {
  const editor = await vscode.window.showTextDocument(vscode.Uri.file(join(code, name)));
  editor.selection = new vscode.Selection(first, 0, last, 0);
}

test("the list has our commands and the prompt files, the ones that begin with what is typed first", async () => {
  const all = await commands.suggest("");
  const labels = all.map(({ label }) => label);
  for (const name of ["explain", "fix", "tests", "docs", "review", "commit", "translate", "api-review", "at"]) {
    assert.equal(labels.filter((label) => label === `/${name}`).length, 1, name);
  }
  assert.equal(labels.length, 9);
  const detail = (label: string) => all.find((view) => view.label === label)?.detail ?? "";
  assert.match(detail("/api-review"), /^\[what\] · Reviews an API · /);
  assert.deepEqual(
    (await commands.suggest("re")).map(({ label }) => label),
    ["/review", "/api-review"],
  );
  assert.deepEqual(await commands.suggest("nobody"), []);
});

test("H13 a workspace takes no name of ours; the user's own files may. What is too large, binary or a link out of it is not read", async () => {
  await show("deep.ts", 0, 0);
  assert.equal((await gone("/fix")).sent, builtIn.fix.prompt);
  assert.equal((await gone("/docs")).sent, "My own way of writing docs.");
  for (const name of ["large", "binary", "outside", "README"])
    assert.deepEqual(await expand(`/${name}`), { type: "go" });
});

test("what is no command goes as it is typed", async () => {
  for (const text of ["/nobody knows", "/src/chat is broken", "hello", "/"])
    assert.deepEqual(await expand(text), { type: "go" });
});

test("a prompt file is sent with its variables filled; its model is taken if it is one of ours", async () => {
  await show("deep.ts", 4, 6);
  const review = await gone("/api-review only errors");
  assert.equal(review.sent, "Review deep.ts in slash-test.\n\nonly errors");
  assert.equal(review.model, "qwen3-max");
  const at = await gone("/at");
  assert.equal(at.sent, "Look at the attached deep.ts:5-6, not at ${env:HOME}.");
  assert.deepEqual(
    at.references.map(({ label }) => label),
    ["deep.ts:5-6"],
  );
});

test("without an attachment the selection goes along, or what the cursor is in; with one only that", async () => {
  await show("deep.ts", 0, 2);
  const selected = await gone("/explain");
  assert.deepEqual(
    selected.references.map(({ label }) => label),
    ["deep.ts:1-2"],
  );
  await show("deep.ts", 5, 5);
  const around = await gone("/tests in vitest");
  assert.match(around.references.map(({ label }) => label).join(), /^deep\.ts:5-7$/);
  assert.equal(around.sent, `${builtIn.tests.prompt}\n\nin vitest`);
  assert.deepEqual((await gone("/review", selected.references)).references, []);
  await show("deep.ts", 0, 0);
  const translated = await gone("/translate 你好");
  assert.deepEqual([translated.sent, translated.references], [`${builtIn.translate.prompt}\n\n你好`, []]);
});

test("H15 H16 code of a file of secrets does not go; lines that look like one are attached first, to be asked about", async () => {
  await show(".env", 0, 0);
  for (const text of ["/explain", "/fix it", "/at"]) {
    if (text === "/at") await show(".env", 0, 1).catch(() => {});
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    if (text === "/at") editor.selection = new vscode.Selection(0, 0, 0, 5);
    assert.deepEqual(await expand(text, [], true), { type: "not" }, text);
  }
  await show("keys.ts", 0, 1);
  const looked = await expand("/explain");
  assert.equal(looked.type, "not");
  assert.deepEqual(
    looked.references?.map(({ label }) => label),
    ["keys.ts:1"],
  );
});

test("with nothing at hand a command goes if something was typed or said before, else it stays", async () => {
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  assert.deepEqual(await expand("/fix"), { type: "not" });
  assert.deepEqual(await expand("/translate"), { type: "not" });
  assert.deepEqual(await expand("/translate", [], true), { type: "not" });
  assert.equal((await gone("/fix", [], true)).sent, builtIn.fix.prompt);
  assert.equal((await gone("/fix a = b + 1")).sent, `${builtIn.fix.prompt}\n\na = b + 1`);
});
