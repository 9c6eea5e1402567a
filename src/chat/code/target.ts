// Which file a piece of an answer is for.
import * as vscode from "vscode";
import type { CodeReference } from "../../reference.ts";
import { editorAtHand } from "./insert.ts";
import type { Piece } from "./pieces.ts";
import { type FilePlace, findNamed, isInside, isThere, placesFor } from "./workspaceFiles.ts";

export interface Target extends FilePlace {
  readonly why: "named" | "question" | "editor" | "new";
}

/** All that it can be, the likeliest first. */
export async function targetsOf(piece: Piece, references: readonly CodeReference[]): Promise<readonly Target[]> {
  const targets: Target[] = [];
  const add = (place: FilePlace, why: Target["why"]): void => {
    if (!targets.some(({ uri }) => uri.toString() === place.uri.toString())) targets.push({ ...place, why });
  };
  for (const { name } of piece.names) for (const place of await findNamed(name)) add(place, "named");
  for (const { name } of piece.names.filter(({ by }) => by !== "before")) {
    for (const place of placesFor(name)) {
      if (!(await isThere(place.uri)) && (await isInside(place.uri))) add(place, "new");
    }
  }
  for (const { uri } of references) add(placeOf(vscode.Uri.parse(uri, true)), "question");
  const editor = editorAtHand();
  if (editor && canBeChanged(editor.document.uri)) add(placeOf(editor.document.uri), "editor");
  return targets;
}

/** Without a question where one is meant beyond doubt: the only one of the surest kind. Undefined when nobody chose. */
export async function chooseTarget(targets: readonly Target[], isAsked: boolean): Promise<Target | undefined> {
  const [best] = targets;
  const alike = targets.filter(({ why }) => why === best?.why);
  // A file that is not there is made only when somebody says so; alone, it is asked about by its path.
  const isSure = alike.length === 1 && (best?.why !== "new" || targets.length === 1);
  if (best && isSure && !isAsked) return best;
  const chosen = await vscode.window.showQuickPick(
    targets.map((target) => ({ label: target.label, description: reasonOf(target), target })),
    { title: vscode.l10n.t("Apply to File"), placeHolder: vscode.l10n.t("Which file is this code for?") },
  );
  return chosen?.target;
}

function reasonOf({ why }: Target): string {
  switch (why) {
    case "named":
      return vscode.l10n.t("named in the answer");
    case "question":
      return vscode.l10n.t("went with the question");
    case "editor":
      return vscode.l10n.t("in the active editor");
    case "new":
      return vscode.l10n.t("new file");
    default:
      return why satisfies never;
  }
}

/** What can never be written to is not offered. */
export function canBeChanged(uri: vscode.Uri): boolean {
  if (["untitled", "vscode-notebook-cell", "vscode-userdata"].includes(uri.scheme)) return true;
  return vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true;
}

const placeOf = (uri: vscode.Uri): FilePlace => ({ uri, label: vscode.workspace.asRelativePath(uri) });
