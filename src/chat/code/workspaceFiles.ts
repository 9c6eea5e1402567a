// From the name of a file that a model wrote to files of the workspace, and nowhere else.
import { realpath } from "node:fs/promises";
import { dirname, sep } from "node:path";
import * as vscode from "vscode";
import { EXCLUDED } from "../../context/fileIndex.ts";
import { relativePath } from "./relativePath.ts";

export interface FilePlace {
  readonly uri: vscode.Uri;
  /** For people: as VS Code writes it, with the folder's name when there are several. */
  readonly label: string;
}

/** Files with that path, or else with a path that ends so. */
export async function findNamed(name: string): Promise<readonly FilePlace[]> {
  const exact: FilePlace[] = [];
  for (const place of placesFor(name)) if ((await isFile(place.uri)) && (await isInside(place.uri))) exact.push(place);
  if (exact.length > 0) return exact;
  const path = relativePath(name);
  if (path === undefined) return [];
  const found = await vscode.workspace.findFiles(`**/${path.replace(/[[\]{}?*!]/g, "[$&]")}`, EXCLUDED, 20);
  const inside = await Promise.all(found.map(isInside));
  return found.filter((_, index) => inside[index]).map((uri) => ({ uri, label: vscode.workspace.asRelativePath(uri) }));
}

/** Where a file of that name would be, there or not: one for each folder of the workspace that it can be in. */
export function placesFor(name: string): readonly FilePlace[] {
  const path = relativePath(name);
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (path === undefined) return [];
  const named = folders.find((folder) => folders.length > 1 && path.startsWith(`${folder.name}/`));
  return (named ? [named] : folders).map((folder) => {
    const uri = vscode.Uri.joinPath(folder.uri, named ? path.slice(named.name.length + 1) : path);
    return { uri, label: vscode.workspace.asRelativePath(uri) };
  });
}

export async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false; // Not there, or out of reach: for us the same.
  }
}

export async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false; // As above.
  }
}

/** Really in its folder: no link on the way leads out of it. A file that is not there yet is where its folder is. */
export async function isInside(uri: vscode.Uri): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return false;
  if (uri.scheme === "file") {
    const [root, real] = await Promise.all([realPlace(folder.uri.fsPath), realPlace(uri.fsPath)]);
    return real.startsWith(root.endsWith(sep) ? root : root + sep);
  }
  // Where links can not be followed, none is allowed.
  const rest = uri.path.slice(folder.uri.path.length).split("/").filter(Boolean);
  for (let depth = 1; depth <= rest.length; depth++) {
    try {
      const { type } = await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder.uri, ...rest.slice(0, depth)));
      if (type & vscode.FileType.SymbolicLink) return false;
    } catch {
      return true; // From here on nothing is there.
    }
  }
  return true;
}

/** With every link followed; of what is not there, the nearest folder that is. */
async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = dirname(path);
    if (above === path) return path;
    return `${await realPlace(above)}${sep}${path.slice(above.length).replace(/^[\\/]/, "")}`;
  }
}
