// The commands on code. What they do is loaded when one is run.
import * as vscode from "vscode";
import type { Ask, Attach } from "./aboutCode.ts";

/** Arguments that VS Code's menus or other extensions pass are not looked at. */
export function registerEditorCommands(ask: Ask, attach: Attach): vscode.Disposable {
  const load = () => import("./aboutCode.ts");
  return vscode.Disposable.from(
    vscode.commands.registerCommand("askQwen.ask", async () => (await load()).askQwen(ask)),
    vscode.commands.registerCommand("askQwen.explainSelection", async () => (await load()).explainSelection(ask)),
    vscode.commands.registerCommand("askQwen.addSelection", async () => (await load()).withCode(attach)),
  );
}
