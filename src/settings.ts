// Typed reads of askQwen.*: what the user wrote in the user settings, and nothing else.
import * as vscode from "vscode";
import { type ParsedEndpoint, parseEndpoint } from "./qwen/endpoints.ts";
import type { Endpoint } from "./qwen/types.ts";
import { type Settings, settingsFrom } from "./settingValues.ts";

export type { Settings } from "./settingValues.ts";

/** As long as somebody is told of changes, they are read once between two of them: VS Code takes a tenth of a millisecond for each name. */
let known: Settings | undefined;
let watchers = 0;

/**
 * Only the global value counts: no file of a workspace and no `configurationDefaults` of another extension may move the
 * endpoint, and with it the key. The settings' `application` scope says so too; VS Code's own handling of scopes has had
 * holes (the nested form, microsoft/vscode#335112), so it is not relied on.
 */
export function readSettings(): Settings {
  if (known) return known;
  const configuration = vscode.workspace.getConfiguration("askQwen");
  const settings = settingsFrom((name) => configuration.inspect(name)?.globalValue);
  if (watchers > 0) known = settings;
  return settings;
}

export async function writeSetting<Name extends keyof Settings>(name: Name, value: Settings[Name]): Promise<void> {
  await vscode.workspace.getConfiguration("askQwen").update(name, value, vscode.ConfigurationTarget.Global);
  known = undefined;
}

export function onSettingsChange(listener: () => void): vscode.Disposable {
  const listening = vscode.workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration("askQwen")) return;
    known = undefined;
    listener();
  });
  watchers++;
  return new vscode.Disposable(() => {
    listening.dispose();
    watchers--;
    known = undefined;
  });
}

export type CurrentEndpoint =
  | { readonly ok: true; readonly value: Endpoint }
  /** In the reader's words. */
  | { readonly ok: false; readonly reason: string };

export function currentEndpoint(): CurrentEndpoint {
  const parsed = parseEndpoint(readSettings().endpoint);
  return parsed.ok ? parsed : { ok: false, reason: endpointProblem(parsed.reason) };
}

/** Why a text is no endpoint. The text itself is not repeated: it may hold a password. */
export function endpointProblem(reason: Extract<ParsedEndpoint, { ok: false }>["reason"]): string {
  switch (reason) {
    case "empty":
      return vscode.l10n.t("The endpoint is empty.");
    case "notAUrl":
      return vscode.l10n.t("The endpoint is neither a known name nor a URL that begins with https://.");
    case "insecure":
      return vscode.l10n.t("The endpoint uses http to another computer. Use https; http works on this computer only.");
    case "secret":
      return vscode.l10n.t("The endpoint holds a user name or a password. Leave them out of the URL.");
    case "host":
      return vscode.l10n.t("The endpoint is not the plain base URL of a server.");
    default:
      return reason satisfies never;
  }
}
