// Thinking: whether, how much, and whether the model reads its earlier thinking again; for each kind of model and server in its fields.
import { serverKind } from "./endpoints.ts";
import type { Model } from "./models.ts";
import type { Endpoint, Request } from "./types.ts";

type Fields = Readonly<Record<string, string | number | boolean | Readonly<Record<string, boolean>>>>;

export function thinkingFields(request: Request, model: Model): Fields {
  if (request.endpoint.kind === "self-hosted") return selfHostedThinking(request, model);
  if (model.thinkingSwitch === "effort") {
    // Never together with thinking_budget: that is an error on these models.
    return { reasoning_effort: request.thinking === "off" ? "none" : effortFor(request.thinkingBudget) };
  }
  if (model.thinkingSwitch === "none") return {};
  if (request.thinking === "off") return { enable_thinking: false };
  const budget = request.thinkingBudget;
  if (budget === undefined || budget <= 0) return { enable_thinking: true };
  return { enable_thinking: true, thinking_budget: Math.min(Math.floor(budget), model.thinkingBudgetMax ?? budget) };
}

/** How much thinking can be bounded: by tokens, by a level that a number of tokens stands for, or not at all. */
export function budgetOf(
  endpoint: Endpoint,
  model: Model,
): { readonly by: "tokens" | "level"; readonly most: number } | undefined {
  const most = model.thinkingBudgetMax ?? highest;
  if (endpoint.kind === "self-hosted") return serverKind(endpoint) === "ollama" ? { by: "level", most } : undefined;
  if (model.thinkingSwitch === "none") return undefined;
  return { by: model.thinkingSwitch === "effort" ? "level" : "tokens", most };
}

const highest = 262_144;

/** The documented budgets of the efforts; without a wish of the user's, the service's own default. */
function effortFor(budget: number | undefined): string {
  if (budget === undefined || budget > 16_384) return "xhigh";
  return budget > 4096 ? "medium" : "low";
}

/**
 * DashScope's own fields never go to other servers. vLLM, SGLang and llama.cpp pass `chat_template_kwargs` to the model's
 * template. Ollama takes `reasoning_effort` and refuses it, other than "none", for models without thinking. LM Studio
 * has a switch of its own. A server we can not tell gets `chat_template_kwargs` only for a model whose template is known to read
 * it (the hybrid Qwen3): others may refuse fields that they do not know.
 */
function selfHostedThinking(request: Request, model: Model): Fields {
  const server = serverKind(request.endpoint);
  const isHybrid = model.thinking === "on" || model.thinking === "off";
  if (!isHybrid || server === "lm-studio" || model.id === "rehearsal") return {};
  if (server === "ollama") {
    return { reasoning_effort: request.thinking === "off" ? "none" : ollamaEffort(request.thinkingBudget) };
  }
  return { chat_template_kwargs: { enable_thinking: request.thinking === "on" } };
}

const ollamaEffort = (budget: number | undefined): string => {
  if (budget === undefined) return "medium";
  return budget > 16_384 ? "high" : budget > 4096 ? "medium" : "low";
};

/** Only to models that know it and would not do it by themselves. The other way round no field is needed: what is not sent back is forgotten. */
export const preserveField = (request: Request, model: Model): Fields =>
  isAlibaba(request) && model.preserveThinking === "off" && preserves(request, model)
    ? { preserve_thinking: true }
    : {};

export const preserves = (request: Request, model: Model): boolean =>
  isAlibaba(request) &&
  model.preserveThinking !== "never" &&
  (request.preserveThinking ?? model.preserveThinking) === "on";

export const isAlibaba = ({ endpoint }: Request): boolean => endpoint.kind !== "self-hosted";
