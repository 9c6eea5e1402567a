// Files that are images -> their bytes. What they really are is looked at by who shows them.
import * as vscode from "vscode";

/** A photo has some megabytes; this is what the page takes as well. */
const LARGEST = 30 * 1024 ** 2;

/** SVG is not among them: it is text, and goes as such. */
export const isImagePath = (path: string): boolean =>
  /\.(png|jpe?g|jfif|webp|gif|bmp|avif|hei[cf]|ico|tiff?)$/i.test(path);

export type ImageGathered =
  | { readonly ok: true; readonly name: string; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: "tooLarge" | "unreadable" };

export async function gatherImage(uri: vscode.Uri): Promise<ImageGathered> {
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > LARGEST) return { ok: false, reason: "tooLarge" };
    return {
      ok: true,
      name: uri.path.slice(uri.path.lastIndexOf("/") + 1),
      bytes: await vscode.workspace.fs.readFile(uri),
    };
  } catch {
    return { ok: false, reason: "unreadable" }; // Gone, or not ours to read: which of the two makes no difference here.
  }
}
