// What people call an endpoint.
import { l10n } from "vscode";
import { hostOf } from "./qwen/endpoints.ts";
import type { Endpoint } from "./qwen/types.ts";

/** "Singapore", "Ollama"; for any other address its host. */
export function endpointName(endpoint: Endpoint): string {
  return presetNames()[endpoint.id] ?? hostOf(endpoint);
}

const presetNames = (): Readonly<Record<string, string>> => ({
  beijing: l10n.t("Beijing (China)"),
  singapore: l10n.t("Singapore (international)"),
  us: l10n.t("US (Virginia)"),
  hongkong: l10n.t("Hong Kong"),
  "coding-plan-china": l10n.t("Coding Plan, China"),
  "coding-plan-intl": l10n.t("Coding Plan, international"),
  "token-plan-china": l10n.t("Token Plan, China"),
  "token-plan-singapore": l10n.t("Token Plan, Singapore"),
  ollama: "Ollama",
  "lm-studio": "LM Studio",
  vllm: "vLLM",
  "llama-cpp": "llama.cpp",
  sglang: "SGLang",
});
