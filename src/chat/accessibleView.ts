// A message as a plain document of the editor, for screen readers and for anybody who wants to move through it with the editor's keys.
import * as vscode from "vscode";
import type { StoredMessage } from "./message.ts";

const SCHEME = "askqwen-message";

/** Texts of the documents that are open; VS Code asks for them again when it restores a tab. */
const texts = new Map<string, string>();

export function registerAccessibleView(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: (uri) =>
        texts.get(uri.toString()) ?? vscode.l10n.t("This message is no longer at hand. Open it from the chat again."),
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void texts.delete(uri.toString())),
  );
}

/** Markdown as it was written, without thinking; the code of references included. */
export async function openAccessibleView(message: StoredMessage): Promise<void> {
  const name = message.role === "user" ? vscode.l10n.t("Prompt") : vscode.l10n.t("Answer");
  const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md`, query: message.id });
  const { partsText } = await import("./prompt.ts"); // The rest of this file is there from the start, and small.
  texts.set(uri.toString(), partsText(message.parts));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: true });
}
