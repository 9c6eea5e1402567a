// The list of past conversations as a quick pick: open, rename, delete.
import * as vscode from "vscode";
import type { History } from "./history/history.ts";
import type { ConversationSummary } from "./message.ts";

interface Item extends vscode.QuickPickItem {
  readonly summary: ConversationSummary;
}

/** `remove` is the caller's: the conversation may be open, or its answer running. */
export function pickConversation(
  history: History,
  on: { open(id: string): void; remove(id: string): void; renamed(id: string, title: string): void },
): void {
  const pick = vscode.window.createQuickPick<Item>();
  const rename = { iconPath: new vscode.ThemeIcon("edit"), tooltip: vscode.l10n.t("Rename") };
  const remove = { iconPath: new vscode.ThemeIcon("trash"), tooltip: vscode.l10n.t("Delete") };
  pick.title = vscode.l10n.t("Conversations");
  pick.placeholder = vscode.l10n.t("Type to filter by title or workspace");
  pick.matchOnDescription = true;
  refresh();

  pick.onDidAccept(() => {
    const chosen = pick.selectedItems[0];
    pick.hide();
    if (chosen) on.open(chosen.summary.id);
  });
  pick.onDidTriggerItemButton(async ({ item, button }) => {
    pick.ignoreFocusOut = true;
    if (button === rename) await renameOne(item.summary);
    else await removeOne(item.summary);
    pick.ignoreFocusOut = false;
    refresh();
    pick.show();
  });
  pick.onDidHide(() => {
    if (!pick.ignoreFocusOut) pick.dispose();
  });
  pick.show();

  function refresh(): void {
    pick.items = history.list().map((summary) => ({
      summary,
      label: summary.title || vscode.l10n.t("Untitled"),
      description: summary.workspace,
      detail: `${new Date(summary.updatedAt).toLocaleString(vscode.env.language)} · ${vscode.l10n.t("{0} messages", summary.messages)}`,
      buttons: [rename, remove],
    }));
  }

  async function renameOne(summary: ConversationSummary): Promise<void> {
    const title = await vscode.window.showInputBox({
      prompt: vscode.l10n.t("Title of the conversation"),
      value: summary.title,
    });
    if (!title?.trim()) return;
    history.rename(summary.id, title.trim());
    on.renamed(summary.id, title.trim());
  }

  async function removeOne(summary: ConversationSummary): Promise<void> {
    const confirm = vscode.l10n.t("Delete");
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t("Delete the conversation “{0}”? This can not be undone.", summary.title),
      { modal: true },
      confirm,
    );
    if (answer !== confirm) return;
    on.remove(summary.id);
  }
}
