// Whether a file may go with a prompt: every route from a file to the model asks here.
import { realpath } from "node:fs/promises";
import { isAbsolute, relative, sep } from "node:path";
import * as vscode from "vscode";
import { isDenied } from "./denied.ts";
import { type IgnoreFile, ignoreRules } from "./ignoreRules.ts";

/**
 * secret: by its name, or that of what it is a link to, it holds keys or passwords. ignored: in the same way, the project's ignore files
 * leave it out. outside: a link that leads out of the workspace. special: no file and no folder. All but the last can be overridden by
 * the user, for one message.
 */
export type Refusal = "secret" | "ignored" | "outside" | "special";

export interface Guard extends vscode.Disposable {
  /** Undefined if nothing speaks against it. */
  refusal(uri: vscode.Uri): Promise<Refusal | undefined>;
}

const NAMES = [".gitignore", ".qwenignore"];

export function createGuard(): Guard {
  /** By folder. Read when they are first asked for; forgotten when one of them changes. */
  let known = new Map<string, Promise<readonly string[]>>();
  let rules = new Map<string, (path: string) => boolean>();
  const watcher = vscode.workspace.createFileSystemWatcher(`**/{${NAMES.join(",")}}`);
  const forget = (): void => {
    known = new Map();
    rules = new Map();
  };
  const disposables = [watcher, watcher.onDidChange(forget), watcher.onDidCreate(forget), watcher.onDidDelete(forget)];

  async function refusal(uri: vscode.Uri): Promise<Refusal | undefined> {
    const type = await typeOf(uri);
    if (type !== undefined && (type & (vscode.FileType.File | vscode.FileType.Directory)) === 0) return "special";
    const folder = folderOf(uri);
    // Also of a file that is gone: git still has what was in it.
    const byName = await refusalByName(uri.path, folder);
    if (byName) return byName;
    if (type === undefined) return uri.scheme === "untitled" || isVirtual(uri) ? undefined : "special";
    const real = await realPath(uri, folder);
    if (real === "outside") return real;
    return real === undefined || real === uri.path ? undefined : refusalByName(real, folder);
  }

  async function refusalByName(path: string, folder: vscode.WorkspaceFolder | undefined): Promise<Refusal | undefined> {
    const root = folder?.uri.path.replace(/\/$/, "");
    if (isDenied(path, root)) return "secret";
    // Without a folder it was chosen by the user from elsewhere.
    return folder && root !== undefined && (await isIgnored(path.slice(root.length + 1), folder))
      ? "ignored"
      : undefined;
  }

  async function isIgnored(path: string, folder: vscode.WorkspaceFolder): Promise<boolean> {
    const parts = path.split("/").slice(0, -1);
    const folders = ["", ...parts.map((_, at) => parts.slice(0, at + 1).join("/"))];
    const key = `${folder.uri}\n${parts.join("/")}`;
    let isOut = rules.get(key);
    if (!isOut) {
      const files = await Promise.all(folders.map((inside) => ignoreFiles(folder.uri, inside)));
      isOut = ignoreRules(files.flat());
      rules.set(key, isOut);
    }
    // A folder that is left out takes everything below it along.
    return folders.slice(1).some((inside) => isOut(`${inside}/`)) || isOut(path);
  }

  async function ignoreFiles(root: vscode.Uri, inside: string): Promise<readonly IgnoreFile[]> {
    const folder = inside === "" ? root : vscode.Uri.joinPath(root, inside);
    const key = folder.toString();
    let texts = known.get(key);
    if (!texts) {
      texts = Promise.all(NAMES.map((name) => readSmall(vscode.Uri.joinPath(folder, name))));
      known.set(key, texts);
    }
    return (await texts).filter((text) => text !== "").map((text) => ({ folder: inside, text }));
  }

  return {
    refusal,
    dispose() {
      for (const disposable of disposables) disposable.dispose();
    },
  };
}

/** Documents of other extensions, of git, of an output: they have no file that could be looked at. */
const isVirtual = (uri: vscode.Uri): boolean =>
  vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch {
    return undefined; // It is not there, or may not be looked at: what wants to read it will say so.
  }
}

/** Documents of other schemes often carry the path of the file they show: `git:` the version of the last commit. */
const folderOf = (uri: vscode.Uri): vscode.WorkspaceFolder | undefined =>
  vscode.workspace.getWorkspaceFolder(uri) ??
  vscode.workspace.workspaceFolders?.find((folder) => uri.path.startsWith(`${folder.uri.path.replace(/\/$/, "")}/`));

/**
 * Where it is with every link on the way followed, inside its folder as the folder is called here. Undefined where the file system does
 * not let us see: a remote one answers for itself.
 */
async function realPath(
  uri: vscode.Uri,
  folder: vscode.WorkspaceFolder | undefined,
): Promise<string | "outside" | undefined> {
  if (uri.scheme !== "file" || (folder && folder.uri.scheme !== "file")) return undefined;
  try {
    const real = await realpath(uri.fsPath);
    if (!folder) return vscode.Uri.file(real).path;
    const inside = relative(await realpath(folder.uri.fsPath), real);
    if (isAbsolute(inside) || inside.split(sep)[0] === "..") return "outside";
    return vscode.Uri.joinPath(folder.uri, ...inside.split(sep)).path;
  } catch {
    return undefined; // Gone meanwhile.
  }
}

async function readSmall(uri: vscode.Uri): Promise<string> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return "";
    // Nobody wrote that by hand; what it leaves out is not known, so it is everything.
    if (size > 1024 ** 2) return "*";
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return ""; // Most folders have none.
  }
}
