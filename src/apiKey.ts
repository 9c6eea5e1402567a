// The key, bound to the host it was entered for: get it, set it, forget it, and say so when the keyring lost it. Loaded when
// a key is first asked for.
import * as vscode from "vscode";
import { endpointName } from "./endpointName.ts";
import { confirmHost, keyDialogs, lossWords } from "./key/dialogs.ts";
import { enterKey } from "./key/enterKey.ts";
import { createKeyStore, hostOfSecret, type KeyStore, type KnownKey } from "./key/keyStore.ts";
import { removeStrayKey, strayKey } from "./key/strayKey.ts";
import type { Log } from "./log.ts";
import { hostOf, isAlibabaHost } from "./qwen/endpoints.ts";
import type { Endpoint } from "./qwen/types.ts";
import { currentEndpoint, writeSetting } from "./settings.ts";

export interface ApiKeys extends vscode.Disposable {
  /** The key for this very host; never one that was entered for another. */
  get(endpoint: Endpoint): Promise<KnownKey | undefined>;
  state(endpoint: Endpoint): ReturnType<KeyStore["state"]>;
  /** Asks the user for a key, tries it and saves it. */
  setKey(endpoint: Endpoint): Promise<void>;
  /** The same for the endpoint in the settings, if it is one. */
  setForCurrent(): Promise<void>;
  forget(): Promise<void>;
  /** For a host without a key while another has one: may that one be sent here? Yes makes it this host's key too. */
  consent(endpoint: Endpoint): Promise<boolean>;
  /** What happened to a key that was saved once and is gone, in the reader's words. */
  readonly lost: string | undefined;
  readonly onDidChange: vscode.Event<void>;
}

export function createApiKeys(
  context: Pick<vscode.ExtensionContext, "secrets" | "globalState">,
  log: Log,
  agree: (from: string, to: string) => Promise<boolean> = confirmHost,
): ApiKeys {
  const store = createKeyStore(context.secrets, context.globalState, () => process.env["DASHSCOPE_API_KEY"]);
  const changed = new vscode.EventEmitter<void>();
  let hasOfferedStray = false;

  const keys: ApiKeys = {
    async get(endpoint) {
      const before = store.lost().join();
      const known = await store.get(endpoint);
      if (known) log.hide(known.value);
      else if (!hasOfferedStray) {
        hasOfferedStray = true;
        void offerStray(endpoint);
      }
      if (store.lost().join() !== before) changed.fire();
      return known;
    },

    async state(endpoint) {
      const before = store.lost().join();
      const state = await store.state(endpoint);
      if (store.lost().join() !== before) changed.fire();
      return state;
    },

    async setKey(endpoint) {
      if (await offerStray(endpoint)) return;
      const hiding = {
        async set(host: string, key: string) {
          log.hide(key);
          await store.set(host, key);
        },
      };
      await enterKey(endpoint, hiding, (chosen) => writeSetting("endpoint", settingOf(chosen)), keyDialogs);
      changed.fire();
    },

    async setForCurrent() {
      const endpoint = currentEndpoint();
      if (endpoint.ok) return keys.setKey(endpoint.value);
      const select = vscode.l10n.t("Select Endpoint");
      const chosen = await vscode.window.showErrorMessage(endpoint.reason, select);
      if (chosen === select) await vscode.commands.executeCommand("askQwen.selectEndpoint");
    },

    async forget() {
      const hosts = store.hosts();
      if (hosts.length === 0) return void vscode.window.showInformationMessage(noKeyWords());
      const all = vscode.l10n.t("All hosts");
      const chosen = await vscode.window.showQuickPick([...hosts, ...(hosts.length > 1 ? [all] : [])], {
        title: vscode.l10n.t("Forget API Key"),
        placeHolder: vscode.l10n.t("The key for which host?"),
      });
      if (chosen === undefined) return;
      for (const host of chosen === all ? hosts : [chosen]) await store.forget(host);
      changed.fire();
      void vscode.window.showInformationMessage(
        chosen === all
          ? vscode.l10n.t("All keys are forgotten.")
          : vscode.l10n.t("The key for {0} is forgotten.", chosen),
      );
    },

    async consent(endpoint) {
      const to = hostOf(endpoint);
      const others = store.hosts().filter((host) => host !== to && !store.lost().includes(host));
      // Alibaba's keys fit its other hosts at best; for one's own server, one's own keys come first.
      others.sort((a, b) => rank(a, to) - rank(b, to));
      const from = others[0];
      if (from === undefined || !(await agree(from, to)) || !(await store.copy(from, to))) return false;
      changed.fire();
      return true;
    },

    get lost() {
      const hosts = store.lost();
      return hosts.length > 0 ? lossWords(hosts) : undefined;
    },
    onDidChange: changed.event,
    dispose() {
      for (const one of disposables) one.dispose();
    },
  };

  const disposables: vscode.Disposable[] = [
    changed,
    // Also fires for what another window did (K06).
    context.secrets.onDidChange(({ key }) => {
      if (hostOfSecret(key) === undefined) return;
      store.changed();
      changed.fire();
    }),
    // Not in every VS Code in a browser; but whoever changes a key elsewhere has left this window for it.
    vscode.window.onDidChangeWindowState(() => store.changed()),
  ];
  return keys;

  /** K08: a key in settings.json is synced and shown on screen. True if it is this host's key now. */
  async function offerStray(endpoint: Endpoint): Promise<boolean> {
    const key = strayKey();
    if (key === undefined) return false;
    log.hide(key);
    const move = vscode.l10n.t("Move It");
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        "There is an API key in your settings (askQwen.apiKey), where it is synced and easily shown. Move it to the secret storage as the key for {0}, and remove the line?",
        endpointName(endpoint),
      ),
      move,
    );
    if (chosen !== move) return false;
    try {
      await store.set(hostOf(endpoint), key);
    } catch {
      keyDialogs.tell({ type: "notStored", endpoint });
      return false;
    }
    await removeStrayKey();
    changed.fire();
    return true;
  }
}

const rank = (host: string, to: string): number => Number(isAlibabaHost(host) !== isAlibabaHost(to));

const settingOf = (endpoint: Endpoint): string => (endpoint.id === "custom" ? endpoint.baseUrl : endpoint.id);

function noKeyWords(): string {
  return process.env["DASHSCOPE_API_KEY"]
    ? vscode.l10n.t("No key is saved. The one in use comes from the environment variable DASHSCOPE_API_KEY.")
    : vscode.l10n.t("No key is saved.");
}
