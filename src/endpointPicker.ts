// Choosing where requests go: a region, a plan, a workspace's domain, a server of one's own, any URL.
import * as vscode from "vscode";
import type { ApiKeys } from "./apiKey.ts";
import { endpointName } from "./endpointName.ts";
import { hostOf, parseEndpoint, presets, workspaceEndpoint } from "./qwen/endpoints.ts";
import type { Endpoint } from "./qwen/types.ts";
import { currentEndpoint, endpointProblem, readSettings, writeSetting } from "./settings.ts";

const { l10n, window } = vscode;

type Item = vscode.QuickPickItem & { readonly value?: Endpoint | "workspace" | "url" };

export async function pickEndpoint(keys: ApiKeys): Promise<void> {
  const chosen = await window.showQuickPick<Item>(items(), {
    title: l10n.t("Select Endpoint"),
    placeHolder: l10n.t("Where should requests go? Keys work only in the region or plan they were made for."),
    matchOnDescription: true,
  });
  const setting =
    chosen?.value === "workspace" ? await askWorkspace() : chosen?.value === "url" ? await askUrl() : chosen?.value?.id;
  if (setting === undefined) return;
  await writeSetting("endpoint", setting);
  const endpoint = parseEndpoint(setting);
  if (!endpoint.ok || (await keys.state(endpoint.value)) !== "missing") return;
  const set = l10n.t("Set API Key");
  const next = await window.showInformationMessage(
    l10n.t("There is no API key for {0} yet.", endpointName(endpoint.value)),
    set,
  );
  if (next === set) await keys.setKey(endpoint.value);
}

function items(): Item[] {
  const current = currentEndpoint();
  const row = (endpoint: Endpoint): Item => ({
    label: `${current.ok && current.value.id === endpoint.id ? "$(check) " : ""}${endpointName(endpoint)}`,
    description: hostOf(endpoint),
    value: endpoint,
  });
  const group = (label: string, kinds: readonly Endpoint["kind"][]): Item[] => [
    { label, kind: vscode.QuickPickItemKind.Separator },
    ...presets.filter(({ kind }) => kinds.includes(kind)).map(row),
  ];
  return [
    ...group(l10n.t("Pay as you go"), ["payg"]),
    {
      label: l10n.t("Workspace domain…"),
      description: "{WorkspaceId}.{region}.maas.aliyuncs.com",
      value: "workspace",
    },
    ...group(l10n.t("Plans"), ["coding-plan", "token-plan"]),
    ...group(l10n.t("On this computer"), ["self-hosted"]),
    { label: l10n.t("Other"), kind: vscode.QuickPickItemKind.Separator },
    { label: l10n.t("Other URL…"), description: l10n.t("Any server with OpenAI's interface"), value: "url" },
  ];
}

async function askWorkspace(): Promise<string | undefined> {
  const regions = [
    { label: l10n.t("Beijing (China)"), description: "cn-beijing" },
    { label: l10n.t("Singapore (international)"), description: "ap-southeast-1" },
    { label: l10n.t("US (Virginia)"), description: "us-east-1" },
    { label: l10n.t("Hong Kong"), description: "cn-hongkong" },
    { label: l10n.t("Frankfurt"), description: "eu-central-1" },
    { label: l10n.t("Tokyo"), description: "ap-northeast-1" },
  ];
  const title = l10n.t("Workspace domain");
  const region = await window.showQuickPick(regions, { title, placeHolder: l10n.t("The region of the workspace") });
  if (!region) return undefined;
  const id = await window.showInputBox({
    title,
    prompt: l10n.t("The workspace's id, as the console shows it. Only a key of this workspace works there."),
    placeHolder: "ws-…",
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === "" || workspaceEndpoint(text.trim(), region.description).ok
        ? undefined
        : l10n.t("A workspace id has only letters, digits and hyphens."),
  });
  const parsed = id?.trim() ? workspaceEndpoint(id.trim(), region.description) : undefined;
  return parsed?.ok ? parsed.value.baseUrl : undefined;
}

async function askUrl(): Promise<string | undefined> {
  const before = readSettings().endpoint;
  const text = await window.showInputBox({
    title: l10n.t("Other URL"),
    prompt: l10n.t("The base URL, most often ending in /v1. https, or http on this computer only."),
    placeHolder: "https://qwen.example.com/v1",
    value: before.includes("://") ? before : "",
    ignoreFocusOut: true,
    validateInput: (value) => {
      const parsed = value.trim() === "" ? undefined : parseEndpoint(value);
      return parsed && !parsed.ok ? endpointProblem(parsed.reason) : undefined;
    },
  });
  const parsed = text?.trim() ? parseEndpoint(text) : undefined;
  if (!parsed?.ok) return undefined;
  return parsed.value.id === "custom" ? parsed.value.baseUrl : parsed.value.id;
}
