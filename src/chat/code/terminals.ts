// Commands of an answer in a terminal. One approval runs them once, and what the dialog shows is what runs.
import * as vscode from "vscode";
import { confirm, warn } from "./ask.ts";
import { copyText } from "./insert.ts";
import { commandsOf } from "./shell.ts";
import { visible } from "./visible.ts";

export interface Terminals extends vscode.Disposable {
  run(text: string, language: string, isApproved?: typeof confirm): Promise<void>;
}

/** What a dialog shows without hiding a part of it or its buttons. */
const MOST_LINES = 25;
const MOST_CHARACTERS = 2000;

export function createTerminals(): Terminals {
  let terminal: vscode.Terminal | undefined;
  const busy = new Set<vscode.Terminal>();
  const listening = [
    vscode.window.onDidStartTerminalShellExecution((event) => busy.add(event.terminal)),
    vscode.window.onDidEndTerminalShellExecution((event) => busy.delete(event.terminal)),
    vscode.window.onDidCloseTerminal((closed) => {
      busy.delete(closed);
      if (closed === terminal) terminal = undefined;
    }),
  ];
  return {
    async run(text, language, isApproved = confirm) {
      const commands = commandsOf(text, language);
      const copy = { label: vscode.l10n.t("Copy code"), run: () => copyText(commands) };
      if (commands === "") return;
      if (!vscode.workspace.isTrusted) {
        const trust = {
          label: vscode.l10n.t("Manage Workspace Trust"),
          run: () => vscode.commands.executeCommand("workbench.trust.manage"),
        };
        return warn(vscode.l10n.t("Nothing is run in a workspace that is not trusted."), trust, copy);
      }
      if (commands.split("\n").length > MOST_LINES || commands.length > MOST_CHARACTERS) {
        return warn(
          vscode.l10n.t("This is too long to be shown in full before it runs. Copy it and run it yourself."),
          copy,
        );
      }
      if (!(await isApproved(vscode.l10n.t("Run this in a terminal?"), visible(commands), vscode.l10n.t("Run"))))
        return;
      send(commands);
    },
    dispose() {
      for (const one of listening) one.dispose();
    },
  };

  function send(commands: string): void {
    // Only where a shell says that it waits for a command: else the text would be the input of whatever runs there.
    const shell = terminal && !busy.has(terminal) ? terminal.shellIntegration : undefined;
    if (terminal && shell) {
      terminal.show(true);
      shell.executeCommand(commands);
      return;
    }
    terminal = vscode.window.createTerminal({ name: "Ask Qwen" });
    terminal.show(true);
    terminal.sendText(commands, true);
  }
}
