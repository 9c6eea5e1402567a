// From a branch to the client's events: settings, key and endpoint are read at the moment of use.
import * as vscode from "vscode";
import type { ApiKeys } from "../apiKey.ts";
import { hostOf } from "../qwen/endpoints.ts";
import type { Learned } from "../qwen/learned.ts";
import { maySeeImages } from "../qwen/models.ts";
import type { Endpoint, Event, Request } from "../qwen/types.ts";
import { currentEndpoint, readSettings, type Settings } from "../settings.ts";
import { NotReady } from "../storedError.ts";
import { dataUrl } from "./images/take.ts";
import type { StoredImage, StoredMessage } from "./message.ts";
import { promptFor } from "./prompt.ts";

export interface AskDeps {
  readonly keys: ApiKeys;
  readonly learned?: Learned;
  readonly image: ReadImage;
}

type ReadImage = (hash: string) => StoredImage | undefined;

/** `sent` is told the body that goes out. */
export async function* askModel(
  { keys, learned, image }: AskDeps,
  branch: readonly StoredMessage[],
  model: string,
  signal: AbortSignal,
  options: Options = {},
  sent?: (body: string) => void,
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
  yield* chat(requestFor(endpoint.value, settings, branch, model, image, options, key?.value), signal, {
    learned,
    sent,
  });
}

/** The body that would go out for this branch now. */
export async function bodyFor(
  branch: readonly StoredMessage[],
  model: string,
  image: ReadImage,
  options: Options = {},
): Promise<string> {
  const endpoint = currentEndpoint();
  if (!endpoint.ok) throw new NotReady("endpoint", "", endpoint.reason);
  const { bodyOf } = await import("../qwen/body.ts");
  return JSON.stringify(bodyOf(requestFor(endpoint.value, readSettings(), branch, model, image, options)));
}

type Options = Pick<Request, "maxTokens" | "search">;

function requestFor(
  endpoint: Endpoint,
  settings: Settings,
  branch: readonly StoredMessage[],
  model: string,
  image: ReadImage,
  options: Options,
  key?: string,
): Request {
  return {
    endpoint,
    ...(key !== undefined && { apiKey: key }),
    model,
    messages: promptFor(branch, replyLanguage(settings.replyLanguage), ({ hash }) => {
      const stored = maySeeImages(model, endpoint) ? image(hash) : undefined;
      return stored && dataUrl(stored);
    }),
    thinking: settings.thinking ? "on" : "off",
    ...options,
    ...(settings.thinkingBudget > 0 && { thinkingBudget: settings.thinkingBudget }),
    ...(settings.preserveThinking !== "model" && { preserveThinking: settings.preserveThinking }),
  };
}

/** The name of the language to answer in, in English; undefined for the language of the question. */
function replyLanguage(setting: Settings["replyLanguage"]): string | undefined {
  if (setting === "question") return undefined;
  const tag = setting === "editor" ? vscode.env.language : setting;
  return languageName(tag);
}

export function languageName(tag: string): string {
  if (tag.toLowerCase() === "zh-cn") return "Simplified Chinese (简体中文)";
  return new Intl.DisplayNames("en", { type: "language" }).of(tag) ?? "English";
}
