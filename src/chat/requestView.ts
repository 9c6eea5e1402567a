// Shows a request as a document of the editor that can be read, searched and copied, and not changed.
import * as vscode from "vscode";
import { readableBody } from "./readableBody.ts";

export const REQUEST_SCHEME = "askqwen-request";
const texts = new Map<string, string>();

export function registerRequestView(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(REQUEST_SCHEME, {
      provideTextDocumentContent: (uri) =>
        texts.get(uri.toString()) ?? vscode.l10n.t("This request is no longer at hand. Open it from the chat again."),
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void texts.delete(uri.toString())),
  );
}

let count = 0;

export async function openRequest(name: string, body: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme: REQUEST_SCHEME, path: `/${name}.json`, query: String(++count) });
  texts.set(uri.toString(), readableBody(body));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: true });
}
