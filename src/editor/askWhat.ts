// Asks what to do with the selected code: anything one types, or one of a few usual wishes.
import * as vscode from "vscode";

const { l10n } = vscode;

/** The question, or undefined when the user gave up. */
export function askWhat(label: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly question: string }>();
    picker.title = l10n.t("Ask Qwen about {0}", label);
    picker.placeholder = l10n.t("Type what to do with the selected code, or choose");
    picker.ignoreFocusOut = true;
    picker.items = wishes();
    picker.onDidChangeValue((value) => {
      const question = value.trim();
      if (question === "") {
        picker.items = wishes();
        return;
      }
      const typed = { label: question, description: l10n.t("Ask this"), alwaysShow: true, question };
      picker.items = [typed, ...wishes()];
      // Enter sends what was typed, whatever else happens to match it.
      picker.activeItems = [typed];
    });
    picker.onDidAccept(() => {
      resolve(picker.activeItems[0]?.question ?? (picker.value.trim() || undefined));
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined); // means nothing once there was a choice
      picker.dispose();
    });
    picker.show();
  });
}

const wishes = () => [
  { label: l10n.t("Explain"), question: explainQuestion() },
  { label: l10n.t("Find problems"), question: l10n.t("Find bugs and other problems in this code.") },
  { label: l10n.t("Improve"), question: l10n.t("Improve this code and say what you changed and why.") },
  { label: l10n.t("Write tests"), question: l10n.t("Write tests for this code.") },
  { label: l10n.t("Document"), question: l10n.t("Write documentation comments for this code.") },
];

/** Shown in the conversation, so it is in the reader's language. */
export const explainQuestion = (): string => l10n.t("Explain this code.");
