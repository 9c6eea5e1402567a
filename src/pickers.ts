// The commands that choose a key, an endpoint and a model. What they do is loaded when one is run.
import * as vscode from "vscode";
import type { ApiKeys } from "./apiKey.ts";

export function registerPickers(keys: () => Promise<ApiKeys>): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("askQwen.setApiKey", async () => (await keys()).setForCurrent()),
    vscode.commands.registerCommand("askQwen.forgetApiKey", async () => (await keys()).forget()),
    vscode.commands.registerCommand("askQwen.selectEndpoint", async () =>
      (await import("./endpointPicker.ts")).pickEndpoint(await keys()),
    ),
    vscode.commands.registerCommand("askQwen.selectModel", async () =>
      (await import("./modelPicker.ts")).pickModel(await keys()),
    ),
  );
}
