// Shows an image in VS Code's own preview, out of the history: no file of it is written.
import * as vscode from "vscode";
import type { StoredImage } from "../message.ts";

const SCHEME = "askqwen-image";

export type ReadImage = (hash: string) => StoredImage | undefined;

export async function openImage(
  { hash, label }: { readonly hash: string; readonly label: string },
  read: ReadImage,
): Promise<void> {
  const image = read(hash);
  if (!image) {
    void vscode.window.showInformationMessage(vscode.l10n.t("This image is no longer at hand."));
    return;
  }
  // The name is for the tab, and its ending for VS Code, which chooses the preview by it.
  const ending = /\.(png|jpe?g|webp)$/i.test(label) ? "" : `.${image.mediaType.replace("image/", "")}`;
  const path = `/${hash}/${label.replaceAll(/[/\\]/g, "_")}${ending}`;
  await vscode.commands.executeCommand("vscode.open", vscode.Uri.from({ scheme: SCHEME, path }), { preview: true });
}

/** What the preview reads: nothing but what is asked for by its hash, and nothing can be written. */
export function registerImageFiles(read: ReadImage): vscode.Disposable {
  const bytes = (uri: vscode.Uri): Uint8Array => {
    const image = read(uri.path.split("/")[1] ?? "");
    if (!image) throw vscode.FileSystemError.FileNotFound(uri);
    return image.data;
  };
  const refuse = (uri: vscode.Uri): never => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  const changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const files: vscode.FileSystemProvider = {
    onDidChangeFile: changes.event,
    watch: () => new vscode.Disposable(() => {}),
    stat: (uri) => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: bytes(uri).length }),
    readFile: bytes,
    readDirectory: () => [],
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  const registered = vscode.workspace.registerFileSystemProvider(SCHEME, files, { isReadonly: true });
  return vscode.Disposable.from(registered, changes);
}
