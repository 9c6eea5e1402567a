// The commands that choose an endpoint and a model.
import * as vscode from "vscode";
import type { ApiKeys } from "./apiKey.ts";
import { pickEndpoint } from "./endpointPicker.ts";
import { pickModel } from "./modelPicker.ts";

export function registerPickers(keys: ApiKeys): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("askQwen.selectEndpoint", () => pickEndpoint(keys)),
    vscode.commands.registerCommand("askQwen.selectModel", () => pickModel(keys)),
  );
}
