// Delete all conversations: says what goes, asks, and does it.
import * as vscode from "vscode";
import type { Conversations } from "./conversations.ts";
import type { Everything } from "./history/deleteAll.ts";
import type { History } from "./history/history.ts";

export async function deleteAllConversations(
  history: History,
  conversations: Pick<Conversations, "discardAll">,
): Promise<void> {
  const all = await agreed(history);
  if (!all) return;
  // Running answers end first: nothing is written after the deletion.
  conversations.discardAll();
  try {
    const title = vscode.l10n.t("Deleting conversations…");
    const { left } = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, () =>
      history.deleteAll(),
    );
    const said = vscode.l10n.t("Deleted: {0} conversations, {1} messages.", all.conversations, all.messages);
    if (left.length === 0) void vscode.window.showInformationMessage(said);
    else {
      const files = vscode.l10n.t(
        "These files could not be deleted. Close other windows and try again: {0}",
        left.join("; "),
      );
      void vscode.window.showWarningMessage(`${said} ${files}`);
    }
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      vscode.l10n.t("The conversations could not be deleted: {0}. Mend that and delete again.", cause),
    );
  }
}

/** What there was when it was agreed to; undefined if it was not. */
async function agreed(history: History): Promise<Everything | undefined> {
  for (;;) {
    await history.whole();
    const all = history.everything();
    if (!all || all.conversations + all.drafts + all.copies.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t("There is no conversation to delete."));
      return undefined;
    }
    const go = vscode.l10n.t("Delete {0} conversations", all.conversations);
    const save = vscode.l10n.t("Export first…");
    const question = vscode.l10n.t("Delete all {0} conversations of all workspaces?", all.conversations);
    const answer = await vscode.window.showWarningMessage(question, { modal: true, detail: details(all) }, go, save);
    if (answer === save) await vscode.commands.executeCommand("askQwen.exportAll");
    else if (answer !== go) return undefined;
    // Another window may have gone on meanwhile: then the number is said again.
    else if (JSON.stringify(history.everything()) === JSON.stringify(all)) return all;
  }
}

function details({ messages, drafts, copies }: Everything): string {
  return [
    vscode.l10n.t("{0} messages are deleted for good, in every window. This can not be undone.", messages),
    ...(drafts > 0 ? [vscode.l10n.t("Drafts that were never sent go too: {0}", drafts)] : []),
    ...(copies.length > 0 ? [vscode.l10n.t("Copies of earlier or damaged files go too: {0}", copies.join(", "))] : []),
    vscode.l10n.t("Files that you exported are not touched."),
  ].join("\n");
}
