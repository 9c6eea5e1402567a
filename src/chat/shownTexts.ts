// Texts that stand in documents of the editor, each at an address of its own: VS Code keeps what it has for an address.
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { DocumentScheme } from "./documents.ts";

export interface ShownTexts {
  /** Opens a document of that name, extension included. */
  show(name: string, text: string): Promise<void>;
  textOf(uri: vscode.Uri): string;
  closed(uri: vscode.Uri): void;
}

/** `gone` is what a document says whose text is not there any more: VS Code asks again when it restores a tab. */
export function createShownTexts(scheme: DocumentScheme, gone: () => string): ShownTexts {
  const texts = new Map<string, string>();
  return {
    async show(name, text) {
      const uri = vscode.Uri.from({ scheme, path: `/${name}`, query: randomUUID() });
      texts.set(uri.toString(), text);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document, { preview: true });
    },
    textOf: (uri) => texts.get(uri.toString()) ?? gone(),
    closed: (uri) => void texts.delete(uri.toString()),
  };
}
