// What the page shows of model, endpoint and key. Looking the key up takes a moment, so the last answer is kept and
// refreshed when settings or keys change.
import type * as vscode from "vscode";
import type { ApiKeys } from "../apiKey.ts";
import { endpointName } from "../endpointName.ts";
import type { State } from "../protocol.ts";
import { canSearch } from "../qwen/body.ts";
import { hostOf } from "../qwen/endpoints.ts";
import type { Learned } from "../qwen/learned.ts";
import { type Model, maySeeImages, modelFor, seeingModelFor } from "../qwen/models.ts";
import { isPaidByTheToken, priceOf } from "../qwen/price.ts";
import { budgetOf } from "../qwen/thinking.ts";
import type { Endpoint } from "../qwen/types.ts";
import { currentEndpoint, onSettingsChange, readSettings } from "../settings.ts";
import type { Wish } from "./answers.ts";
import type { OutgoingDeps } from "./outgoing.ts";

export interface Connection extends vscode.Disposable {
  readonly connection: State["connection"];
  readonly model: State["model"];
  /** Why no search can be had, if so. */
  readonly search: Pick<NonNullable<State["search"]>, "why">;
  /** Which model and endpoint a question goes to; with `search` only if that model can. */
  chosen(wish: Wish): { readonly model: string; readonly endpoint: string; readonly search?: boolean };
  readonly outgoing: OutgoingDeps;
  /** The preset's id or the base URL; empty while the setting can not be used. */
  readonly endpoint: string;
  /** Why the endpoint setting can not be used. */
  readonly problem: string | undefined;
  readonly look: State["look"];
  refresh(): Promise<void>;
}

type Known = Pick<Connection, "connection" | "model" | "search" | "outgoing" | "endpoint" | "problem" | "look">;

export function watchConnection(keys: ApiKeys, learned: Learned, changed: () => void): Connection {
  // Read when first asked for, so that activation does not pay for it, and again when a setting or a key changes.
  let known: Known | undefined;
  let key: State["connection"]["key"] = "missing";
  const now = () => (known ??= describe(key, learned));
  const refresh = async (): Promise<void> => {
    known = undefined;
    const endpoint = currentEndpoint();
    key = endpoint.ok ? await keys.state(endpoint.value) : "missing";
    known = describe(key, learned);
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
    get search() {
      return now().search;
    },
    get outgoing() {
      return now().outgoing;
    },
    get endpoint() {
      return now().endpoint;
    },
    get problem() {
      return now().problem;
    },
    get look() {
      return now().look;
    },
    chosen({ model = now().model.id, search = false }) {
      const { endpoint } = now();
      const at = currentEndpoint();
      const can = search && at.ok && !searchView(at.value, modelFor(model), learned).why;
      return { model, endpoint, ...(can && { search }) };
    },
    refresh,
    dispose: () => {
      for (const one of listening) one.dispose();
    },
  };
}

function describe(key: State["connection"]["key"], learned: Learned): Known {
  const settings = readSettings();
  const endpoint = currentEndpoint();
  const known = endpoint.ok ? endpoint.value : undefined;
  const model = modelFor(settings.model);
  return {
    connection: {
      ready: known !== undefined && key !== "missing",
      // What is no endpoint is shown nowhere: somebody may have pasted a key or a password there.
      label: known ? endpointName(known) : "",
      host: known ? hostOf(known) : "",
      key,
      rehearsal: settings.model === "rehearsal",
    },
    model: {
      id: settings.model,
      label: model.label,
      ...eyesView(known, model),
      thinking: isFixed(model) ? model.thinking : settings.thinking ? "on" : "off",
      ...(known && !isFixed(model) && budgetView(known, model, settings.thinkingBudget, learned)),
    },
    search: searchView(known, model, learned),
    outgoing: {
      window: model.context,
      inputPrice: (input) => known && priceOf({ input, output: 0 }, settings.model, known),
    },
    endpoint: known?.id === "custom" ? known.baseUrl : (known?.id ?? ""),
    problem: endpoint.ok ? undefined : endpoint.reason,
    look: { fontSize: settings.fontSize, lineWidth: settings.lineWidth, density: settings.density },
  };
}

const isFixed = ({ thinking }: Model): boolean => thinking === "never" || thinking === "always";

/** Within what the model takes: so much will be sent, whatever the setting says. */
function budgetView(
  endpoint: Endpoint,
  model: Model,
  wanted: number,
  learned: Learned,
): Pick<State["model"], "budget"> {
  const control = budgetOf(endpoint, model);
  if (!control) return {};
  const most = Math.min(control.most, learned.budgetLimit({ endpoint, model: model.id }) ?? control.most);
  return { budget: { by: control.by, tokens: Math.min(wanted, most), most } };
}

function eyesView(endpoint: Endpoint | undefined, { id }: Model): Pick<State["model"], "blind"> {
  if (!endpoint || maySeeImages(id, endpoint)) return {};
  const seeing = seeingModelFor(id, endpoint);
  return { blind: seeing ? { instead: seeing.label } : {} };
}

function searchView(endpoint: Endpoint | undefined, model: Model, learned: Learned): Connection["search"] {
  if (!endpoint || !isPaidByTheToken(endpoint)) return { why: "endpoint" };
  const isRefused = learned.refusesSearch({ endpoint, model: model.id });
  return canSearch(endpoint, model) && !isRefused ? {} : { why: "model" };
}
