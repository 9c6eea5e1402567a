// Changes and commits, through VS Code's own git extension -> what goes with a prompt. We never run git ourselves (H20).
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { TextReference } from "../../reference.ts";
import { excerptLimit, isBinary } from "../excerpt.ts";
import { placeHere } from "../gather.ts";
import type { Guard } from "../guard.ts";

/** What is used of the API that `vscode.git` exports, version 1. */
interface GitApi {
  readonly repositories: readonly Repository[];
  getRepository(uri: vscode.Uri): Repository | null;
}
interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly indexChanges: readonly Change[];
    readonly workingTreeChanges: readonly Change[];
    readonly untrackedChanges?: readonly Change[];
  };
  diffWith(ref: string, path: string): Promise<string>;
  /** Against the index, whatever its name says. */
  diffWithHEAD(path: string): Promise<string>;
  diffIndexWithHEAD(path: string): Promise<string>;
  diffBetween(from: string, to: string): Promise<readonly Change[]>;
  diffBetween(from: string, to: string, path: string): Promise<string>;
  log(options: { readonly maxEntries: number }): Promise<readonly Commit[]>;
}
interface Change {
  readonly uri: vscode.Uri;
  /** Before it was renamed. */
  readonly originalUri: vscode.Uri;
  readonly status: number;
}
/** The API's numbers for a staged new name, and for a file that git does not know yet. */
const [RENAMED, UNTRACKED] = [3, 7];
export interface Commit {
  readonly hash: string;
  readonly message: string;
  readonly parents: readonly string[];
}

/** The repository of the active editor, or the first one; none in an untrusted workspace, where VS Code does not start git. */
async function repository(): Promise<Repository | undefined> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>("vscode.git");
  if (!extension || !vscode.workspace.isTrusted) return undefined;
  try {
    const api = (await extension.activate()).getAPI(1);
    const active = vscode.window.activeTextEditor?.document.uri;
    return (active && api.getRepository(active)) ?? api.repositories[0];
  } catch {
    return undefined; // Switched off by `git.enabled`.
  }
}

export interface ChangeCounts {
  readonly all: number;
  readonly staged: number;
}

export async function countChanges(): Promise<ChangeCounts> {
  const found = await repository();
  return { all: found ? changesIn(found).length : 0, staged: found?.state.indexChanges.length ?? 0 };
}

/** Undefined if there are none. Files that may not be sent are named, their contents are left out. */
export async function gatherChanges(what: "all" | "staged", guard: Guard): Promise<TextReference | undefined> {
  const found = await repository();
  if (!found) return undefined;
  const changes = what === "staged" ? found.state.indexChanges : changesIn(found);
  const text = await diffs(changes, guard, ({ uri, status }) => {
    if (what === "staged") return found.diffIndexWithHEAD(uri.fsPath);
    return status === UNTRACKED ? asNew(uri) : sinceCommit(found, uri.fsPath);
  });
  const label = what === "staged" ? vscode.l10n.t("Staged changes") : vscode.l10n.t("Changes");
  return text === "" ? undefined : reference("changes", label, what === "staged" ? "staged" : "working tree", text);
}

/** A file that is staged and was changed since is in two of the lists. */
const changesIn = ({ state }: Repository): readonly Change[] => [
  ...state.indexChanges,
  ...state.workingTreeChanges,
  ...(state.untrackedChanges ?? []),
];

/** Before the first commit there is nothing to compare with but the index. */
const sinceCommit = (found: Repository, path: string): Promise<string> =>
  found
    .diffWith("HEAD", path)
    .catch(async () => `${await found.diffIndexWithHEAD(path)}${await found.diffWithHEAD(path)}`);

/** Git has no diff of a file that it does not know. */
async function asNew(uri: vscode.Uri): Promise<string> {
  const place = placeHere(uri);
  const { size } = await vscode.workspace.fs.stat(uri);
  const text = size > 4 * excerptLimit ? undefined : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  if (text === undefined || isBinary(text)) return `(${place} is new and not shown)`;
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  const head = [`diff --git a/${place} b/${place}`, "new file", "--- /dev/null", `+++ b/${place}`];
  return [...head, `@@ -0,0 +1,${lines.length} @@`, ...lines.map((line) => `+${line}`)].join("\n");
}

export async function recentCommits(): Promise<readonly Commit[]> {
  try {
    return (await (await repository())?.log({ maxEntries: 50 })) ?? [];
  } catch {
    return []; // A repository without a commit yet.
  }
}

export async function gatherCommit(hash: string, guard: Guard): Promise<TextReference | undefined> {
  const found = await repository();
  const commit = (await recentCommits()).find((one) => one.hash === hash);
  if (!found || !commit) return undefined;
  const [before] = commit.parents;
  // VS Code compares from the point where two commits part; the first commit has none before it, so there is its message only.
  const text =
    before === undefined
      ? ""
      : await diffs(await found.diffBetween(before, hash), guard, ({ uri }) =>
          found.diffBetween(before, hash, uri.fsPath),
        );
  const subject = commit.message.split("\n", 1)[0] ?? "";
  const short = hash.slice(0, 8);
  return reference(
    "commit",
    `${short} ${subject}`.slice(0, 60),
    `${short} ${subject}`,
    `${commit.message}\n\n${text}`.trim(),
  );
}

async function diffs(
  changes: readonly Change[],
  guard: Guard,
  diff: (change: Change) => Promise<string>,
): Promise<string> {
  const pieces: string[] = [];
  let length = 0;
  // Of a file in two lists the first one tells: what was taken out of the index is not new.
  const files = new Map<string, Change>();
  for (const change of changes) {
    const old = { ...change, uri: change.originalUri };
    for (const one of change.status === RENAMED ? [old, change] : [change]) {
      if (!files.has(one.uri.toString())) files.set(one.uri.toString(), one);
    }
  }
  for (const change of files.values()) {
    const { uri } = change;
    const refusal = await guard.refusal(uri);
    // A deleted file is nothing that could be looked at, but its diff is there.
    const isShown = (!refusal || refusal === "special") && length < excerptLimit;
    const piece = isShown ? await diff(change).catch(() => "") : `(${placeHere(uri)} is not shown)`;
    pieces.push(piece);
    length += piece.length;
  }
  return pieces.filter(Boolean).join("\n").trimEnd();
}

function reference(of: "changes" | "commit", label: string, title: string, whole: string): TextReference {
  const text = whole.slice(0, excerptLimit);
  return {
    type: "reference",
    kind: "text",
    of,
    id: randomUUID(),
    label,
    title,
    uri: "",
    language: "diff",
    text,
    ...(text.length < whole.length && { omitted: whole.length - text.length }),
  };
}
