// The models we know, and a sensible guess for those we do not.
import type { Endpoint } from "./types.ts";

/** Where thinking is switched: `reasoning_effort`, `enable_thinking` with `thinking_budget`, or nowhere. */
export type ThinkingSwitch = "effort" | "enable" | "none";

/**
 * plain: searches when told to. agent: takes only the strategy of that name, where the model decides how often it searches.
 * The lists disagree: the Chinese page names Max, Plus and Flash for Beijing, the international one 3 Max, 3.5 and 3.6 with
 * `agent` only, reports say that 3.6 Plus, 3.7 Max and 3.8 Max search only over the Responses API, and the API's own page shows it
 * with 3.8 Max. So what is refused in spite of this table is explained, and remembered for the session (`learned.ts`).
 */
export type SearchKind = "plain" | "agent" | "never";

/** Money for 1M tokens, for prompts of up to `upTo` tokens. */
export interface PriceTier {
  readonly upTo?: number;
  readonly input: number;
  readonly output: number;
  /** Price of output while thinking, where it differs. */
  readonly thinkingOutput?: number;
  /** Price of input read from the cache, where it is not the share that is usual (`price.ts`). */
  readonly cached?: number;
}

export interface Model {
  readonly id: string;
  readonly label: string;
  /** Tokens. Absent when unknown. */
  readonly context?: number;
  readonly maxOutput?: number;
  readonly images: boolean;
  readonly tools: boolean;
  /** never and always can not be changed; off and on are what the model does when nothing is said. */
  readonly thinking: "never" | "always" | "off" | "on";
  readonly thinkingSwitch: ThinkingSwitch;
  readonly thinkingBudgetMax?: number;
  /** Whether it reads its earlier thinking when nothing is said; `never`: it does not know `preserve_thinking`. */
  readonly preserveThinking: "on" | "off" | "never";
  /** How `enable_search` is sent; `never`: it is refused. */
  readonly search: SearchKind;
  /** Takes `cache_control` marks. */
  readonly cacheMarks: boolean;
  /** `max_completion_tokens` bounds thinking and answer together, `max_tokens` the answer alone. */
  readonly maxTokensField: "max_tokens" | "max_completion_tokens";
  readonly prices?: { readonly USD?: readonly PriceTier[]; readonly CNY?: readonly PriceTier[] };
}

/** The day the price lists were read. Prices drift: they are shown as an estimate only. */
export const pricesReadOn = "2026-08-28";

export const defaultModel = "qwen3.7-plus";
/** One of those that surely search, other than the one that has refused to. */
export const searchModelBeside = (model: string | undefined): string =>
  model === defaultModel ? "qwen-plus" : defaultModel;
/** For completion of code in the middle of a file, over `/completions`; documented for Beijing only. */
export const fimModel = "qwen-coder-turbo";

const M = 1_000_000;
const K = 1024;

type Row = Partial<Omit<Model, "prices">> & {
  readonly usd?: readonly PriceTier[];
  readonly cny?: readonly PriceTier[];
};

function row(id: string, label: string, rest: Row): Model {
  const { usd, cny, ...given } = rest;
  return {
    id,
    label,
    images: false,
    tools: true,
    thinking: "never",
    thinkingSwitch: given.thinking && given.thinking !== "never" ? "enable" : "none",
    preserveThinking: "never",
    search: "never",
    cacheMarks: false,
    maxTokensField: "max_tokens",
    ...given,
    ...(usd || cny ? { prices: { ...(usd ? { USD: usd } : {}), ...(cny ? { CNY: cny } : {}) } } : {}),
  };
}

const effort: Row = { thinking: "on", thinkingSwitch: "effort", thinkingBudgetMax: 262_144, preserveThinking: "on" };
const preserve: Row = { preserveThinking: "off" };
const marks: Row = { cacheMarks: true };
const search: Row = { search: "plain" };
const agent: Row = { search: "agent" };
const completion: Row = { maxTokensField: "max_completion_tokens" };
const vision: Row = { images: true };

/** In the order the picker shows them. USD: Singapore list; CNY: Beijing list, rounded back from a list kept in US$. */
// biome-ignore format: one model a line reads as the table it is
export const models: readonly Model[] = [
  row("qwen3.7-plus", "Qwen3.7 Plus", { ...completion, ...vision, ...preserve, ...marks, ...search, context: M, maxOutput: 65_536, thinking: "on", thinkingBudgetMax: 262_144, usd: [{ input: 0.4, output: 1.6 }] }),
  row("qwen3.8-max", "Qwen3.8 Max", { ...effort, ...completion, ...vision, ...marks, ...search, context: M, maxOutput: 131_072, usd: [{ input: 2, output: 6, cached: 0.25 }], cny: [{ input: 12, output: 36 }] }),
  row("qwen3.8-flash", "Qwen3.8 Flash", { ...effort, ...completion, ...vision, ...marks, context: M, maxOutput: 131_072, usd: [{ input: 0.15, output: 0.47 }] }),
  row("qwen3.8-27b", "Qwen3.8 27B", { ...effort, ...completion, ...vision, context: M, maxOutput: 131_072 }),
  row("qwen3.8-2.4t-a95b", "Qwen3.8 2.4T-A95B", { ...completion, context: 262_144, maxOutput: 131_072, thinking: "always", thinkingSwitch: "none", preserveThinking: "on" }),
  row("qwen3.7-max", "Qwen3.7 Max", { ...completion, ...preserve, ...marks, context: M, maxOutput: 65_536, thinking: "on", thinkingBudgetMax: 262_144, usd: [{ input: 2.5, output: 7.5 }] }),
  row("qwen3.7-flash", "Qwen3.7 Flash", { ...completion, ...vision, ...preserve, ...marks, context: M, maxOutput: 65_536, thinking: "on", thinkingBudgetMax: 262_144, usd: [{ input: 0.03, output: 0.13 }], cny: [{ input: 0.2, output: 0.8 }] }),
  row("qwen3.6-plus", "Qwen3.6 Plus", { ...completion, ...vision, ...preserve, ...marks, ...agent, context: M, maxOutput: 65_536, thinking: "on", thinkingBudgetMax: 81_920, usd: [{ upTo: 256 * K, input: 0.5, output: 3 }, { input: 2, output: 6 }] }),
  row("qwen3.6-flash", "Qwen3.6 Flash", { ...completion, ...vision, ...preserve, ...marks, context: M, maxOutput: 65_536, thinking: "on", thinkingBudgetMax: 131_072, usd: [{ input: 0.1875, output: 1.125 }] }),
  row("qwen3.6-max-preview", "Qwen3.6 Max Preview", { ...preserve, context: 262_144, maxOutput: 65_536, thinking: "on", thinkingBudgetMax: 131_072, usd: [{ input: 1.3, output: 7.8 }] }),
  row("qwen3.5-plus", "Qwen3.5 Plus", { ...completion, ...vision, ...marks, ...agent, context: M, maxOutput: 65_536, thinking: "on", thinkingBudgetMax: 81_920, usd: [{ input: 0.4, output: 2.4 }], cny: [{ input: 4, output: 24 }] }),
  row("qwen3.5-flash", "Qwen3.5 Flash", { ...completion, ...vision, ...marks, ...agent, context: M, maxOutput: 65_536, thinking: "on", thinkingBudgetMax: 81_920, usd: [{ input: 0.1, output: 0.4 }], cny: [{ input: 1.2, output: 12 }] }),
  row("qwen3-coder-plus", "Qwen3 Coder Plus", { ...marks, context: 1_048_576, maxOutput: 65_536, usd: [{ upTo: 32 * K, input: 1, output: 5 }, { upTo: 128 * K, input: 1.8, output: 9 }, { upTo: 256 * K, input: 3, output: 15 }, { input: 6, output: 60 }] }),
  row("qwen3-coder-flash", "Qwen3 Coder Flash", { ...marks, context: M, maxOutput: 65_536, usd: [{ upTo: 32 * K, input: 0.3, output: 1.5 }, { upTo: 128 * K, input: 0.5, output: 2.5 }, { upTo: 256 * K, input: 0.8, output: 4 }, { input: 1.6, output: 9.6 }], cny: [{ upTo: 32 * K, input: 1, output: 4 }] }),
  row("qwen3-coder-next", "Qwen3 Coder Next", { context: 262_144, maxOutput: 65_536, usd: [{ input: 0.5, output: 1.2 }] }),
  row("qwen3-max", "Qwen3 Max", { ...marks, ...agent, context: 262_144, maxOutput: 65_536, thinking: "off", thinkingBudgetMax: 81_920, usd: [{ upTo: 32 * K, input: 1.2, output: 6 }, { upTo: 128 * K, input: 2.4, output: 12 }, { input: 3, output: 15 }], cny: [{ upTo: 32 * K, input: 6, output: 24 }] }),
  row("qwen3-vl-plus", "Qwen3 VL Plus", { ...vision, ...marks, context: 262_144, maxOutput: 32_768, thinking: "off", thinkingBudgetMax: 81_920, usd: [{ input: 0.2, output: 1.6 }] }),
  row("qwen3-vl-flash", "Qwen3 VL Flash", { ...vision, thinking: "off", thinkingBudgetMax: 81_920 }),
  row("qwen-plus", "Qwen Plus", { ...marks, ...search, context: M, maxOutput: 32_768, thinking: "off", thinkingBudgetMax: 81_920, usd: [{ input: 0.4, output: 1.2, thinkingOutput: 4 }], cny: [{ input: 0.8, output: 2, thinkingOutput: 8 }] }),
  row("qwen-flash", "Qwen Flash", { ...marks, ...search, context: M, maxOutput: 32_768, thinking: "off", thinkingBudgetMax: 81_920, usd: [{ input: 0.05, output: 0.4 }], cny: [{ input: 0.15, output: 1.5 }] }),
  row("qwen-turbo", "Qwen Turbo", { context: 131_072, maxOutput: 16_384, tools: false, thinking: "off", thinkingBudgetMax: 38_912, usd: [{ input: 0.05, output: 0.2, thinkingOutput: 0.5 }], cny: [{ input: 0.3, output: 0.6 }] }),
  row("qwen-max", "Qwen Max", { ...search, context: 32_768, maxOutput: 8_192, usd: [{ input: 1.6, output: 6.4 }] }),
  row("qwen-long", "Qwen Long", { context: 10 * M, maxOutput: 8_192, tools: false }),
  row("qwq-plus", "QwQ Plus", { context: 131_072, maxOutput: 8_192, thinking: "always", thinkingSwitch: "none", usd: [{ input: 0.8, output: 2.4 }] }),
  row("qvq-max", "QVQ Max", { ...vision, context: 131_072, maxOutput: 8_192, tools: false, thinking: "always", thinkingSwitch: "none", usd: [{ input: 1.2, output: 4.8 }] }),
];

/** What answers in `npm start` when there is no key and no local server: labelled so that nobody takes it for Qwen. */
export const rehearsalModel: Model = row("rehearsal", "Rehearsal (not Qwen)", {
  context: 32_768,
  thinking: "on",
  thinkingSwitch: "none",
});

/** The table's row, the row of the alias of a dated snapshot, or a guess from the name. Ids are case-sensitive on the wire. */
export function modelFor(id: string): Model {
  if (id === rehearsalModel.id) return rehearsalModel;
  const exact = models.find((model) => model.id === id);
  if (exact) return exact;
  const alias = id.replace(/-(latest|\d{4}-\d{2}-\d{2}|\d{4})$/, "");
  const snapshot = models.find((model) => model.id === alias);
  return snapshot ? { ...snapshot, id, label: id } : guess(id);
}

/** Open Qwen3 models as DashScope or a self-hosted server names them: "qwen3-8b", "Qwen/Qwen3-8B", "qwen3:8b", "/models/qwen3.gguf". */
function guess(id: string): Model {
  const name = id.toLowerCase().slice(id.lastIndexOf("/") + 1);
  const images = /vl|vision|omni|qvq/.test(name) || /qwen3\.[5-9]/.test(name);
  if (/qwq|qvq|qwen3.*thinking/.test(name)) return row(id, id, { images, thinking: "always", thinkingSwitch: "none" });
  const isHybrid = /qwen-?3/.test(name) && !/coder|instruct|next|embed|rerank/.test(name);
  return row(id, id, isHybrid ? { images, thinking: "on", thinkingBudgetMax: 38_912 } : { images });
}

/**
 * Of a name that says nothing, on somebody's own server, only its owner knows: it gets what it is given. Any other that is not known
 * to see refuses the whole question.
 */
export const maySeeImages = (id: string, endpoint: Endpoint): boolean =>
  modelFor(id).images || (endpoint.kind === "self-hosted" && !/qwen|qwq/i.test(id));

/** One that sees, for who has chosen one that does not: of the same kind, the newest. */
export function seeingModelFor(id: string, endpoint: Endpoint): Model | undefined {
  // What an own server has, only its list tells. Of the plans all have this one.
  if (endpoint.kind === "self-hosted") return undefined;
  if (endpoint.kind !== "payg" && endpoint.kind !== "workspace") return modelFor(defaultModel);
  const kind = /max|flash|turbo/.exec(id)?.[0].replace("turbo", "flash");
  return models.find((model) => model.images && model.id.endsWith(`-${kind}`)) ?? modelFor(defaultModel);
}

const notForChat =
  /asr|audio|embed|image|tts|video|t2v|i2v|t2i|wanx|^wan\d|rerank|livetranslate|realtime|ocr|-mt-|speech|voice|paraformer|sambert|cosyvoice|fun-|gui-|s2s|farui|tongyi-x|facechain|flux|stable-diffusion|emo-|math-prm|deep-research|omni/i;

/** The table's models that a server lists, in the table's order, then its other chat models. A listed id may still be refused. */
export function mergeLiveModels(ids: readonly string[]): readonly Model[] {
  const listed = new Set(ids.filter((id) => id !== "" && !notForChat.test(id)));
  const known = models.filter((model) => listed.delete(model.id));
  return [...known, ...[...listed].sort().map(modelFor)];
}
