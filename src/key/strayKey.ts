// A key that someone wrote into the settings, where it would be synced and shown. There is no such setting.
import * as vscode from "vscode";
import { cleanKey } from "../qwen/cleanKey.ts";

/** The key in the user settings, if there is one. A workspace's file is not looked at: its key would be somebody else's. */
export function strayKey(): string | undefined {
  const value = vscode.workspace.getConfiguration("askQwen").inspect("apiKey")?.globalValue;
  const key = typeof value === "string" ? cleanKey(value) : undefined;
  return key?.ok ? key.value : undefined;
}

/** Takes the line out of the user settings, or opens them at it when VS Code refuses to write. */
export async function removeStrayKey(): Promise<void> {
  try {
    await vscode.workspace.getConfiguration("askQwen").update("apiKey", undefined, vscode.ConfigurationTarget.Global);
  } catch {
    // The settings file has errors, or is read-only: the user has to do it.
  }
  if (strayKey() !== undefined) await vscode.commands.executeCommand("workbench.action.openSettingsJson");
}
