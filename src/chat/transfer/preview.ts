// An export before it is a file: in an editor, under the name that Save As proposes.
import { homedir } from "node:os";
import { posix } from "node:path";
import * as vscode from "vscode";

export async function openPreview(text: string, name: string, findings: readonly string[]): Promise<void> {
  const document = await vscode.workspace.openTextDocument(await freeName(name));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), text);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document, { preview: false });
  void offerToSave(document, findings);
}

async function offerToSave(document: vscode.TextDocument, findings: readonly string[]): Promise<void> {
  const save = vscode.l10n.t("Save As…");
  const said = [vscode.l10n.t("This is the export; nothing is saved yet."), ...findings.map((one) => `${one}.`)].join(
    " ",
  );
  if ((await vscode.window.showInformationMessage(said, save)) !== save) return;
  await vscode.window.showTextDocument(document, { preview: false });
  await vscode.commands.executeCommand("workbench.action.files.saveAs");
}

/** Beside the workspace's files, or at home; never the name of a file or an editor that is there. */
async function freeName(name: string): Promise<vscode.Uri> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const { name: stem, ext } = posix.parse(name);
  for (let count = 1; ; count++) {
    const file = vscode.Uri.joinPath(folder, count === 1 ? name : `${stem} ${count}${ext}`);
    const untitled = vscode.Uri.from({ scheme: "untitled", path: file.path });
    const isOpen = vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === untitled.toString());
    if (!isOpen && !(await exists(file))) return untitled;
  }
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false; // Not there, or not to be seen: then VS Code asks again when it is saved.
  }
}
