// Shows the code that a chip stands for.
import * as vscode from "vscode";
import type { StoredMessage } from "./message.ts";

/** The place in its file when that can be opened, else the code as it was sent. */
export async function openReference(message: StoredMessage | undefined, id: string): Promise<void> {
  const reference = message?.parts.find((part) => part.type === "reference" && part.id === id);
  if (reference?.type !== "reference") return;
  const range = new vscode.Range(reference.startLine - 1, 0, reference.endLine, 0);
  try {
    await vscode.window.showTextDocument(vscode.Uri.parse(reference.uri, true), { selection: range, preview: true });
  } catch {
    // The file is gone, or was never one (an untitled editor of an earlier session): what was sent is still known.
    const document = await vscode.workspace.openTextDocument({ content: reference.code, language: reference.language });
    await vscode.window.showTextDocument(document, { preview: true });
  }
}
