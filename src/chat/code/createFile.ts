// Code as a new file: its path is shown and can be changed; a file that is there is never written over.
import * as vscode from "vscode";
import { warn } from "./ask.ts";
import { withoutPathComment } from "./named.ts";
import { isInside, isThere, placesFor } from "./workspaceFiles.ts";

export async function createFile(text: string, language: string, name: string | undefined): Promise<void> {
  const content = `${withoutPathComment(text, "").trimEnd()}\n`;
  if (!vscode.workspace.workspaceFolders?.length) {
    // There is no folder to be in: it can be saved anywhere.
    const document = await vscode.workspace.openTextDocument({ content, ...(await languageFor(language)) });
    await vscode.window.showTextDocument(document);
    return;
  }
  const suggested = name === undefined ? "" : (placesFor(name)[0]?.label ?? "");
  const path = await vscode.window.showInputBox({
    title: vscode.l10n.t("Create File"),
    prompt: vscode.l10n.t("Path of the new file in the workspace"),
    value: suggested,
    valueSelection: [suggested.length, suggested.length],
    ignoreFocusOut: true,
    validateInput: problemWith,
  });
  const place = path === undefined ? undefined : placesFor(path.trim())[0];
  if (place) await write(place.uri, content);
}

/** As one step that can be undone, and never over a file. */
export async function write(uri: vscode.Uri, content: string): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { overwrite: false, ignoreIfExists: false, contents: new TextEncoder().encode(content) });
  if ((await isThere(uri)) || !(await vscode.workspace.applyEdit(edit))) {
    void warn(vscode.l10n.t("{0} could not be created.", vscode.workspace.asRelativePath(uri)));
    return false;
  }
  await vscode.window.showTextDocument(uri);
  return true;
}

export async function problemWith(path: string): Promise<string | undefined> {
  const [place] = placesFor(path.trim());
  if (!place) return vscode.l10n.t("A path inside the workspace, such as src/name.ts");
  if (!(await isInside(place.uri))) return vscode.l10n.t("This leads out of the workspace.");
  return (await isThere(place.uri)) ? vscode.l10n.t("{0} exists already.", place.label) : undefined;
}

async function languageFor(name: string): Promise<{ language?: string }> {
  const known = await vscode.languages.getLanguages();
  const language = aliases[name] ?? name;
  return known.includes(language) ? { language } : {};
}

const aliases: Readonly<Record<string, string>> = {
  ts: "typescript",
  js: "javascript",
  py: "python",
  sh: "shellscript",
  bash: "shellscript",
  rb: "ruby",
  rs: "rust",
  md: "markdown",
  yml: "yaml",
  cs: "csharp",
  kt: "kotlin",
};
