// Questions about code: dialogs for what must not happen by itself, notifications for the rest.
import * as vscode from "vscode";

/** Waits for an answer; closing it, or Escape, is no. */
export async function confirm(question: string, detail: string, button: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) === button;
}

/** Says what is wrong and does what the chosen button stands for. */
export async function warn(text: string, ...ways: readonly Way[]): Promise<void> {
  const chosen = await vscode.window.showWarningMessage(text, ...ways.map(({ label }) => label));
  await ways.find(({ label }) => label === chosen)?.run();
}

export interface Way {
  readonly label: string;
  run(): unknown;
}
