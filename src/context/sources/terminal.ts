// The last command of the active terminal with its output -> what goes with a prompt. Read when the user asks for it, never before (K15).
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { TextReference } from "../../reference.ts";
import { plainOutput } from "../plainOutput.ts";

/**
 * VS Code tells extensions the output of a command only while it runs; of one that has ended it only fills the clipboard. So the
 * clipboard is borrowed for a moment. Undefined without a terminal, or without its shell integration.
 */
export async function gatherTerminal(): Promise<TextReference | undefined> {
  const terminal = vscode.window.activeTerminal;
  if (!terminal) return undefined;
  const output = await throughClipboard("workbench.action.terminal.copyLastCommandAndLastCommandOutput");
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

async function throughClipboard(command: string): Promise<string | undefined> {
  const before = await vscode.env.clipboard.readText();
  const mark = `ask-qwen-${randomUUID()}`;
  try {
    await vscode.env.clipboard.writeText(mark);
    await vscode.commands.executeCommand(command);
    const copied = await vscode.env.clipboard.readText();
    return copied === mark ? undefined : copied;
  } finally {
    await vscode.env.clipboard.writeText(before);
  }
}
