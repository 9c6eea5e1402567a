// Code copied, or put into the editor at hand.
import * as vscode from "vscode";
import { warn } from "./ask.ts";
import { fitted } from "./fitted.ts";

export async function copyText(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
}

/** At each cursor, as one undo step; what is selected stays. Explains itself when there is nowhere to insert. */
export async function insertAtCursor(text: string): Promise<void> {
  await put(text, ({ active }) => new vscode.Range(active, active));
}

/** Each selection, as one undo step. */
export async function replaceSelection(text: string): Promise<void> {
  const editor = editorAtHand();
  if (editor?.selections.every(({ isEmpty }) => isEmpty)) {
    const insert = { label: vscode.l10n.t("Insert at cursor"), run: () => insertAtCursor(text) };
    return warn(vscode.l10n.t("Nothing is selected in {0}.", nameOf(editor.document)), insert);
  }
  await put(text, (selection) => selection);
}

/** The active one; beside a chat that is a tab itself, the one that is seen. */
export function editorAtHand(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  return activeTextEditor ?? visibleTextEditors.find(({ document }) => document.uri.scheme !== "output");
}

async function put(text: string, rangeOf: (selection: vscode.Selection) => vscode.Range): Promise<void> {
  const editor = editorAtHand();
  const copy = { label: vscode.l10n.t("Copy code"), run: () => copyText(text) };
  if (!editor) return warn(vscode.l10n.t("No editor is open to insert the code into."), copy);
  if (await change(editor, text, rangeOf)) return;
  await warn(vscode.l10n.t("This editor can not be changed: {0}", nameOf(editor.document)), copy);
}

/** False when the editor refuses, or is closed meanwhile. */
async function change(
  before: vscode.TextEditor,
  text: string,
  rangeOf: (selection: vscode.Selection) => vscode.Range,
): Promise<boolean> {
  try {
    const options = { viewColumn: before.viewColumn ?? vscode.ViewColumn.Active, selection: before.selection };
    // Another editor than before when that one was a side of a diff.
    const editor =
      before.selections.length > 1 ? before : await vscode.window.showTextDocument(before.document, options);
    const { document, selections } = editor;
    const around = linesAround(document, editor.selection.active.line);
    return await editor.edit((edit) => {
      for (const range of selections.map(rangeOf)) {
        const lead = document.lineAt(range.start).text.slice(0, range.start.character);
        // A selection that begins at the edge of an indented line is as far in as that line.
        const indent = lead === "" && !range.isEmpty ? /^[ \t]*/.exec(document.lineAt(range.start).text)![0] : "";
        edit.replace(range, indent + fitted(text, lead + indent, around));
      }
    });
  } catch {
    return false; // VS Code rejects for an editor that is gone.
  }
}

function linesAround(document: vscode.TextDocument, line: number): readonly string[] {
  const [from, to] = [Math.max(0, line - 200), Math.min(document.lineCount, line + 200)];
  return document.getText(new vscode.Range(from, 0, to, 0)).split(/\r?\n/);
}

const nameOf = (document: vscode.TextDocument): string => vscode.workspace.asRelativePath(document.uri);
