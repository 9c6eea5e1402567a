// The commands that check the connection. What they do is loaded when one is run.
import * as vscode from "vscode";
import type { ApiKeys } from "../apiKey.ts";
import type { Log } from "../log.ts";
import type { ConnectionCheck } from "./checkConnection.ts";

export function registerConnectionCheck(
  context: vscode.ExtensionContext,
  keys: () => Promise<ApiKeys>,
  log: Log,
): vscode.Disposable {
  let loading: Promise<ConnectionCheck> | undefined;
  async function load(): Promise<ConnectionCheck> {
    const { createConnectionCheck } = await import("./checkConnection.ts");
    const loaded = createConnectionCheck(await keys(), log);
    context.subscriptions.push(loaded);
    return loaded;
  }
  const loaded = (): Promise<ConnectionCheck> => (loading ??= load());
  const version = (): string => String((context.extension.packageJSON as { version?: unknown }).version);
  return vscode.Disposable.from(
    vscode.commands.registerCommand("askQwen.checkConnection", async () => (await loaded()).run(version())),
    vscode.commands.registerCommand("askQwen.copyConnectionReport", async () => (await loaded()).copy()),
  );
}
