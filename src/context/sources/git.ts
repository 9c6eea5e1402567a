// Changes and commits, through VS Code's own git extension -> what goes with a prompt. We never run git ourselves (H20).
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { TextReference } from "../../reference.ts";
import { excerptLimit } from "../excerpt.ts";
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
  diffWithHEAD(path: string): Promise<string>;
  diffIndexWithHEAD(path: string): Promise<string>;
  diffBetween(from: string, to: string): Promise<readonly Change[]>;
  diffBetween(from: string, to: string, path: string): Promise<string>;
  log(options: { readonly maxEntries: number }): Promise<readonly Commit[]>;
}
interface Change {
  readonly uri: vscode.Uri;
}
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
  const state = (await repository())?.state;
  const staged = state?.indexChanges.length ?? 0;
  return { all: staged + (state?.workingTreeChanges.length ?? 0), staged };
}

/** Undefined if there are none. Files that may not be sent are named, their contents are left out. */
export async function gatherChanges(what: "all" | "staged", guard: Guard): Promise<TextReference | undefined> {
  const found = await repository();
  if (!found) return undefined;
  const { indexChanges, workingTreeChanges } = found.state;
  const changes = what === "staged" ? indexChanges : [...indexChanges, ...workingTreeChanges];
  const text = await diffs(changes, guard, (path) =>
    what === "staged" ? found.diffIndexWithHEAD(path) : found.diffWithHEAD(path),
  );
  const label = what === "staged" ? vscode.l10n.t("Staged changes") : vscode.l10n.t("Changes");
  return text === "" ? undefined : reference("changes", label, what === "staged" ? "staged" : "working tree", text);
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
      : await diffs(await found.diffBetween(before, hash), guard, (path) => found.diffBetween(before, hash, path));
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
  diff: (path: string) => Promise<string>,
): Promise<string> {
  const pieces: string[] = [];
  for (const uri of new Map(changes.map(({ uri }) => [uri.toString(), uri])).values()) {
    const refusal = await guard.refusal(uri);
    // A deleted file is nothing that could be looked at, but its diff is there.
    if (refusal && refusal !== "special") pieces.push(`(${placeHere(uri)} is not shown)`);
    else pieces.push(await diff(uri.fsPath).catch(() => ""));
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
