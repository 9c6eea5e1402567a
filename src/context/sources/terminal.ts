// The last command of the active terminal with its output -> what goes with a prompt. Read when the user asks for it, never before (K15).
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { TextReference } from "../../reference.ts";
import { borrowClipboard } from "../borrowClipboard.ts";
import { plainOutput } from "../plainOutput.ts";

/**
 * VS Code tells extensions the output of a command only while it runs; of one that has ended it only fills the clipboard. So the
 * clipboard is borrowed for a moment. Undefined without a terminal, or without its shell integration.
 */
export async function gatherTerminal(): Promise<TextReference | undefined> {
  const terminal = vscode.window.activeTerminal;
  if (!terminal) return undefined;
  const output = await borrowClipboard(vscode.env.clipboard, () =>
    vscode.commands.executeCommand("workbench.action.terminal.copyLastCommandAndLastCommandOutput"),
  );
  if (output === undefined || output.trim() === "") return undefined;
  const { text, omitted } = plainOutput(output);
  const command = text.split("\n", 1)[0]?.trim() ?? "";
  return {
    type: "reference",
    kind: "text",
    of: "terminal",
    id: randomUUID(),
    label: command.slice(0, 40) || terminal.name,
    title: command.slice(0, 200) || terminal.name,
    uri: "",
    language: "",
    text,
    ...(omitted > 0 && { omitted }),
  };
}
