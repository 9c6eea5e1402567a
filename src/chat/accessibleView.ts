// A message as a plain document of the editor, for screen readers and for anybody who wants to move through it with the editor's keys.
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { DocumentScheme } from "./documents.ts";
import type { StoredMessage } from "./message.ts";
import { partsText } from "./prompt.ts";

const SCHEME: DocumentScheme = "askqwen-message";

/** Of the documents that are open. */
const texts = new Map<string, string>();

export const textOf = (uri: vscode.Uri): string =>
  texts.get(uri.toString()) ?? vscode.l10n.t("This message is no longer at hand. Open it from the chat again.");

export const closed = (uri: vscode.Uri): void => void texts.delete(uri.toString());

/** Markdown as it was written, without thinking; the code of references included. */
export async function openAccessibleView(message: StoredMessage): Promise<void> {
  const name = message.role === "user" ? vscode.l10n.t("Prompt") : vscode.l10n.t("Answer");
  // An address of its own each time: the answer may have grown, and VS Code keeps what it has for an address.
  const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md`, query: randomUUID() });
  texts.set(uri.toString(), partsText(message.parts));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: true });
}
