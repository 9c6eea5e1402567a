// Shows a request as a document of the editor that can be read, searched and copied, and not changed.
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { DocumentScheme } from "./documents.ts";
import { readableBody } from "./readableBody.ts";

export const REQUEST_SCHEME: DocumentScheme = "askqwen-request";

/** Of the documents that are open. */
const texts = new Map<string, string>();

export const textOf = (uri: vscode.Uri): string =>
  texts.get(uri.toString()) ?? vscode.l10n.t("This request is no longer at hand. Open it from the chat again.");

export const closed = (uri: vscode.Uri): void => void texts.delete(uri.toString());

export async function openRequest(name: string, body: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme: REQUEST_SCHEME, path: `/${name}.json`, query: randomUUID() });
  texts.set(uri.toString(), readableBody(body));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: true });
}
