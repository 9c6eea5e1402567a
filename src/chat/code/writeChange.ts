// A reviewed text written into its document, by changes of lines, as one undo step.
import * as vscode from "vscode";
import { confirm } from "./ask.ts";
import { lineEdits } from "./lineEdits.ts";

/**
 * written: the document is what was reviewed. changed: it was something else before, nothing was done. refused: VS Code
 * did not write. mixed: something else wrote at the same moment.
 */
export type Written = "written" | "changed" | "refused" | "mixed";

export async function writeChange(document: vscode.TextDocument, base: string, text: string): Promise<Written> {
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, editsFor(document, base, text));
  // Between this look and VS Code's own, which compares the versions, nothing can come: both are of this turn.
  if (unixText(document) !== base) return "changed";
  const { version } = document;
  if (!(await vscode.workspace.applyEdit(edit))) return document.version === version ? "refused" : "changed";
  return unixText(document) === text ? "written" : "mixed";
}

const unixText = (document: vscode.TextDocument): string => document.getText().replaceAll("\r\n", "\n");

function editsFor(document: vscode.TextDocument, base: string, text: string): vscode.TextEdit[] {
  const lines = base.split("\n");
  const eol = document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
  return lineEdits(lines, text.split("\n")).map(({ start, end, lines: now }) => {
    if (end < lines.length) {
      return vscode.TextEdit.replace(new vscode.Range(start, 0, end, 0), now.map((line) => line + eol).join(""));
    }
    // The last line has no line end of its own: it takes the one before it.
    const last = lines.at(-1) ?? "";
    const from = start > 0 ? new vscode.Position(start - 1, lines[start - 1]!.length) : new vscode.Position(0, 0);
    const added = start > 0 ? now.map((line) => eol + line).join("") : now.join(eol);
    return vscode.TextEdit.replace(new vscode.Range(from, new vscode.Position(lines.length - 1, last.length)), added);
  });
}

/** Asks when the file's encoding can not hold the new text: GBK has no emoji, for one. False is no. */
export async function encodingLoss(
  document: vscode.TextDocument,
  text: string,
  isApproved: typeof confirm = confirm,
): Promise<boolean> {
  const { encoding } = document;
  if (/^utf-?(?:8|16)/i.test(encoding)) return true;
  const bytes = await vscode.workspace.encode(text, { encoding });
  const read = await vscode.workspace.decode(bytes, { encoding });
  if (read === text) return true;
  const lost = [...new Set([...text].filter((character) => !read.includes(character)))].slice(0, 20).join(" ");
  return isApproved(
    vscode.l10n.t("The file is kept as {0}, which can not hold everything in the new text.", encoding),
    lost,
    vscode.l10n.t("Accept Anyway"),
  );
}
