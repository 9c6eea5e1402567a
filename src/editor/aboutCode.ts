// What the commands on code do: ask about it, have it explained, add it to the draft.
import * as vscode from "vscode";
import { type Gathered, gatherCode, gatherSelection } from "../context/gather.ts";
import type { CodeReference } from "../reference.ts";
import { askWhat, explainQuestion } from "./askWhat.ts";
import { type Asks, mayBeRead, mayBeSent } from "./mayGo.ts";

const { l10n, window } = vscode;

export type Ask = (question: string, reference: CodeReference | undefined) => Promise<void>;
export type Attach = (reference: CodeReference) => Promise<void>;

export async function askQwen(ask: Ask): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor || editor.selections.every((selection) => selection.isEmpty)) return askPlainly(ask);
  if (!vscode.workspace.isTrusted) {
    const without = l10n.t("Ask Without Code");
    return (await tellRestricted(without)) === without ? askPlainly(ask) : undefined;
  }
  if (!(await mayBeRead(editor.document.uri))) return;
  const gathered = await gatherSelection(editor);
  if (!gathered) return askPlainly(ask);
  if (!gathered.ok) return tellRefused(gathered.reason);
  const question = await askWhat(gathered.value.label);
  if (question === undefined || !(await mayBeSent(gathered.value))) return;
  tellCut(gathered);
  await ask(question, gathered.value);
}

async function askPlainly(ask: Ask): Promise<void> {
  const question = await window.showInputBox({
    title: "Ask Qwen",
    prompt: l10n.t("Your question. The answer appears in the chat."),
    ignoreFocusOut: true,
  });
  if (question?.trim()) await ask(question.trim(), undefined);
}

export const explainSelection = (ask: Ask, asks?: Asks): Promise<void> =>
  withCode(async (reference) => {
    if (await mayBeSent(reference, asks)) await ask(explainQuestion(), reference);
  }, asks);

export async function withCode(use: (reference: CodeReference) => Promise<void>, asks?: Asks): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) {
    // Also when the file is so large that VS Code keeps it from extensions.
    return void window.showInformationMessage(l10n.t("Open a file and put the cursor on the code."));
  }
  if (!vscode.workspace.isTrusted) return void (await tellRestricted());
  if (!(await mayBeRead(editor.document.uri, asks))) return;
  const gathered = await gatherCode(editor);
  if (!gathered.ok) return tellRefused(gathered.reason);
  tellCut(gathered);
  await use(gathered.value);
}

/** Trust is asked about at each use, so what is granted later works at once (H11). */
async function tellRestricted(...others: string[]): Promise<string | undefined> {
  const manage = l10n.t("Manage Trust");
  const chosen = await window.showWarningMessage(
    l10n.t("This workspace is in Restricted Mode, so Ask Qwen reads no code of it. Typed questions work."),
    manage,
    ...others,
  );
  if (chosen === manage) await vscode.commands.executeCommand("workbench.trust.manage");
  return chosen;
}

function tellRefused(reason: Extract<Gathered, { ok: false }>["reason"]): void {
  void window.showInformationMessage(
    reason === "binary"
      ? l10n.t("This does not look like text, so it was not sent.")
      : l10n.t("There is no code here to ask about."),
  );
}

function tellCut({ value, isCut }: Extract<Gathered, { ok: true }>): void {
  if (!isCut) return;
  void window.showInformationMessage(
    value.omittedLines
      ? l10n.t(
          "The selection is larger than what is sent with one question: {0} lines at its end are left out.",
          value.omittedLines,
        )
      : l10n.t("The selected line is larger than what is sent with one question: its end is left out."),
  );
}
