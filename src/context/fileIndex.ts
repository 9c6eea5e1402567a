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
export const EXCLUDED =
  "**/{node_modules,bower_components,.git,.hg,.svn,__pycache__,.venv,venv,.tox,target,.gradle,.next,.nuxt,.cache}/**";

export function createFileIndex(): FileIndex {
  let files = new Map<string, FileCandidate>();
  let folders = new Map<string, FileCandidate>();
  let listing: Promise<void> | undefined;
  let isComplete = false;
  let changes = 0;
  const watcher = vscode.workspace.createFileSystemWatcher("**/*", false, true, false);
  const excluded = /(^|\/)(node_modules|\.git|__pycache__|\.venv|target|\.next)\//;
  const disposables = [
    watcher,
    watcher.onDidCreate((uri) => void (listing && !excluded.test(uri.path) && add(uri))),
    watcher.onDidDelete((uri) => {
      files.delete(uri.toString());
      changes++;
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      files = new Map();
      folders = new Map();
      listing = undefined;
      isComplete = false;
      changes++;
    }),
  ];

  function add(uri: vscode.Uri): void {
    const path = vscode.workspace.asRelativePath(uri);
    files.set(uri.toString(), { uri, path });
    changes++;
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      const folder = path.slice(0, at);
      if (folders.has(folder)) return; // And with it those above.
      const up = path.slice(at).split("/").length - 1;
      folders.set(folder, { path: `${folder}/`, uri: vscode.Uri.joinPath(uri, ...Array<string>(up).fill("..")) });
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
