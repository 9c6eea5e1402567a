// The editor that a question is about.
import * as vscode from "vscode";

/** While the chat has the focus in an editor tab, no text editor is active: the one that is in sight is meant, if it is the only one. */
export function editorHere(): vscode.TextEditor | undefined {
  const [visible, ...others] = vscode.window.visibleTextEditors.filter(
    ({ document }) => document.uri.scheme !== "output",
  );
  const active = vscode.window.activeTextEditor;
  if (active && active.document.uri.scheme !== "output") return active;
  return others.length === 0 ? visible : undefined;
}
