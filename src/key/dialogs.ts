// The words and windows around a key. A key is never part of them.
import * as vscode from "vscode";
import { endpointName } from "../endpointName.ts";
import { cleanKey } from "../qwen/cleanKey.ts";
import { hostOf, isAlibabaHost } from "../qwen/endpoints.ts";
import type { ProbeResult } from "../qwen/probe.ts";
import type { KeyDialogs, KeyOutcome } from "./enterKey.ts";
import { keyPage } from "./keyPage.ts";

const { l10n, window } = vscode;

export const keyDialogs: KeyDialogs = {
  ask: (endpoint) =>
    new Promise((resolve) => {
      const input = window.createInputBox();
      const page = keyPage(endpoint);
      input.title = l10n.t("API key for {0} ({1})", endpointName(endpoint), hostOf(endpoint));
      input.prompt = page
        ? l10n.t(
            "Keys are made in the console of Alibaba Cloud Model Studio (the button above opens it) and work only in their own region or plan. Yours is tried at once, and kept in VS Code's secret storage.",
          )
        : l10n.t("Your own server may need a key or not. It is kept in VS Code's secret storage.");
      input.placeholder = "sk-…";
      input.password = true;
      input.ignoreFocusOut = true;
      if (page) input.buttons = [{ iconPath: new vscode.ThemeIcon("link-external"), tooltip: l10n.t("Get a key") }];
      input.onDidTriggerButton(() => page && void vscode.env.openExternal(vscode.Uri.parse(page)));
      input.onDidChangeValue(() => (input.validationMessage = undefined));
      input.onDidAccept(() => {
        const key = cleanKey(input.value);
        if (!key.ok) {
          input.validationMessage = unusable(key.reason);
          return;
        }
        resolve(key.value);
        input.hide();
      });
      input.onDidHide(() => {
        resolve(undefined); // means nothing once the key was given
        input.dispose();
      });
      input.show();
    }),

  async probe(key, endpoint): Promise<ProbeResult> {
    const title = l10n.t("Trying the key at {0}…", hostOf(endpoint));
    return window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (_progress, token) => {
        const abort = new AbortController();
        token.onCancellationRequested(() => abort.abort());
        const { probeKey } = await import("../qwen/probe.ts");
        return probeKey(key, endpoint, abort.signal);
      },
    );
  },

  async decide(doubt) {
    const again = l10n.t("Enter Again");
    const save = l10n.t("Save Anyway");
    const chosen = await window.showWarningMessage(
      doubt.type === "aborted"
        ? l10n.t("The key was not tried and is not saved.")
        : refusal(doubt.hosts, doubt.unreachable),
      doubt.type === "aborted" ? save : again,
      ...(doubt.type === "aborted" ? [] : [save]),
    );
    return chosen === save ? "save" : chosen === again ? "again" : undefined;
  },

  tell(outcome) {
    const text = words(outcome);
    const isBad = outcome.type === "notStored" || outcome.type === "unusable";
    void (isBad ? window.showErrorMessage(text) : window.showInformationMessage(text));
  },
};

function refusal(hosts: readonly string[], unreachable: readonly string[]): string {
  const refused = hosts.join(", ");
  return unreachable.length > 0
    ? l10n.t("The key was refused by {0}; {1} could not be reached. It is not saved.", refused, unreachable.join(", "))
    : l10n.t("The key was refused by {0}. It is not saved.", refused);
}

export function unusable(reason: Extract<KeyOutcome, { type: "unusable" }>["reason"]): string {
  switch (reason) {
    case "empty":
      return l10n.t("Paste the key here.");
    case "tooShort":
      return l10n.t("This is too short to be a key.");
    case "tooLong":
      return l10n.t("This is too long to be a key.");
    case "characters":
      return l10n.t("A key has only letters, digits and signs, without spaces or line ends.");
    default:
      return reason satisfies never;
  }
}

function words(outcome: KeyOutcome): string {
  switch (outcome.type) {
    case "saved":
      return l10n.t("Key saved for {0}.", endpointName(outcome.endpoint));
    case "moved":
      return l10n.t("This key belongs to {0}. Endpoint set.", endpointName(outcome.endpoint));
    case "savedAnyway":
      return l10n.t("Key saved for {0}, though it is not known to work.", endpointName(outcome.endpoint));
    case "savedUntried":
      return outcome.why.type === "unreachable"
        ? l10n.t(
            "Key saved for {0}. It could not be tried: {1} can not be reached ({2}).",
            endpointName(outcome.endpoint),
            outcome.why.host,
            outcome.why.error.kind,
          )
        : l10n.t(
            "Key saved for {0}. It could not be tried: {1} lists no models ({2}).",
            endpointName(outcome.endpoint),
            outcome.why.host,
            outcome.why.error.status ?? outcome.why.error.kind,
          );
    case "unusable":
      return unusable(outcome.reason);
    case "notStored":
      return l10n.t(
        "VS Code's secret storage did not take the key, so it is not saved. Check the keyring of the system and try again.",
      );
    default:
      return outcome satisfies never;
  }
}

/** H08. Nothing is sent to the new host before the user has agreed in this window, which names it. */
export async function confirmHost(from: string, to: string): Promise<boolean> {
  const use = l10n.t("Send the Key to {0}", to);
  const detail = isAlibabaHost(to)
    ? l10n.t("Your key was entered for {0}. Keys usually work only in the region and plan they were made for.", from)
    : l10n.t(
        "Your key was entered for {0}. {1} is not a host of Alibaba Cloud: whoever runs it can use your key.",
        from,
        to,
      );
  const chosen = await window.showWarningMessage(
    l10n.t("Use the API key of {0} for {1}?", from, to),
    { modal: true, detail },
    use,
  );
  return chosen === use;
}

/** P29: what happened to a key that was saved and is gone, and what mends it. */
export function lossWords(hosts: readonly string[]): string {
  const names = hosts.join(", ");
  if (vscode.env.uiKind === vscode.UIKind.Web) {
    return l10n.t(
      "The API key for {0} is gone: this browser or server did not keep VS Code's secrets, as after clearing site data or another address. Enter it again; set DASHSCOPE_API_KEY on the server to be independent of the browser.",
      names,
    );
  }
  if (process.platform === "linux") {
    return l10n.t(
      'The API key for {0} is gone: VS Code found no keyring to keep it in, or the keyring was locked or reset. Install and unlock gnome-keyring or KWallet, or set "password-store" in argv.json, then enter the key again. DASHSCOPE_API_KEY in the environment works without a keyring.',
      names,
    );
  }
  return l10n.t(
    "The API key for {0} is gone: the system's keychain did not give it back, as after a restored profile or a changed password. Enter it again.",
    names,
  );
}
