// Tells what nobody may have seen: that an answer has ended (by a mark, and by a notification only if asked for), that something failed.
import * as vscode from "vscode";
import type { Log } from "../log.ts";
import { readSettings } from "../settings.ts";
import type { StoredMessage } from "./message.ts";
import type { Surface } from "./surface.ts";

export function announce(
  { status }: StoredMessage,
  title: string,
  surface: Pick<Surface, "isVisible" | "markUnread">,
  open: () => void,
): void {
  // Who pressed Stop, or closes the editor, knows.
  if (status !== "done" && status !== "failed") return;
  if (!surface.isVisible) surface.markUnread();
  if ((surface.isVisible && vscode.window.state.focused) || !readSettings().notifyWhenDone) return;
  const text =
    status === "done"
      ? vscode.l10n.t("The answer is complete: {0}", title)
      : vscode.l10n.t("The answer failed: {0}", title);
  const show = vscode.l10n.t("Show");
  void vscode.window.showInformationMessage(text, show).then((chosen) => {
    if (chosen === show) open();
  });
}

export function tellSearchFailed(log: Log, error: unknown): void {
  log.warn(`search: ${error instanceof Error ? error.message : String(error)}`);
  void vscode.window.showWarningMessage(
    vscode.l10n.t("The search failed. The list without a search works; the log says more."),
  );
}

/** Settings can not be written while their file has changes that are not saved, for one: VS Code's own words name cause and next step. */
export function tellFailed(error: unknown): void {
  void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
}
