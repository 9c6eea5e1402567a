// What the list behind an @ finds and reads in a real workspace, and what it refuses.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as vscode from "vscode";
import type { Gathering } from "../../src/context/gathering.ts";
import { createMentions, type Mentions } from "../../src/context/mentions.ts";
import { referenceText } from "../../src/reference.ts";
import type { MentionView } from "../../src/state.ts";
import { until } from "../until.ts";

const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
assert.ok(root);
const folder = join(root, "context-test");
const uri = (name: string) => vscode.Uri.file(join(folder, name));
let mentions: Mentions;

before(() => {
  // An extension host that VS Code had to start again on a busy machine finds what the first one has left.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "src", "deep"), { recursive: true });
  const files = {
    ".gitignore": "private.txt\n/build/\n",
    ".qwenignore": "*.csv\n",
    ".env": "TOKEN=1",
    "private.txt": "private",
    "table.csv": "1,2",
    "src/alpha.ts": "export const alpha = 1;\n// 中文\nexport const beta = 2;\n",
    "src/deep/gamma.ts": "export const gamma = 3;\n",
    "src/server.pem": "key",
    "picture.bin": "\0\u0001\u0002\0",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  symlinkSync("/etc/hostname", join(folder, "link.txt"));
  mkdirSync(join(folder, "secrets"));
  writeFileSync(join(folder, "secrets", "list.txt"), "word");
  const links = { "notes.txt": ".env", "src/cert.txt": "server.pem", "numbers.txt": "table.csv", plain: "secrets" };
  for (const [name, to] of Object.entries(links)) symlinkSync(to, join(folder, name));
  symlinkSync("src/alpha.ts", join(folder, "same.ts"));
  mentions = createMentions();
});
after(async () => {
  mentions.dispose();
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  rmSync(folder, { recursive: true, force: true });
});

async function offered(query: string): Promise<readonly MentionView[]> {
  let last: readonly MentionView[] = [];
  let isWhole = false;
  await mentions.suggest(query, new AbortController().signal, (items, isComplete) => {
    last = items;
    isWhole = isComplete;
  });
  assert.ok(isWhole);
  return last;
}

async function chosen(query: string, label: string): Promise<Gathering> {
  const item = (await offered(query)).find((one) => one.label === label);
  assert.ok(item, `${label} is offered for ${query}`);
  return mentions.gather(item.id, false);
}

function textOf(gathering: Gathering): string {
  assert.ok(gathering.ok, JSON.stringify(gathering));
  return gathering.references.map(referenceText).join("\n");
}

test("a file is found by a part of its name and read as the editor has it, whole or some lines of it", async () => {
  assert.match(
    textOf(await chosen("alph", "alpha.ts")),
    /^From context-test\/src\/alpha\.ts, lines 1-3:\n```typescript\n/,
  );
  assert.match(
    textOf(await chosen("alpha.ts:2-3", "alpha.ts:2-3")),
    /lines 2-3:\n```typescript\n\/\/ 中文\nexport const beta = 2;\n```$/,
  );
  const editor = await vscode.window.showTextDocument(uri("src/alpha.ts"));
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// not saved\n"));
  assert.match(textOf(await chosen("alph", "alpha.ts")), /\/\/ not saved/);
  assert.equal(
    (await offered(""))[0]?.kind === "editors" || (await offered("")).some(({ kind }) => kind === "editors"),
    true,
  );
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
});

test("of a file that is too large the user and the model are told what is left out", async () => {
  writeFileSync(join(folder, "minified.js"), "x".repeat(70_000));
  writeFileSync(join(folder, "lines.js"), "const a = 1;\n".repeat(6000));
  for (const [name, told] of [
    ["minified.js", /\n\(10000 more characters of this line are left out\.\)$/],
    ["lines.js", /\n\(\d+ more lines of the selection are left out\.\)$/],
  ] as const) {
    const gathered = await mentions.gatherUri(uri(name), false);
    assert.match(textOf(gathered), told);
    assert.match((gathered.ok && gathered.note) || "", /is larger than what is sent/);
    rmSync(join(folder, name));
  }
});

test("a new file is offered, one that is gone is not", async () => {
  await offered("");
  writeFileSync(join(folder, "brandnew.ts"), "export {};\n");
  await until(async () => (await offered("brandnew")).some(({ label }) => label === "brandnew.ts"), "the new file");
  rmSync(join(folder, "brandnew.ts"));
  await until(async () => !(await offered("brandnew")).some(({ label }) => label === "brandnew.ts"), "its end");
});

test("a folder that comes is none of the files, one that goes takes its files along, and what is never referred to stays out", async () => {
  await offered("");
  const names = async (query: string) => (await offered(query)).map(({ kind, label }) => `${kind} ${label}`);
  mkdirSync(join(folder, "hashed.folder", "inner"), { recursive: true });
  writeFileSync(join(folder, "hashed.folder", "inner", "hashedfile.js"), "1;\n");
  mkdirSync(join(folder, "venv", "lib"), { recursive: true });
  writeFileSync(join(folder, "venv", "lib", "hashedfile2.js"), "2;\n");
  await until(async () => (await names("hashed")).includes("file hashedfile.js"), "what is in the new folder");
  const hashed = await names("hashed");
  assert.deepEqual(
    hashed.filter((name) => /venv|file2|^file hashed\.folder$/.test(name)),
    [],
    hashed.join(),
  );
  renameSync(join(folder, "hashed.folder"), join(folder, "renamed"));
  await until(async () => (await names("renamed")).includes("folder renamed/"), "the folder's new name");
  const isOld = ({ detail }: MentionView): boolean => detail.includes("hashed.folder");
  await until(async () => !(await offered("hashedfile")).some(isOld), "the old one is gone");
  rmSync(join(folder, "renamed"), { recursive: true });
  rmSync(join(folder, "venv"), { recursive: true });
  await until(async () => (await names("hashedfile")).length === 0, "nothing of it is left");
  assert.deepEqual(await names("renamed"), []);
});

test("a folder gives its tree and its files, without those that may not be sent (H15)", async () => {
  const text = textOf(await chosen("context-test", "context-test/"));
  assert.match(text, /context-test\/src\/alpha\.ts\n/);
  assert.match(text, /==> context-test\/src\/deep\/gamma\.ts <==\nexport const gamma = 3;/);
  for (const name of [
    ".env",
    "server.pem",
    "private.txt",
    "table.csv",
    "link.txt",
    "notes.txt",
    "cert.txt",
    "plain/list.txt",
  ]) {
    assert.ok(!text.includes(`context-test/${name}`) && !text.includes(`src/${name}`), name);
  }
});

test("H13 H15 files of secrets, ignored ones and links out of the workspace are refused, and go when the user insists", async () => {
  for (const [name, refusal] of [
    [".env", "secret"],
    ["src/server.pem", "secret"],
    ["private.txt", "ignored"],
    ["table.csv", "ignored"],
    ["link.txt", "outside"],
    ["notes.txt", "secret"],
    ["src/cert.txt", "secret"],
    ["plain/list.txt", "secret"],
    ["numbers.txt", "ignored"],
  ] as const) {
    const refused = await mentions.gatherUri(uri(name), false);
    assert.ok(!refused.ok, name);
    assert.equal(refused.refusal, refusal, name);
    assert.ok((await mentions.gatherUri(uri(name), true)).ok, name);
  }
  assert.ok((await mentions.gatherUri(uri("same.ts"), false)).ok, "a link to a file that may be sent");
  const binary = await mentions.gatherUri(uri("picture.bin"), true);
  assert.ok(!binary.ok);
  assert.equal(binary.refusal, undefined);
  assert.ok(!(await mentions.gatherUri(uri("not-there.ts"), false)).ok);
});

test("a changed ignore file holds at once", async () => {
  assert.ok((await mentions.gatherUri(uri("src/alpha.ts"), false)).ok);
  writeFileSync(join(folder, ".qwenignore"), "src/\n");
  await until(async () => !(await mentions.gatherUri(uri("src/alpha.ts"), false)).ok, "the new rule");
  writeFileSync(join(folder, ".qwenignore"), "*.csv\n");
  await until(async () => (await mentions.gatherUri(uri("src/alpha.ts"), false)).ok, "its end");
});

test("problems are listed with their place, the worst first, none of a file that may not be sent", async () => {
  const collection = vscode.languages.createDiagnosticCollection("context-test");
  const problem = (message: string, severity: vscode.DiagnosticSeverity) =>
    new vscode.Diagnostic(new vscode.Range(1, 2, 1, 5), message, severity);
  collection.set(uri("src/alpha.ts"), [
    problem("unused", vscode.DiagnosticSeverity.Warning),
    problem("no such\nname", vscode.DiagnosticSeverity.Error),
  ]);
  collection.set(uri(".env"), [problem("TOKEN=1 is odd", vscode.DiagnosticSeverity.Error)]);
  const text = textOf(await chosen("prob", "Problems"));
  assert.match(text, /alpha\.ts:2:3 error: no such \| name\n.*alpha\.ts:2:3 warning: unused/);
  assert.ok(!text.includes("TOKEN"));
  collection.dispose();
});

test("K14 of what lies outside of the workspace no whole path is told", async () => {
  const outside = mkdtempSync(join(tmpdir(), "ask-qwen-outside-"));
  mkdirSync(join(outside, "inner"));
  const file = join(outside, "inner", "a.ts");
  writeFileSync(file, "export {};\n");
  const text = textOf(await mentions.gatherUri(vscode.Uri.file(outside), false));
  assert.match(text, /^Files of the folder ask-qwen-outside-\w+:\n```\nask-qwen-outside-\w+\/inner\/a\.ts\n/);
  const collection = vscode.languages.createDiagnosticCollection("outside-test");
  collection.set(vscode.Uri.file(file), [new vscode.Diagnostic(new vscode.Range(0, 0, 0, 1), "odd")]);
  const problems = textOf(await chosen("prob", "Problems"));
  assert.match(problems, /^a\.ts:1:1 error: odd$/m);
  for (const one of [text, problems]) assert.ok(!one.includes(tmpdir()), one);
  collection.dispose();
  rmSync(outside, { recursive: true });
});

test("open editors become a chip each; the selection is one of its own", async () => {
  await vscode.window.showTextDocument(uri("src/alpha.ts"), { preview: false });
  const editor = await vscode.window.showTextDocument(uri("src/deep/gamma.ts"), { preview: false });
  await vscode.window.showTextDocument(uri("private.txt"), { preview: false, preserveFocus: false });
  const open = await chosen("open", "Open editors");
  assert.ok(open.ok);
  const labels = open.references.map(({ label }) => label);
  assert.ok(
    labels.some((label) => label.startsWith("alpha.ts")) && labels.some((label) => label.startsWith("gamma.ts")),
  );
  assert.ok(!labels.some((label) => label.startsWith("private.txt")));
  assert.match(open.note ?? "", /^1 open file/);
  await vscode.window.showTextDocument(editor.document);
  vscode.window.activeTextEditor!.selection = new vscode.Selection(0, 0, 0, 12);
  assert.match(textOf(await chosen("sel", "Selection")), /export const/);
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
});

test("H20 changes and commits come through VS Code's git, without files that may not be sent", async () => {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], { cwd: folder });
  git("init", "-q");
  for (const name of ["old", "kept"]) writeFileSync(join(folder, "src", `${name}.ts`), `export const ${name} = 7;\n`);
  git("add", "-f", "src/old.ts", "src/kept.ts", "src/alpha.ts", "src/deep/gamma.ts", "table.csv");
  git("commit", "-q", "-m", "first commit");
  writeFileSync(join(folder, "src", "alpha.ts"), "export const alpha = 10;\n");
  git("commit", "-q", "-a", "-m", "second commit\n\nwhy");
  writeFileSync(join(folder, "src", "alpha.ts"), "export const alpha = 100;\n");
  git("add", "-f", ".env", "src/alpha.ts");
  rmSync(join(folder, "table.csv"));
  writeFileSync(join(folder, "src", "deep", "gamma.ts"), "export const gamma = 30;\n");
  git("add", "src/deep/gamma.ts");
  git("mv", "src/old.ts", "src/renamed.ts");
  git("rm", "-q", "--cached", "src/kept.ts");
  writeFileSync(join(folder, "src", "fresh.ts"), "export const fresh = 5;\nexport {};\n");
  writeFileSync(join(folder, "src", "alpha.ts"), "export const alpha = 200;\n");
  const extension = vscode.extensions.getExtension("vscode.git");
  assert.ok(extension);
  const api = (await extension.activate()).getAPI(1);
  await api.openRepository(vscode.Uri.file(folder));
  await vscode.window.showTextDocument(uri("src/alpha.ts"));
  await until(async () => (await offered("git")).length >= 2, "git's changes");
  const all = textOf(await chosen("git", "Changes in git"));
  assert.match(all, /-export const alpha = 10;\n\+export const alpha = 200;/);
  assert.match(all, /\+export const gamma = 30;/, "what is staged only is a change too");
  assert.match(
    all,
    /new file\n--- \/dev\/null\n.*fresh\.ts\n@@ -0,0 \+1,2 @@\n\+export const fresh = 5;\n\+export \{\};/,
  );
  assert.match(all, /^-export const old = 7;$/m, "a file that is renamed went from its old place");
  assert.doesNotMatch(all, /\+export const kept/, "what was only taken out of the index is not new");
  assert.equal(all.match(/diff --git \S*alpha\.ts/g)?.length, 1, "a file that is staged and was changed since");
  assert.ok(!all.includes("TOKEN"));
  assert.match(all, /\.env is not shown/);
  assert.match(all, /table\.csv is not shown/);
  assert.doesNotMatch(all, /^-1,2$/m, "nor what a deleted file had in it");
  assert.match(textOf(await chosen("git", "Staged changes in git")), /\+export const alpha = 100;/);
  const commit = textOf(await chosen("commit", "second commit"));
  assert.match(commit, /^Commit [0-9a-f]{8} second commit:\n```diff\nsecond commit\n\nwhy\n/);
  assert.match(commit, /\+export const alpha = 10;/);
  assert.match(textOf(await chosen("commit", "first commit")), /```diff\nfirst commit\n```$/);
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
});

test("symbols are found by name and read as a whole", async () => {
  const provider = vscode.languages.registerWorkspaceSymbolProvider({
    provideWorkspaceSymbols: () => [
      new vscode.SymbolInformation(
        "gammaSymbol",
        vscode.SymbolKind.Constant,
        "",
        new vscode.Location(uri("src/deep/gamma.ts"), new vscode.Position(0, 13)),
      ),
    ],
  });
  // VS Code may not have seen yet that the file was written.
  assert.match(textOf(await chosen("gammaSym", "gammaSymbol")), /export const gamma = 30?;/);
  provider.dispose();
});

test("what was on the list can be chosen when a newer list has come meanwhile", async () => {
  const lists: (readonly MentionView[])[] = [];
  await mentions.suggest("alph", new AbortController().signal, (items) => lists.push(items));
  await mentions.suggest("zzz", new AbortController().signal, (items) => lists.push(items));
  const chosen = lists.flatMap((items) => items.filter(({ label }) => label === "alpha.ts"));
  assert.ok(chosen.length > 0);
  for (const { id } of chosen) assert.ok((await mentions.gather(id, false)).ok, id);
});

test("a query that is overtaken tells nothing more", async () => {
  const abort = new AbortController();
  let told = 0;
  const asking = mentions.suggest("a", abort.signal, () => told++);
  abort.abort();
  await asking;
  assert.equal(told, 0);
});
