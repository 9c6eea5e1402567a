import assert from "node:assert/strict";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import * as vscode from "vscode";
import { applyCode } from "../../src/chat/code/apply.ts";
import { problemWith, write } from "../../src/chat/code/createFile.ts";
import { createDiagrams } from "../../src/chat/code/diagram.ts";
import { insertAtCursor, replaceSelection } from "../../src/chat/code/insert.ts";
import { piecesOf } from "../../src/chat/code/pieces.ts";
import { createReview, type Review, scheme } from "../../src/chat/code/review.ts";
import { targetsOf } from "../../src/chat/code/target.ts";
import { createTerminals } from "../../src/chat/code/terminals.ts";
import { findNamed } from "../../src/chat/code/workspaceFiles.ts";
import { encodingLoss, writeChange } from "../../src/chat/code/writeChange.ts";
import { until } from "../until.ts";

const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
assert.ok(folder);
const root = folder;
const made: vscode.Uri[] = [];
let review: Review;

before(async () => {
  // VS Code in a browser saves by itself after a second, in the middle of what is looked at here.
  await vscode.workspace.getConfiguration("files").update("autoSave", "off", vscode.ConfigurationTarget.Global);
  review = createReview();
});
afterEach(async () => {
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  for (const uri of made.splice(0)) await rm(uri.fsPath, { recursive: true, force: true });
});
after(async () => {
  review.dispose();
  await vscode.workspace.getConfiguration("files").update("autoSave", undefined, vscode.ConfigurationTarget.Global);
});

async function file(name: string, content: string | Uint8Array): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(root, name);
  made.push(vscode.Uri.joinPath(root, name.split("/")[0]!));
  await mkdir(dirname(uri.fsPath), { recursive: true });
  await writeFile(uri.fsPath, content);
  return uri;
}

const original = "function one() {\n  return 1;\n}\n\nfunction two() {\n  return 2;\n}\n";
const answerFor = (name: string, code = "function two() {\n  return 22;\n}"): string =>
  `Change \`${name}\` like this:\n\n\`\`\`js\n${code}\n\`\`\`\n`;

async function apply(answer: string): Promise<void> {
  const pieces = piecesOf(answer);
  await applyCode(pieces[0]!, pieces, { references: [] }, review);
}

const diffOf = (uri: vscode.Uri): vscode.TabInputTextDiff | undefined =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .map(({ input }) => input)
    .find(
      (input): input is vscode.TabInputTextDiff =>
        input instanceof vscode.TabInputTextDiff &&
        input.modified.scheme === scheme &&
        input.original.toString() === uri.toString(),
    );

/** Opens the file, applies the answer, and returns the document and the proposal's place. */
async function reviewed(uri: vscode.Uri, answer: string) {
  const document = await vscode.workspace.openTextDocument(uri);
  await apply(answer);
  await until(() => diffOf(uri) !== undefined, "the diff is open");
  const right = diffOf(uri)!.modified;
  return { document, right };
}

test("a block is shown beside its file, written only when it is accepted, and undone in one step (D11, D13)", async () => {
  const uri = await file("apply-a.js", original);
  const { document, right } = await reviewed(uri, answerFor("apply-a.js"));
  const proposal = await vscode.workspace.openTextDocument(right);
  assert.equal(proposal.getText(), original.replace("2;", "22;"));
  assert.equal(proposal.languageId, "javascript");
  assert.equal(document.getText(), original);
  await review.accept(right);
  assert.equal(document.getText(), original.replace("2;", "22;"));
  assert.equal(document.isDirty, true);
  assert.equal(await readFile(uri.fsPath, "utf8"), original);
  assert.equal(diffOf(uri), undefined);
  await vscode.commands.executeCommand("undo");
  assert.equal(document.getText(), original);
  assert.equal(document.isDirty, false);
  await vscode.commands.executeCommand("redo");
  assert.equal(document.getText(), original.replace("2;", "22;"));
});

test("several blocks of one answer for one file are one proposal and one undo step", async () => {
  const uri = await file("apply-b.js", original);
  const answer = `${answerFor("apply-b.js")}\nAnd in \`apply-b.js\`:\n\n\`\`\`js\nfunction one() {\n  return 11;\n}\n\`\`\`\n`;
  const { document, right } = await reviewed(uri, answer);
  await review.accept(right);
  assert.equal(document.getText(), original.replace("1;", "11;").replace("2;", "22;"));
  await vscode.commands.executeCommand("undo");
  assert.equal(document.getText(), original);
});

test("P9 hidden characters of a block that joins in are told before the change is shown", async () => {
  const uri = await file("apply-hidden.js", original);
  const joins = "function one() {\n  return '\u202e1\u2066';\n}";
  const pieces = piecesOf(`${answerFor("apply-hidden.js")}\n${answerFor("apply-hidden.js", joins)}`);
  const asked: string[] = [];
  const answers = (yes: boolean) => async (_: string, detail: string) => asked.push(detail) > 0 && yes;
  await applyCode(pieces[0]!, pieces, { references: [] }, review, false, answers(false));
  assert.deepEqual(asked, ["2: return '⟨U+202E⟩1⟨U+2066⟩';"]);
  assert.equal(review.proposed(uri), undefined);
  await applyCode(pieces[0]!, pieces, { references: [] }, review, false, answers(true));
  assert.equal(review.proposed(uri), original.replace("2;", "22;").replace("return 1;", "return '\u202e1\u2066';"));
  await review.reject(diffOf(uri)?.modified);
});

test("rejecting writes nothing; closing the diff decides nothing and the block opens it again", async () => {
  const uri = await file("apply-c.js", original);
  const { document, right } = await reviewed(uri, answerFor("apply-c.js"));
  await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  await until(() => diffOf(uri) === undefined, "the diff is closed");
  assert.equal(review.proposed(uri), original.replace("2;", "22;"));
  await apply(answerFor("apply-c.js"));
  await until(() => diffOf(uri) !== undefined, "the diff is open again");
  await review.reject(right);
  assert.equal(diffOf(uri), undefined);
  assert.equal(review.proposed(uri), undefined);
  assert.equal(document.getText(), original);
});

test("D17 T45 CRLF, BOM, no final newline and unsaved text stay as they are", async () => {
  const bytes = Buffer.concat([
    Buffer.from([0xef, 0xbb, 0xbf]),
    Buffer.from("// 中文 😀\r\nfunction one() {\r\n\treturn 1;\r\n}\r\n\r\nfunction two() {\r\n\treturn 2;\r\n}"),
  ]);
  const uri = await file("apply-d.js", bytes);
  const document = await vscode.workspace.openTextDocument(uri);
  const typed = new vscode.WorkspaceEdit();
  typed.insert(uri, new vscode.Position(0, 2), " unsaved");
  await vscode.workspace.applyEdit(typed);
  const { right } = await reviewed(uri, answerFor("apply-d.js"));
  await review.accept(right);
  const expected = bytes.toString("utf8").replace("//", "// unsaved").replace("return 2", "return 22");
  assert.equal(document.getText(), expected.slice(1));
  await document.save();
  assert.equal(await readFile(uri.fsPath, "utf8"), expected);
});

test("D01 D02 D04 a file that changed since is not overwritten: the proposal is made anew", async () => {
  const uri = await file("apply-e.js", original);
  const { document, right } = await reviewed(uri, answerFor("apply-e.js"));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(0, 0), "// typed meanwhile\n");
  assert.ok(await vscode.workspace.applyEdit(edit));
  assert.equal(await writeChange(document, original, "nothing else\n"), "changed");
  await until(() => review.proposed(uri)?.startsWith("// typed meanwhile\n") ?? false, "it is made anew");
  assert.equal(document.getText(), `// typed meanwhile\n${original}`);
  const proposal = await vscode.workspace.openTextDocument(right);
  await until(() => proposal.getText().startsWith("// typed meanwhile\n"), "the diff shows the new one");
  await review.accept(right);
  assert.equal(document.getText(), `// typed meanwhile\n${original.replace("2;", "22;")}`);
});

test("D09 D08 what a checkout changed on disk is seen; a file that is gone is not made again", async () => {
  const uri = await file("apply-f.js", original);
  const { document, right } = await reviewed(uri, answerFor("apply-f.js"));
  await writeFile(uri.fsPath, "nothing of it is left\n");
  await until(() => document.getText() === "nothing of it is left\n", "VS Code has read it again");
  await review.accept(right);
  const other = await file("apply-gone.js", original);
  const gone = await reviewed(other, answerFor("apply-gone.js"));
  await rm(other.fsPath);
  await review.accept(gone.right);
  await review.reject(gone.right);
  await review.reject(right);
  assert.equal(document.getText(), "nothing of it is left\n");
  assert.equal(gone.document.getText(), original);
  await assert.rejects(async () => vscode.workspace.fs.stat(other));
});

test("D14 an untitled document is changed like a file; what can not be written is no target", async () => {
  const untitled = await vscode.workspace.openTextDocument({ content: original, language: "javascript" });
  await vscode.window.showTextDocument(untitled);
  await apply("```js\nfunction two() {\n  return 22;\n}\n```\n");
  await until(() => diffOf(untitled.uri) !== undefined, "the diff is open");
  await review.accept(diffOf(untitled.uri)!.modified);
  assert.equal(untitled.getText(), original.replace("2;", "22;"));

  const provider = vscode.workspace.registerTextDocumentContentProvider("read-only", {
    provideTextDocumentContent: () => original,
  });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(vscode.Uri.parse("read-only:/a.js")));
  const [piece] = piecesOf("```js\nfunction two() {}\n```\n");
  assert.deepEqual(await targetsOf(piece!, []), []);
  provider.dispose();
});

test("the file that a block means: named, of the question, or in the editor, in this order", async () => {
  const named = await file("deep/er/apply-g.js", original);
  const asked = await file("apply-h.js", original);
  const open = await file("apply-i.js", original);
  await vscode.window.showTextDocument(open);
  const reference = {
    type: "reference",
    kind: "code",
    id: "r",
    label: "",
    path: "apply-h.js",
    uri: asked.toString(),
    startLine: 1,
    endLine: 3,
    language: "javascript",
    enclosing: [],
    code: "",
  } as const;
  const [piece] = piecesOf("```js er/apply-g.js\nx\n```\n");
  const targets = await targetsOf(piece!, [reference]);
  assert.deepEqual(
    targets.map(({ uri, why }) => `${uri.fsPath} ${why}`),
    [
      `${named.fsPath} named`,
      `${vscode.Uri.joinPath(root, "er/apply-g.js").fsPath} new`,
      `${asked.fsPath} question`,
      `${open.fsPath} editor`,
    ],
  );
});

test("a path of an answer leads nowhere but into the workspace: not up, not through a link", async () => {
  const outside = join(tmpdir(), `ask-qwen-outside-${process.pid}`);
  await mkdir(outside, { recursive: true });
  await writeFile(join(outside, "secret.js"), original);
  const link = vscode.Uri.joinPath(root, "apply-link");
  made.push(link);
  await symlink(outside, link.fsPath);
  try {
    for (const name of ["apply-link/secret.js", "../secret.js", join(outside, "secret.js"), "~/secret.js"]) {
      assert.deepEqual(await findNamed(name), [], name);
    }
    assert.match((await problemWith("apply-link/new.js")) ?? "", /out of the workspace/);
    assert.ok(await problemWith("../new.js"));
    assert.match((await problemWith("inventory.ts")) ?? "", /exists already/);
    assert.equal(await problemWith("new/folder/new.js"), undefined);
  } finally {
    await rm(outside, { recursive: true, force: true });
  }
});

test("files of packages are not what a name means", async () => {
  await file("node_modules/some-package/apply-inner.js", original);
  const own = await file("deep/apply-inner.js", original);
  const found = await findNamed("apply-inner.js");
  assert.deepEqual(
    found.map(({ uri }) => uri.toString()),
    [own.toString()],
  );
});

test("a new file is made with its folders, opened, and never over one that is there", async () => {
  const uri = vscode.Uri.joinPath(root, "apply-new/folder/made.js");
  made.push(vscode.Uri.joinPath(root, "apply-new"));
  assert.equal(await write(uri, "made();\n"), true);
  assert.equal(await readFile(uri.fsPath, "utf8"), "made();\n");
  assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
  assert.equal(await write(uri, "other();\n"), false);
  assert.equal(await readFile(uri.fsPath, "utf8"), "made();\n");
});

test("insert leaves what is selected, replace takes its place, both in the style of the file", async () => {
  const document = await vscode.workspace.openTextDocument({ content: "{\n\told();\n}\n", language: "javascript" });
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(1, 0, 1, 7);
  await replaceSelection("if (a) {\n  b();\n}");
  assert.equal(document.getText(), "{\n\tif (a) {\n\t\tb();\n\t}\n}\n");
  const active = vscode.window.activeTextEditor!;
  active.selection = new vscode.Selection(0, 0, 0, 1);
  await insertAtCursor(" // first");
  assert.equal(document.lineAt(0).text, "{ // first");
});

test("25 an encoding that can not hold the new text is told", async () => {
  const bytes = await vscode.workspace.encode("// 中文\nx\n", { encoding: "gbk" });
  const uri = await file("apply-gbk.js", bytes);
  const document = await vscode.workspace.openTextDocument(uri, { encoding: "gbk" });
  assert.equal(document.lineAt(0).text, "// 中文");
  const asked: string[] = [];
  const no = async (_: string, detail: string): Promise<boolean> => {
    asked.push(detail);
    return false;
  };
  assert.equal(await encodingLoss(document, "// 中文，也行\n", no), true);
  assert.equal(await encodingLoss(document, "// 😀\n", no), false);
  assert.deepEqual(asked, ["😀"]);
});

test("T28 T29 nothing runs without a yes to exactly what runs, and each yes runs it once", async () => {
  const terminals = createTerminals();
  const out = vscode.Uri.joinPath(root, "apply-terminal.txt");
  made.push(out);
  const shown: string[] = [];
  const say = (answer: boolean) => async (_: string, detail: string) => {
    shown.push(detail);
    return answer;
  };
  const before = vscode.window.terminals.length;
  try {
    await terminals.run(`echo no >> '${out.fsPath}'`, "bash", say(false));
    assert.equal(vscode.window.terminals.length, before);
    await terminals.run(`printf 'a b' >> '${out.fsPath}'\nprintf '%s' "\u202e" >> /dev/null`, "bash", say(true));
    assert.match(shown[1] ?? "", /⟨U\+202E⟩/);
    await until(async () => (await readFile(out.fsPath, "utf8").catch(() => "")) === "a b", "it has run", 60);
    void terminals.run("x\n".repeat(100), "bash", say(true));
  } finally {
    for (const terminal of vscode.window.terminals) terminal.dispose();
    terminals.dispose();
  }
  assert.equal(await readFile(out.fsPath, "utf8"), "a b");
  assert.equal(shown.length, 2);
});

test("M19 a diagram opens in VS Code's Markdown preview; addresses in it are asked about first", async () => {
  const diagrams = createDiagrams();
  const asked: string[] = [];
  const no = async (_: string, detail: string): Promise<boolean> => {
    asked.push(detail);
    return false;
  };
  try {
    await diagrams.open("graph TD\n  A --> B", no);
    await until(
      () =>
        vscode.window.tabGroups.all
          .flatMap(({ tabs }) => tabs)
          .some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes("markdown.preview")),
      "the preview is open",
    );
    assert.deepEqual(asked, []);
    await diagrams.open('graph TD\n  A@{ img: "https://a.example/x.png" }\n  A --> B', no);
    assert.deepEqual(asked, ['  A@{ img: "https://a.example/x.png" }']);
  } finally {
    diagrams.dispose();
  }
});
