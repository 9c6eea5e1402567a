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

/** Changes that come within this time are looked at together. */
const TOGETHER_MS = 100;

/** Whether one of these is a folder around it. */
function above(key: string, folders: ReadonlySet<string>): boolean {
  for (let at = key.lastIndexOf("/"); at > 0; at = key.lastIndexOf("/", at - 1)) {
    if (folders.has(key.slice(0, at))) return true;
  }
  return false;
}

export function createFileIndex(): FileIndex {
  let files = new Map<string, FileCandidate>();
  let folders = new Map<string, FileCandidate>();
  let listing: Promise<void> | undefined;
  let isComplete = false;
  let changes = 0;
  /** A checkout of another branch tells thousands of changes at once: they are looked at together. */
  const came = new Map<string, vscode.Uri>();
  const went = new Set<string>();
  let looking: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const watcher = vscode.workspace.createFileSystemWatcher("**/*", false, true, false);
  const disposables = [
    watcher,
    watcher.onDidCreate((uri) => {
      if (!listing || isLeftOut(uri)) return;
      came.set(uri.toString(), uri);
      changedSoon();
    }),
    watcher.onDidDelete((uri) => {
      if (!listing || isLeftOut(uri)) return;
      went.add(uri.toString());
      changedSoon();
    }),
    { dispose: () => clearTimeout(timer) },
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      files = new Map();
      folders = new Map();
      listing = undefined;
      isComplete = false;
      changes++;
    }),
  ];

  function changedSoon(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      remove([...went]);
      const uris = [...came.values()];
      went.clear();
      came.clear();
      // What can not be listed now is listed by the next window.
      looking = looking.then(() => created(uris)).catch(() => {});
    }, TOGETHER_MS);
  }

  /** Folders are told as files are, and what was in one when it came here is perhaps not told. */
  async function created(uris: readonly vscode.Uri[]): Promise<void> {
    const own = files;
    const listed = new Set<string>();
    // Those above come before what is in them.
    for (const uri of uris.toSorted((one, other) => one.path.length - other.path.length)) {
      if (above(uri.toString(), listed)) continue;
      const stat = await vscode.workspace.fs.stat(uri).then(undefined, () => undefined);
      if (own !== files) return;
      if (!stat) continue;
      if (!(stat.type & vscode.FileType.Directory)) {
        add(uri);
      } else if (!isLeftOut(vscode.Uri.joinPath(uri, "file"))) {
        listed.add(uri.toString());
        const inside = await vscode.workspace.findFiles(new vscode.RelativePattern(uri, "**/*"), EXCLUDED, MOST);
        if (own !== files) return;
        inside.forEach(add);
      }
    }
  }

  /** Files, and folders of which what was in them is perhaps not told. */
  function remove(keys: readonly string[]): void {
    const gone = new Set(keys.filter((key) => !files.delete(key)));
    if (keys.length > 0) changes++;
    if (gone.size === 0) return;
    for (const key of files.keys()) if (above(key, gone)) files.delete(key);
    for (const [path, { uri }] of folders) {
      const key = uri.toString();
      if (gone.has(key) || above(key, gone)) folders.delete(path);
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
