// A block of code as a change of a file, for review: which file, which place, and what to do where there is none.
import * as vscode from "vscode";
import type { CodeUse } from "../intents.ts";
import { type confirm, warn } from "./ask.ts";
import { type Choice, combine, inAll } from "./combine.ts";
import { createFile } from "./createFile.ts";
import { insertAtCursor } from "./insert.ts";
import { linesOf } from "./lines.ts";
import type { Piece } from "./pieces.ts";
import type { Hint, Place } from "./propose.ts";
import type { Review } from "./review.ts";
import { isSeen } from "./seen.ts";
import { canBeChanged, chooseTarget, type Target, targetsOf } from "./target.ts";
import { findNamed } from "./workspaceFiles.ts";

export async function applyCode(
  piece: Piece,
  all: readonly Piece[],
  use: Pick<CodeUse, "references">,
  review: Review,
  isAsked = false,
  isApproved?: typeof confirm,
): Promise<void> {
  const targets = await targetsOf(piece, use.references);
  const create = {
    label: vscode.l10n.t("Create File…"),
    run: () => createFile(newText(piece), piece.language, undefined),
  };
  if (targets.length === 0) return warn(vscode.l10n.t("No file is open to apply the code to."), create);
  const target = await chooseTarget(targets, isAsked);
  if (!target) return;
  if (target.why === "new") return createFile(newText(piece), piece.language, target.label);
  const document = await open(target);
  if (!document) return;

  const pieces = await forSameFile(piece, all, target);
  const hint = hintOf(target, use);
  const other = {
    label: vscode.l10n.t("Other File…"),
    run: () => applyCode(piece, all, use, review, true, isApproved),
  };
  let choice: Choice;
  let outcome = combine(document.getText(), pieces, piece, choice, hint);
  if (outcome.kind === "several") {
    choice = await choosePlace(document, outcome.places);
    if (choice === undefined) return;
    outcome = combine(document.getText(), pieces, piece, choice, hint);
  }
  switch (outcome.kind) {
    case "changed":
      // The one that was pressed was looked at then; not those that join in.
      for (const text of new Set(pieces.map((one) => one.text))) {
        if (text !== piece.text && !(await isSeen(text, isApproved))) return;
      }
      return review.show(document, { make: (text) => combine(text, pieces, piece, choice, hint) });
    case "same":
      return void vscode.window.showInformationMessage(vscode.l10n.t("{0} has this code already.", target.label));
    case "several": // Changed while it was asked.
    case "none": {
      const insert = { label: vscode.l10n.t("Insert at cursor"), run: () => insertAtCursor(piece.text) };
      return warn(vscode.l10n.t("There is no place in {0} that this code fits.", target.label), insert, create, other);
    }
    default:
      outcome satisfies never;
  }
}

/** Of a diff, what is added. */
const newText = ({ hunks, text }: Piece): string =>
  hunks
    ? hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind !== "-").map((line) => line.text)).join("\n")
    : text;

async function open({ uri, label }: Target): Promise<vscode.TextDocument | undefined> {
  const isLocked = async (): Promise<boolean> => {
    if (!canBeChanged(uri)) return true;
    if (uri.scheme === "untitled") return false;
    return ((await vscode.workspace.fs.stat(uri)).permissions ?? 0) === vscode.FilePermission.Readonly;
  };
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    if (!(await isLocked().catch(() => false))) return document;
    await warn(vscode.l10n.t("{0} can not be changed.", label));
  } catch {
    await warn(vscode.l10n.t("{0} can not be opened as text: it may be gone, binary or too large.", label));
  }
  return undefined;
}

/** Other blocks join in when the answer names the same file for them. */
async function forSameFile(piece: Piece, all: readonly Piece[], target: Target): Promise<readonly Piece[]> {
  if (target.why !== "named") return [piece];
  const isSame = async (one: Piece): Promise<boolean> => {
    if (one === piece) return true;
    const [name] = one.names;
    if (!name || !one.isClosed) return false;
    const found = await findNamed(name.name);
    return found.length === 1 && found[0]!.uri.toString() === target.uri.toString();
  };
  const same = await Promise.all(all.map(isSame));
  const pieces = all.filter((_, index) => same[index]);
  return pieces.includes(piece) ? pieces : [piece];
}

/** The lines that went with the question decide between places that are alike. */
function hintOf({ uri }: Target, { references }: Pick<CodeUse, "references">): Hint | undefined {
  const [reference, ...more] = references.filter((one) => one.uri === uri.toString());
  return reference && more.length === 0 ? { first: reference.startLine - 1, last: reference.endLine - 1 } : undefined;
}

async function choosePlace(document: vscode.TextDocument, places: readonly Place[]): Promise<Choice> {
  const lines = linesOf(document.getText());
  const items: { label: string; description?: string; choice: Choice }[] = places.map(({ at }, index) => ({
    label: vscode.l10n.t("Line {0}", at + 1),
    description: lines[at]?.trim() ?? "",
    choice: index,
  }));
  if (inAll(document.getText(), places) !== undefined) {
    items.push({ label: vscode.l10n.t("All {0} places", places.length), choice: "all" });
  }
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Apply to File"),
    placeHolder: vscode.l10n.t("The code fits several places"),
  });
  return chosen?.choice;
}
