// What the buttons of a code block do.
import * as vscode from "vscode";

export async function copyText(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
}

/** Replaces each selection of the active editor, as one undo step. Explains itself when there is nowhere to insert. */
export async function insertAtCursor(text: string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    await offerCopy(vscode.l10n.t("No editor is open to insert the code into."), text);
    return;
  }
  const { document } = editor;
  await vscode.window.showTextDocument(document, { viewColumn: editor.viewColumn ?? vscode.ViewColumn.Active });
  const isInserted = await editor.edit((edit) => {
    for (const selection of editor.selections) edit.replace(selection, text);
  });
  if (!isInserted) await offerCopy(vscode.l10n.t("This editor can not be changed: {0}", label(document)), text);
}

async function offerCopy(problem: string, text: string): Promise<void> {
  const copy = vscode.l10n.t("Copy code");
  if ((await vscode.window.showWarningMessage(problem, copy)) === copy) await copyText(text);
}

const label = (document: vscode.TextDocument): string => vscode.workspace.asRelativePath(document.uri);
