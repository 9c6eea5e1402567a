// The output channel "Ask Qwen". It can not print a key: every line passes the redactor.
import * as vscode from "vscode";
import { createRedactor } from "./util/redact.ts";

export interface Log extends vscode.Disposable {
  warn(text: string): void;
  /** Called with every key before it is used. */
  hide(secret: string): void;
  /** A text without the keys that were hidden. */
  redact(text: string): string;
}

export function registerLog(): Log {
  const channel = vscode.window.createOutputChannel("Ask Qwen", { log: true });
  const redactor = createRedactor();
  const command = vscode.commands.registerCommand("askQwen.showLog", () => channel.show());
  return {
    warn: (text) => channel.warn(redactor.redact(text)),
    hide: (secret) => redactor.hide(secret),
    redact: (text) => redactor.redact(text),
    dispose() {
      command.dispose();
      channel.dispose();
    },
  };
}
