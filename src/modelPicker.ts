// Choosing a model: the table's at once, and what the endpoint itself lists as soon as it answers.
import * as vscode from "vscode";
import type { ApiKeys } from "./apiKey.ts";
import { endpointName } from "./endpointName.ts";
import { type Model, mergeLiveModels, modelFor, models } from "./qwen/models.ts";
import { currentEndpoint, readSettings, writeSetting } from "./settings.ts";

const { l10n, window } = vscode;

type Item = vscode.QuickPickItem & { readonly id?: string };

export async function pickModel(keys: ApiKeys): Promise<void> {
  const chosen = await chooseModel(keys, { title: l10n.t("Select Model"), current: readSettings().model });
  if (chosen !== undefined) await writeSetting("model", chosen);
}

/** The id of a model of the current endpoint, for whatever it is wanted. */
export async function chooseModel(
  keys: ApiKeys,
  { title, current }: { readonly title: string; readonly current: string },
): Promise<string | undefined> {
  const abort = new AbortController();
  const picker = window.createQuickPick<Item>();
  const endpoint = currentEndpoint();
  // A server of one's own has none of the table's models, so there only what it lists is shown.
  let known: readonly Model[] = endpoint.ok && endpoint.value.kind === "self-hosted" ? [modelFor(current)] : models;
  let note = "";

  const draw = () => {
    const typed = picker.value.trim();
    const rows = known.map((model) => row(model, current));
    // Snapshots and models newer than the table are typed in.
    const own: Item[] =
      typed && !known.some(({ id }) => id === typed)
        ? [{ label: typed, description: l10n.t("Use this model id"), alwaysShow: true, id: typed }]
        : [];
    const hint: Item[] = note ? [{ label: note, kind: vscode.QuickPickItemKind.Separator }] : [];
    const active = picker.activeItems[0]?.id;
    picker.items = [...hint, ...rows, ...own];
    const again = picker.items.find(({ id }) => id !== undefined && id === active);
    if (again) picker.activeItems = [again];
  };

  const chosen = await new Promise<string | undefined>((resolve) => {
    picker.title = title;
    picker.placeholder = l10n.t("Pick a model or type its id");
    picker.matchOnDescription = true;
    picker.onDidChangeValue(draw);
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]?.id);
      picker.hide();
    });
    picker.onDidHide(() => resolve(undefined));
    draw();
    picker.show();
    if (endpoint.ok) void load(endpoint.value);
  });
  abort.abort();
  picker.dispose();
  return chosen;

  async function load(from: Parameters<ApiKeys["get"]>[0]): Promise<void> {
    picker.busy = true;
    const key = await keys.get(from);
    const answer =
      key || from.kind === "self-hosted"
        ? await (await import("./qwen/probe.ts")).listModels(from, key?.value, abort.signal)
        : undefined;
    if (abort.signal.aborted) return;
    if (answer?.type === "models") {
      const listed = mergeLiveModels(answer.ids);
      if (listed.length > 0) known = listed;
      note = l10n.t("Listed by {0}", endpointName(from));
    } else {
      note = answer
        ? l10n.t("{0} does not list its models: these are the known ones", endpointName(from))
        : l10n.t("Known models; with an API key, {0} is asked for its own list", endpointName(from));
    }
    picker.busy = false;
    draw();
  }
}

function row(model: Model, current: string): Item {
  const thinking = {
    never: "",
    always: l10n.t("always thinks"),
    off: l10n.t("can think"),
    on: l10n.t("can think"),
  }[model.thinking];
  const window = model.context === undefined ? "" : l10n.t("reads {0} tokens", short(model.context));
  return {
    label: `${model.id === current ? "$(check) " : ""}${model.label}`,
    description: model.label === model.id ? "" : model.id,
    detail: [window, thinking, model.images ? l10n.t("sees images") : ""].filter(Boolean).join(" · "),
    id: model.id,
  };
}

/** 262144 -> "256K", 1000000 -> "1M". */
const short = (tokens: number): string =>
  tokens >= 1_000_000 ? `${Math.round(tokens / 1_000_000)}M` : `${Math.round(tokens / 1024)}K`;
