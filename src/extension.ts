// The entry in the extension host: makes the shared pieces and registers the features, nothing else.
import type * as vscode from "vscode";
import { registerApiKeys } from "./apiKey.ts";
import { registerChat } from "./chat/chat.ts";
import { registerEditorCommands } from "./editor/commands.ts";
import { registerLog } from "./log.ts";
import { registerPickers } from "./pickers.ts";

export function activate(context: vscode.ExtensionContext): void {
  const log = registerLog();
  const keys = registerApiKeys(context, log);
  const chat = registerChat(context, keys, log);
  context.subscriptions.push(log, keys, chat, registerPickers(keys), registerEditorCommands(chat.ask));
}
