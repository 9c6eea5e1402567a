// The entry in the extension host: registers what opens the features, nothing else. They are loaded when they are first used.
import type * as vscode from "vscode";
import type { ApiKeys } from "./apiKey.ts";
import { registerChat } from "./chat/chat.ts";
import { registerConnectionCheck } from "./check/register.ts";
import { registerEditorCommands } from "./editor/commands.ts";
import { registerLog } from "./log.ts";
import { registerPickers } from "./pickers.ts";

export function activate(context: vscode.ExtensionContext): void {
  const log = registerLog();
  let loading: Promise<ApiKeys> | undefined;
  const keys = (): Promise<ApiKeys> => {
    loading ??= import("./apiKey.ts").then(({ createApiKeys }) => {
      const loaded = createApiKeys(context, log);
      context.subscriptions.push(loaded);
      return loaded;
    });
    return loading;
  };
  const chat = registerChat(context, keys, log);
  context.subscriptions.push(
    log,
    chat,
    registerPickers(keys),
    registerEditorCommands(chat.ask, chat.attach),
    registerConnectionCheck(context, keys, log),
  );
}
