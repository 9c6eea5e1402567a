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
  if (await replaceSelections(editor, text)) return;
  await offerCopy(vscode.l10n.t("This editor can not be changed: {0}", label(document)), text);
}

/** False when the editor refuses, or is closed meanwhile. */
async function replaceSelections(before: vscode.TextEditor, text: string): Promise<boolean> {
  try {
    const options = { viewColumn: before.viewColumn ?? vscode.ViewColumn.Active, selection: before.selection };
    // Another editor than before when that one was a side of a diff.
    const editor =
      before.selections.length > 1 ? before : await vscode.window.showTextDocument(before.document, options);
    return await editor.edit((edit) => {
      for (const selection of editor.selections) edit.replace(selection, text);
    });
  } catch {
    return false; // VS Code rejects for an editor that is gone.
  }
}

async function offerCopy(problem: string, text: string): Promise<void> {
  const copy = vscode.l10n.t("Copy code");
  if ((await vscode.window.showWarningMessage(problem, copy)) === copy) await copyText(text);
}

const label = (document: vscode.TextDocument): string => vscode.workspace.asRelativePath(document.uri);
