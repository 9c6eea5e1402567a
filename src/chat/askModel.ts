// From a branch to the client's events: settings, key and endpoint are read at the moment of use.
import * as vscode from "vscode";
import type { ApiKeys } from "../apiKey.ts";
import { hostOf } from "../qwen/endpoints.ts";
import type { Event } from "../qwen/types.ts";
import { NotReady } from "../report.ts";
import { currentEndpoint, readSettings } from "../settings.ts";
import type { StoredMessage } from "./message.ts";
import { promptFor } from "./prompt.ts";

export async function* askModel(
  keys: ApiKeys,
  branch: readonly StoredMessage[],
  signal: AbortSignal,
): AsyncGenerator<Event> {
  const settings = readSettings();
  const endpoint = currentEndpoint();
  if (!endpoint.ok) throw new NotReady("endpoint", "", endpoint.reason);
  let key = await keys.get(endpoint.value);
  if (!key && (await keys.state(endpoint.value)) === "missing") {
    if (!(await keys.consent(endpoint.value))) throw new NotReady("noKey", hostOf(endpoint.value), "");
    key = await keys.get(endpoint.value);
  }
  if (signal.aborted) return;
  const { chat } = await import("../qwen/client.ts");
  yield* chat(
    {
      endpoint: endpoint.value,
      ...(key && { apiKey: key.value }),
      model: settings.model,
      messages: promptFor(branch, replyLanguage(settings.replyLanguage)),
      thinking: settings.thinking ? "on" : "off",
    },
    signal,
  );
}

/** The name of the language to answer in, in English; undefined for the language of the question. */
function replyLanguage(setting: ReturnType<typeof readSettings>["replyLanguage"]): string | undefined {
  if (setting === "question") return undefined;
  const tag = setting === "editor" ? vscode.env.language : setting;
  if (tag.toLowerCase() === "zh-cn") return "Simplified Chinese (简体中文)";
  return new Intl.DisplayNames("en", { type: "language" }).of(tag) ?? "English";
}
