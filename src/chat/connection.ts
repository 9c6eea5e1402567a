// What the page shows of model, endpoint and key. Looking the key up takes a moment, so the last answer is kept and
// refreshed when settings or keys change.
import type * as vscode from "vscode";
import type { ApiKeys } from "../apiKey.ts";
import { endpointName } from "../endpointName.ts";
import type { State } from "../protocol.ts";
import { hostOf } from "../qwen/endpoints.ts";
import { modelFor } from "../qwen/models.ts";
import { currentEndpoint, onSettingsChange, readSettings } from "../settings.ts";

export interface Connection extends vscode.Disposable {
  readonly connection: State["connection"];
  readonly model: State["model"];
  /** The preset's id or the base URL; empty while the setting can not be used. */
  readonly endpoint: string;
  /** Why the endpoint setting can not be used. */
  readonly problem: string | undefined;
  refresh(): Promise<void>;
}

export function watchConnection(keys: ApiKeys, changed: () => void): Connection {
  // Read when first asked for, so that activation does not pay for it, and again when a setting or a key changes.
  let known: Pick<Connection, "connection" | "model" | "endpoint" | "problem"> | undefined;
  let key: State["connection"]["key"] = "missing";
  const now = () => (known ??= describe(key));
  const refresh = async (): Promise<void> => {
    known = undefined;
    const endpoint = currentEndpoint();
    key = endpoint.ok ? await keys.state(endpoint.value) : "missing";
    known = describe(key);
    changed();
  };
  const listening = [onSettingsChange(() => void refresh()), keys.onDidChange(() => void refresh())];
  return {
    get connection() {
      return now().connection;
    },
    get model() {
      return now().model;
    },
    get endpoint() {
      return now().endpoint;
    },
    get problem() {
      return now().problem;
    },
    refresh,
    dispose: () => {
      for (const one of listening) one.dispose();
    },
  };
}

function describe(key: State["connection"]["key"]): Pick<Connection, "connection" | "model" | "endpoint" | "problem"> {
  const settings = readSettings();
  const endpoint = currentEndpoint();
  const known = endpoint.ok ? endpoint.value : undefined;
  const { label, thinking } = modelFor(settings.model);
  const isFixed = thinking === "never" || thinking === "always";
  return {
    connection: {
      ready: known !== undefined && key !== "missing",
      // What is no endpoint is shown nowhere: somebody may have pasted a key or a password there.
      label: known ? endpointName(known) : "",
      host: known ? hostOf(known) : "",
      key,
      rehearsal: settings.model === "rehearsal",
    },
    model: { id: settings.model, label, thinking: isFixed ? thinking : settings.thinking ? "on" : "off" },
    endpoint: known?.id === "custom" ? known.baseUrl : (known?.id ?? ""),
    problem: endpoint.ok ? undefined : endpoint.reason,
  };
}
