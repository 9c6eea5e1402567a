// The workspace of this window: its address, which is empty without one, and as the history keeps it.
import * as vscode from "vscode";
import { workspaceText } from "./workspace.ts";

export function openWorkspace() {
  const { workspaceFile, workspaceFolders, name = "" } = vscode.workspace;
  const address = (workspaceFile ?? workspaceFolders?.[0]?.uri)?.toString() ?? "";
  return { address, text: workspaceText(address, name) };
}
