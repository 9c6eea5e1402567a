// What speaks against sending code by a command of the editor is said first, as for all that is attached: its file (H15), and what is in it (H16).
import * as vscode from "vscode";
import { nameOf, refusalText } from "../context/gathering.ts";
import { createGuard } from "../context/guard.ts";
import type { CodeReference } from "../reference.ts";
import { secretLines } from "../util/secrets.ts";

const { l10n, window } = vscode;

export type Asks = (title: string, options: vscode.MessageOptions, button: string) => Thenable<string | undefined>;

const asks: Asks = (title, options, button) => window.showWarningMessage(title, options, button);

/** Nothing speaks against the file, or the user insists. */
export async function mayBeRead(uri: vscode.Uri, ask: Asks = asks): Promise<boolean> {
  const guard = createGuard();
  try {
    const refusal = await guard.refusal(uri);
    // What is no file is a document in the editor all the same, which the user sees.
    if (refusal === undefined || refusal === "special") return true;
    const anyway = l10n.t("Attach All the Same");
    return (await ask(refusalText(refusal, nameOf(uri)), {}, anyway)) === anyway;
  } finally {
    guard.dispose();
  }
}

/** No line looks like a secret, or the user insists. For what goes without having been in the composer. */
export async function mayBeSent(reference: CodeReference, ask: Asks = asks): Promise<boolean> {
  const found = secretLines(reference.code).slice(0, MOST_SHOWN);
  if (found.length === 0) return true;
  const send = l10n.t("Send All the Same");
  const title = l10n.t("{0} has lines that look like a secret.", reference.label);
  const lines = reference.code.split(/\r\n?|\n/);
  const detail = found.map((line) => `${reference.startLine + line}: ${lines[line]?.trim().slice(0, 200)}`);
  return (await ask(title, { modal: true, detail: detail.join("\n") }, send)) === send;
}

const MOST_SHOWN = 10;
