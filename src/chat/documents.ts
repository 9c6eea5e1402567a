// Texts shown as documents of the editor, which can be read, searched and copied, and not changed. Loaded when one is opened.
import * as vscode from "vscode";

export type DocumentScheme = "askqwen-message" | "askqwen-request";

/** VS Code asks again when it restores a tab: then the text may be gone, which the document says. */
interface Documents {
  textOf(uri: vscode.Uri): string;
  closed(uri: vscode.Uri): void;
}

const documents: Readonly<Record<DocumentScheme, () => Promise<Documents>>> = {
  "askqwen-message": () => import("./accessibleView.ts"),
  "askqwen-request": () => import("./requestView.ts"),
};

export function registerDocuments(): vscode.Disposable {
  const { registerTextDocumentContentProvider, onDidCloseTextDocument } = vscode.workspace;
  return vscode.Disposable.from(
    ...Object.entries(documents).map(([scheme, load]) =>
      registerTextDocumentContentProvider(scheme, {
        provideTextDocumentContent: async (uri) => (await load()).textOf(uri),
      }),
    ),
    onDidCloseTextDocument(async ({ uri }) => {
      if (Object.hasOwn(documents, uri.scheme)) (await documents[uri.scheme as DocumentScheme]()).closed(uri);
    }),
  );
}
