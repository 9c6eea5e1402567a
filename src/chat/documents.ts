// Texts shown as documents of the editor, which can be read, searched and copied, and not changed. Loaded when one is opened.
import * as vscode from "vscode";
import type { ShownTexts } from "./shownTexts.ts";

export type DocumentScheme = "askqwen-message" | "askqwen-request";

const documents: Readonly<Record<DocumentScheme, () => Promise<{ readonly shown: ShownTexts }>>> = {
  "askqwen-message": () => import("./accessibleView.ts"),
  "askqwen-request": () => import("./requestView.ts"),
};

export function registerDocuments(): vscode.Disposable {
  const { registerTextDocumentContentProvider, onDidCloseTextDocument } = vscode.workspace;
  return vscode.Disposable.from(
    ...Object.entries(documents).map(([scheme, load]) =>
      registerTextDocumentContentProvider(scheme, {
        provideTextDocumentContent: async (uri) => (await load()).shown.textOf(uri),
      }),
    ),
    onDidCloseTextDocument(async ({ uri }) => {
      if (Object.hasOwn(documents, uri.scheme)) (await documents[uri.scheme as DocumentScheme]()).shown.closed(uri);
    }),
  );
}
