import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import * as vscode from "vscode";
import { excerptLimit } from "../../src/context/excerpt.ts";
import { gatherCode, gatherSelection } from "../../src/context/gather.ts";
import { explainSelection } from "../../src/editor/aboutCode.ts";
import type { CodeReference } from "../../src/reference.ts";
import { until } from "../until.ts";

const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
assert.ok(folder);
const sample = vscode.Uri.joinPath(folder, "inventory.ts");

after(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

function whole(document: vscode.TextDocument) {
  const end = document.lineAt(document.lineCount - 1).range.end;
  return at(document, new vscode.Selection(new vscode.Position(0, 0), end));
}

function at(document: vscode.TextDocument, ...selections: vscode.Selection[]) {
  return { document, selections, selection: selections[0]! };
}

const cursor = (line: number, character = 0) => new vscode.Selection(line, character, line, character);

async function code(source: Parameters<typeof gatherCode>[0]): Promise<CodeReference> {
  const gathered = await gatherCode(source);
  assert.ok(gathered.ok, JSON.stringify(gathered));
  return gathered.value;
}

/** A language of one's own has only the symbols that the test gives it. */
function symbolsFor(scheme: string, provide: () => vscode.ProviderResult<vscode.DocumentSymbol[]>): vscode.Disposable {
  return vscode.languages.registerDocumentSymbolProvider({ scheme }, { provideDocumentSymbols: provide });
}

function documentsOf(scheme: string, text: string): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent: () => text });
}

/** Not an untitled one: VS Code gives the name of one that it has just closed to the next, now and then with the old text. */
async function documentWith(scheme: string, text: string): Promise<vscode.TextDocument> {
  const provider = documentsOf(scheme, text);
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme, path: `/${scheme}.txt` }));
  } finally {
    provider.dispose();
  }
}

test("Explain Selection asks about the selected lines of the active editor", async () => {
  const document = await vscode.workspace.openTextDocument(sample);
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(0, 0, 1, 1);
  const asked: [string, CodeReference | undefined][] = [];
  await explainSelection(async (question, reference) => void asked.push([question, reference]));
  assert.equal(asked.length, 1);
  const [question, reference] = asked[0]!;
  assert.equal(question, "Explain this code.");
  assert.equal(reference?.path, "inventory.ts");
  assert.equal(reference?.label, "inventory.ts:1-2");
  assert.equal(reference?.language, "typescript");
  assert.equal(reference?.code, `${document.lineAt(0).text}\n${document.lineAt(1).text}`);
});

test("H15 H16 the file's name and what looks like a secret in the code are asked about before it goes", async () => {
  const file = vscode.Uri.joinPath(folder, "explain.pem");
  const token = `sk-${"0123456789abcdef".repeat(2)}`;
  await vscode.workspace.fs.writeFile(file, Buffer.from(`plain\nconst apiKey = "${token}";\n`));
  try {
    const editor = await vscode.window.showTextDocument(file);
    editor.selection = new vscode.Selection(0, 0, 1, 80);
    const explain = async (...answers: (string | undefined)[]) => {
      const told: string[] = [];
      let isSent = false;
      await explainSelection(
        async () => void (isSent = true),
        async (title, { detail = "" }) => {
          told.push(`${title} ${detail}`);
          return answers.shift();
        },
      );
      return { told, isSent };
    };
    const unread = await explain(undefined);
    assert.deepEqual([unread.told.length, unread.isSent], [1, false]);
    assert.match(unread.told[0] ?? "", /^explain\.pem is a file that usually holds keys/);
    const unsent = await explain("Attach All the Same", undefined);
    assert.deepEqual([unsent.told.length, unsent.isSent], [2, false]);
    assert.match(unsent.told[1] ?? "", /^explain\.pem:1-2 has lines that look like a secret\. 2: const apiKey/);
    assert.equal((await explain("Attach All the Same", "Send All the Same")).isSent, true);
  } finally {
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await vscode.workspace.fs.delete(file);
  }
});

test("without a selection the function under the cursor is meant, with the headers around it", async () => {
  const text = "class A {\n  f() {\n    const x = 1;\n    return x;\n  }\n}\n";
  const span = (from: number, to: number) => new vscode.Range(from, 0, to, 80);
  const { DocumentSymbol, SymbolKind } = vscode;
  const providers = [
    documentsOf("symbols", text),
    symbolsFor("symbols", () => {
      const outer = new DocumentSymbol("A", "", SymbolKind.Class, span(0, 5), span(0, 0));
      const method = new DocumentSymbol("f", "", SymbolKind.Method, span(1, 4), span(1, 1));
      method.children = [new DocumentSymbol("x", "", SymbolKind.Constant, span(2, 2), span(2, 2))];
      outer.children = [method];
      return [outer];
    }),
  ];
  try {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse("symbols:/a.txt"));
    const reference = await code(at(document, cursor(2, 6)));
    assert.equal(reference.code, "  f() {\n    const x = 1;\n    return x;\n  }");
    assert.deepEqual([reference.startLine, reference.endLine], [2, 5]);
    assert.deepEqual(reference.enclosing, ["class A {"]);
  } finally {
    for (const one of providers) one.dispose();
  }
});

test("a symbol provider that never answers, or fails, does not keep the question from being asked", async () => {
  for (const provide of [() => new Promise<never>(() => undefined), () => Promise.reject(new Error("no symbols"))]) {
    const providers = [documentsOf("silent", "if (a) {\n  b();\n}\n"), symbolsFor("silent", provide)];
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(`silent:/${Math.random()}.txt`));
      assert.equal((await code(at(document, cursor(1)))).code, "if (a) {\n  b();\n}");
    } finally {
      for (const one of providers) one.dispose();
    }
  }
});

test("an empty document has nothing to explain", async () => {
  const document = await documentWith("blank", "\n  \n");
  assert.deepEqual(await gatherCode(at(document, cursor(1))), { ok: false, reason: "empty" });
});

test("K14 D14 an untitled document, and one outside of the workspace, are told by name alone", async () => {
  const untitled = await vscode.workspace.openTextDocument({ content: "print(1)", language: "python" });
  const reference = await code(whole(untitled));
  assert.match(reference.path, /^Untitled-\d+$/);
  assert.equal(reference.language, "python");
  const outside = await vscode.workspace.openTextDocument(vscode.Uri.file(join(vscode.env.appRoot, "package.json")));
  assert.equal((await code(at(outside, cursor(0)))).path, "package.json");
});

test("D14 the left side of a diff editor and a git: document are read like any other", async () => {
  const providers = [documentsOf("git-like", "old line\n")];
  try {
    const left = vscode.Uri.joinPath(folder, "inventory.ts").with({ scheme: "git-like", query: "HEAD" });
    await vscode.commands.executeCommand("vscode.diff", left, sample, "compare");
    const document = await vscode.workspace.openTextDocument(left);
    const reference = await code(whole(document));
    assert.equal(reference.code.trimEnd(), "old line");
    assert.equal(reference.path, "inventory.ts");
    assert.ok(!JSON.stringify({ ...reference, uri: "" }).includes(folder.fsPath));
  } finally {
    for (const one of providers) one.dispose();
  }
});

test("D14 a notebook's cell is told with its number", async () => {
  const cell = (text: string) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, "python");
  const notebook = await vscode.workspace.openNotebookDocument(
    "jupyter-notebook",
    new vscode.NotebookData([cell("a = 1"), cell("b = a + 1\nprint(b)")]),
  );
  const reference = await code(at(notebook.cellAt(1).document, cursor(0)));
  assert.match(reference.path, /\(cell 2\)$/);
  assert.match(reference.code, /b = a \+ 1/);
});

test("D14 an output channel and settings.json can be asked about", async () => {
  const channel = vscode.window.createOutputChannel("Words for Ask Qwen");
  channel.appendLine("Error: no such file");
  channel.show();
  const find = () =>
    vscode.workspace.textDocuments.find(
      ({ uri, lineCount }) => uri.scheme === "output" && uri.path.includes("Words for") && lineCount > 1,
    );
  try {
    await until(() => find() !== undefined, "the channel is shown");
    assert.match((await code(whole(find()!))).code, /no such file/);
  } finally {
    channel.dispose();
  }
  await vscode.commands.executeCommand("workbench.action.openSettingsJson");
  const settings = () => vscode.workspace.textDocuments.find(({ fileName }) => fileName.endsWith("settings.json"));
  await until(() => settings() !== undefined, "it opens");
  const gathered = await gatherCode(whole(settings()!));
  assert.ok(gathered.ok ? gathered.value.path === "settings.json" : gathered.reason === "empty");
});

test("D16 a selection of 200,000 lines is cut at the limit, and what is left out is counted", async () => {
  const line = "const answer = 42;\n";
  const document = await documentWith("long", line.repeat(200_000));
  const gathered = await gatherSelection(whole(document));
  assert.ok(gathered?.ok);
  const { code, omittedLines } = gathered.value;
  assert.ok(code.length <= excerptLimit && code.length > excerptLimit - line.length);
  assert.equal(code.split("\n").length + (omittedLines ?? 0), 200_000);
  assert.equal(gathered.isCut, true);
});

test("D16 one line of 5 MB is cut, and binary content is refused", async () => {
  const minified = await documentWith("minified", "x".repeat(5_000_000));
  const cut = await gatherSelection(whole(minified));
  assert.ok(cut?.ok);
  assert.equal(cut.value.code.length, excerptLimit);
  assert.equal(cut.isCut, true);
  const binary = await documentWith("binary", "\u0001\u0002\u0003\0ELF".repeat(100));
  assert.deepEqual(await gatherCode(whole(binary)), { ok: false, reason: "binary" });
});

test("D16 fifty cursors with a word each become one reference", async () => {
  const text = Array.from({ length: 200 }, (_, i) => `word${i} and more`).join("\n");
  const document = await documentWith("words", text);
  const selections = Array.from({ length: 50 }, (_, i) => new vscode.Selection(i * 4, 0, i * 4, 5));
  const gathered = await gatherSelection(at(document, ...selections));
  assert.ok(gathered?.ok);
  assert.equal(gathered.value.code.match(/^word\d+ and more$/gm)?.length, 50);
  assert.deepEqual([gathered.value.startLine, gathered.value.endLine], [1, 197]);
});

test("D16 cursors alone are no selection", async () => {
  const document = await vscode.workspace.openTextDocument({ content: "a\nb\n" });
  assert.equal(await gatherSelection(at(document, cursor(0), cursor(1))), undefined);
});
