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
  let connection = describe("missing");
  const refresh = async (): Promise<void> => {
    const endpoint = currentEndpoint();
    connection = describe(endpoint.ok ? await keys.state(endpoint.value) : "missing");
    changed();
  };
  const listening = [onSettingsChange(() => void refresh()), keys.onDidChange(() => void refresh())];
  return {
    get connection() {
      return connection;
    },
    get model(): State["model"] {
      const { model, thinking } = readSettings();
      const { label, thinking: can } = modelFor(model);
      if (can === "never" || can === "always") return { id: model, label, thinking: can };
      return { id: model, label, thinking: thinking ? "on" : "off" };
    },
    get endpoint() {
      const endpoint = currentEndpoint();
      if (!endpoint.ok) return "";
      return endpoint.value.id === "custom" ? endpoint.value.baseUrl : endpoint.value.id;
    },
    get problem() {
      const endpoint = currentEndpoint();
      return endpoint.ok ? undefined : endpoint.reason;
    },
    refresh,
    dispose: () => {
      for (const one of listening) one.dispose();
    },
  };
}

function describe(key: State["connection"]["key"]): State["connection"] {
  const { model } = readSettings();
  const endpoint = currentEndpoint();
  return {
    ready: endpoint.ok && key !== "missing",
    // What is no endpoint is shown nowhere: somebody may have pasted a key or a password there.
    label: endpoint.ok ? endpointName(endpoint.value) : "",
    host: endpoint.ok ? hostOf(endpoint.value) : "",
    key,
    rehearsal: model === "rehearsal",
  };
}
