// The files of the workspace, for the list behind an @: looked up once, kept current by a watcher, the ones at hand in front.
import * as vscode from "vscode";
import type { Candidate } from "./rank.ts";

export interface FileCandidate extends Candidate {
  readonly uri: vscode.Uri;
}

export interface FileIndex extends vscode.Disposable {
  /** What is known now: open editors first. The rest comes when VS Code has listed it. */
  now(): Iterable<FileCandidate>;
  folders(): Iterable<FileCandidate>;
  /** Resolves when all files are listed. */
  complete(): Promise<void>;
  readonly isComplete: boolean;
  /** Changes when `now` would yield others. */
  state(): string;
}

/** A workspace of more files is listed in part. */
const MOST = 200_000;

/** Beside what `files.exclude` hides: folders that nobody refers to, and that would drown the others. */
const LEFT_OUT =
  "node_modules,bower_components,.git,.hg,.svn,__pycache__,.venv,venv,.tox,target,.gradle,.next,.nuxt,.cache".split(
    ",",
  );
export const EXCLUDED = `**/{${LEFT_OUT}}/**`;
const isLeftOut = (uri: vscode.Uri): boolean =>
  vscode.workspace
    .asRelativePath(uri, false)
    .split("/")
    .slice(0, -1)
    .some((folder) => LEFT_OUT.includes(folder));

export function createFileIndex(): FileIndex {
  let files = new Map<string, FileCandidate>();
  let folders = new Map<string, FileCandidate>();
  let listing: Promise<void> | undefined;
  let isComplete = false;
  let changes = 0;
  const watcher = vscode.workspace.createFileSystemWatcher("**/*", false, true, false);
  const disposables = [
    watcher,
    watcher.onDidCreate((uri) => void (listing && !isLeftOut(uri) && created(uri))),
    watcher.onDidDelete(remove),
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      files = new Map();
      folders = new Map();
      listing = undefined;
      isComplete = false;
      changes++;
    }),
  ];

  /** Folders are told as files are, and what was in one when it came here is perhaps not told. */
  async function created(uri: vscode.Uri): Promise<void> {
    const own = files;
    const stat = await vscode.workspace.fs.stat(uri).then(undefined, () => undefined);
    if (!stat || own !== files) return;
    if (!(stat.type & vscode.FileType.Directory)) return add(uri);
    if (isLeftOut(vscode.Uri.joinPath(uri, "file"))) return;
    const inside = await vscode.workspace.findFiles(new vscode.RelativePattern(uri, "**/*"), EXCLUDED, MOST);
    if (own === files) inside.forEach(add);
  }

  /** A file, or a folder, of which what was in it is perhaps not told. */
  function remove(uri: vscode.Uri): void {
    changes++;
    const key = uri.toString();
    if (files.delete(key) || !folders.has(vscode.workspace.asRelativePath(uri))) return;
    for (const other of files.keys()) if (other.startsWith(`${key}/`)) files.delete(other);
    for (const [path, { uri: folder }] of folders) {
      if (`${folder}/`.startsWith(`${key}/`)) folders.delete(path);
    }
  }

  function add(uri: vscode.Uri): void {
    if (files.size >= MOST) return;
    const path = vscode.workspace.asRelativePath(uri);
    files.set(uri.toString(), { uri, path });
    changes++;
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      const folder = path.slice(0, at);
      if (folders.has(folder)) return; // And with it those above.
      const up = path.slice(at).split("/").length - 1;
      const one = vscode.Uri.joinPath(uri, ...Array<string>(up).fill(".."));
      folders.set(folder, { path: `${folder}/`, uri: one });
    }
  }

  async function list(): Promise<void> {
    const own = files;
    const uris = await vscode.workspace.findFiles("**/*", EXCLUDED, MOST);
    for (const [index, uri] of uris.entries()) {
      add(uri);
      // A hundred thousand of them take a while.
      if (index % 1000 === 999) await new Promise((turn) => setImmediate(turn));
    }
    // Unless the folders are other ones by now.
    isComplete = own === files;
  }

  return {
    *now() {
      const open = new Set<string>();
      for (const uri of openUris()) {
        const key = uri.toString();
        if (open.has(key)) continue;
        open.add(key);
        yield files.get(key) ?? { uri, path: vscode.workspace.asRelativePath(uri) };
      }
      for (const [key, file] of files) if (!open.has(key)) yield file;
    },
    folders: () => folders.values(),
    complete: () => (listing ??= list()),
    state: () => `${changes} ${openUris().join(" ")}`,
    get isComplete() {
      return isComplete;
    },
    dispose() {
      for (const disposable of disposables) disposable.dispose();
    },
  };
}

/** Files of the tabs of all editor groups, the active one first. */
export function openUris(): vscode.Uri[] {
  const active = vscode.window.activeTextEditor?.document.uri;
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
  const uris = tabs.flatMap(({ input }) =>
    input instanceof vscode.TabInputText || input instanceof vscode.TabInputNotebook ? [input.uri] : [],
  );
  return [...(active ? [active] : []), ...uris].filter(({ scheme }) => scheme !== "output");
}
