// Shows what a chip stands for.
import * as vscode from "vscode";
import type { Reference } from "../reference.ts";
import { openImage, type ReadImage } from "./images/openImage.ts";

/** The place in its file when that can be opened, else the text as it was sent. */
export async function openReference(reference: Reference, image: ReadImage): Promise<void> {
  switch (reference.kind) {
    case "code": {
      const selection = new vscode.Range(reference.startLine - 1, 0, reference.endLine, 0);
      if (await openFile(reference.uri, selection)) return;
      return openText(reference.code, reference.language);
    }
    case "text":
      // What was sent, not what is there now: problems, output and changes are others by then.
      return openText(reference.text, reference.language);
    case "image":
      return openImage(reference, image);
    default:
      reference satisfies never;
  }
}

/** False for a file that is gone, or never was one (an untitled editor of an earlier session). */
async function openFile(uri: string, selection: vscode.Range): Promise<boolean> {
  try {
    await vscode.window.showTextDocument(vscode.Uri.parse(uri, true), { selection, preview: true });
    return true;
  } catch {
    return false; // The text as it was sent is shown in its place.
  }
}

async function openText(content: string, language: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content, language: language || "plaintext" });
  await vscode.window.showTextDocument(document, { preview: true });
}
