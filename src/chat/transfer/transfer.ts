// The commands that take conversations out of the history and into it. What they do is loaded when one is run.
import * as vscode from "vscode";
import type { History } from "../history/history.ts";

export interface TransferDeps {
  history(): Promise<History>;
  /** The conversation at hand, if something was said in it. */
  openId(): Promise<string | undefined>;
  showHistory(): Promise<void>;
  /** Takes out the very keys that are in use. */
  withoutKeys(): Promise<(text: string) => string>;
}

export function registerTransfer(deps: TransferDeps): vscode.Disposable {
  const exporting = () => import("./exportCommands.ts");
  return vscode.Disposable.from(
    vscode.commands.registerCommand("askQwen.exportConversation", async (id: unknown, format: unknown) =>
      (await exporting()).exportConversation(deps, id, format),
    ),
    vscode.commands.registerCommand("askQwen.copyConversation", async (id: unknown) =>
      (await exporting()).copyConversation(deps, id),
    ),
    vscode.commands.registerCommand("askQwen.exportAll", async (target: unknown, format: unknown) =>
      (await exporting()).exportAll(deps, target, format),
    ),
    vscode.commands.registerCommand("askQwen.importConversations", async (files: unknown) =>
      (await import("./importCommands.ts")).importConversations(deps, files),
    ),
  );
}
