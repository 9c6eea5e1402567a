// Where Qwen answers: regions, plans, workspace domains and one's own servers; and which key fits where.
import type { Endpoint } from "./types.ts";

type Region = NonNullable<Endpoint["region"]>;

export type ParsedEndpoint =
  | { readonly ok: true; readonly value: Endpoint }
  /** "secret": the URL carries a user name or password. "insecure": http to another machine. */
  | { readonly ok: false; readonly reason: "empty" | "notAUrl" | "insecure" | "secret" | "host" };

const preset = (id: string, baseUrl: string, kind: Endpoint["kind"], region?: Region): Endpoint =>
  region ? { id, baseUrl, kind, region } : { id, baseUrl, kind };

// biome-ignore format: a table
export const presets: readonly Endpoint[] = [
  preset("beijing", "https://dashscope.aliyuncs.com/compatible-mode/v1", "payg", "beijing"),
  preset("singapore", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "payg", "singapore"),
  preset("us", "https://dashscope-us.aliyuncs.com/compatible-mode/v1", "payg", "us"),
  preset("hongkong", "https://cn-hongkong.dashscope.aliyuncs.com/compatible-mode/v1", "payg", "hongkong"),
  preset("coding-plan-china", "https://coding.dashscope.aliyuncs.com/v1", "coding-plan", "beijing"),
  preset("coding-plan-intl", "https://coding-intl.dashscope.aliyuncs.com/v1", "coding-plan", "singapore"),
  preset("token-plan-china", "https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1", "token-plan", "beijing"),
  preset("token-plan-singapore", "https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1", "token-plan", "singapore"),
  preset("ollama", "http://localhost:11434/v1", "self-hosted"),
  preset("lm-studio", "http://localhost:1234/v1", "self-hosted"),
  preset("vllm", "http://localhost:8000/v1", "self-hosted"),
  preset("llama-cpp", "http://localhost:8080/v1", "self-hosted"),
  preset("sglang", "http://localhost:30000/v1", "self-hosted"),
];

const workspaceRegions: Readonly<Record<string, Region>> = {
  "cn-beijing": "beijing",
  "ap-southeast-1": "singapore",
  "us-east-1": "us",
  "cn-hongkong": "hongkong",
  "eu-central-1": "frankfurt",
  "ap-northeast-1": "tokyo",
};

/** A preset's id or a URL. https, or http to this machine only. */
export function parseEndpoint(text: string): ParsedEndpoint {
  const trimmed = text.trim();
  if (trimmed === "") return { ok: false, reason: "empty" };
  const known = presets.find(({ id, baseUrl }) => id === trimmed || baseUrl === trimmed);
  if (known) return { ok: true, value: known };
  if (!/^https?:\/\//i.test(trimmed) || /[\s\\]/.test(trimmed) || !URL.canParse(trimmed)) {
    return { ok: false, reason: "notAUrl" };
  }
  const url = new URL(trimmed);
  if (url.username !== "" || url.password !== "" || trimmed.split("/")[2]?.includes("@")) {
    return { ok: false, reason: "secret" };
  }
  // A trailing dot names the same machine but is another name to every comparison, certificates included.
  if (url.hostname === "" || url.hostname.endsWith(".") || url.search !== "" || url.hash !== "") {
    return { ok: false, reason: "host" };
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) return { ok: false, reason: "insecure" };
  return { ok: true, value: fromUrl(url) };
}

function fromUrl(url: URL): Endpoint {
  const path = url.pathname.replace(/\/+$/, "").replace(/\/(chat\/completions|completions|models)$/, "");
  const baseUrl = `${url.origin}${path === "" ? "/v1" : path}`;
  const known = presets.find((one) => one.baseUrl === baseUrl);
  if (known) return known;
  const twin = presets.find((one) => one.kind !== "self-hosted" && hostOf(one) === url.host);
  if (twin) return { ...twin, id: "custom", baseUrl };
  const region = workspaceRegion(url.hostname);
  if (region && url.port === "") return { id: "custom", baseUrl, kind: "workspace", region };
  return { id: "custom", baseUrl, kind: isAlibabaHost(url.host) ? "payg" : "self-hosted" };
}

/** "{workspace}.{region}.maas.aliyuncs.com" and nothing longer. */
function workspaceRegion(hostname: string): Region | undefined {
  const [workspace, region, ...rest] = hostname.split(".");
  if (!workspace || !region || rest.join(".") !== "maas.aliyuncs.com") return undefined;
  return Object.hasOwn(workspaceRegions, region) ? workspaceRegions[region] : undefined;
}

/** The domain of one workspace ("ws-…" or "llm-…") in a region as people name it or as the host spells it. */
export function workspaceEndpoint(workspaceId: string, region: string): ParsedEndpoint {
  const entry = Object.entries(workspaceRegions).find(([code, name]) => region === code || region === name);
  if (!entry || !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(workspaceId)) return { ok: false, reason: "host" };
  return parseEndpoint(`https://${workspaceId}.${entry[0]}.maas.aliyuncs.com/compatible-mode/v1`);
}

/** Alibaba's own hosts, on their own port. Labels are compared one by one, so no look-alike fits. */
export function isAlibabaHost(host: string): boolean {
  const labels = host.toLowerCase().split(".");
  const ends = (...tail: readonly string[]) =>
    labels.length > tail.length && tail.every((label, i) => labels.at(i - tail.length) === label);
  if (labels.some((label) => !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label))) return false;
  if (ends("dashscope", "aliyuncs", "com") || ends("maas", "aliyuncs", "com")) return true;
  return labels.length === 3 && ends("aliyuncs", "com") && /^dashscope(-[a-z0-9]+)?$/.test(labels[0]!);
}

export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}

/** host[:port]: what a key is bound to. */
export const hostOf = (endpoint: Endpoint): string => new URL(endpoint.baseUrl).host;

export function keyKind(key: string): "payg" | "plan" | "other" {
  if (key.startsWith("sk-sp-")) return "plan";
  return key.startsWith("sk-") ? "payg" : "other";
}

/**
 * Alibaba's other hosts that a key may belong to, when the chosen one has refused it. None for keys or endpoints
 * that are not Alibaba's: a key meant for one's own server is shown to nobody else.
 */
export function endpointsForKey(key: string, chosen: Endpoint): readonly Endpoint[] {
  const kind = keyKind(key);
  if (kind === "other" || !isAlibabaHost(hostOf(chosen))) return [];
  const isPlan = (endpoint: Endpoint) => endpoint.kind === "coding-plan" || endpoint.kind === "token-plan";
  return presets.filter(
    (one) => one.kind !== "self-hosted" && isPlan(one) === (kind === "plan") && hostOf(one) !== hostOf(chosen),
  );
}

export type ServerKind = "alibaba" | "ollama" | "lm-studio" | "vllm" | "llama-cpp" | "sglang" | "unknown";

/** Which program answers, told by the preset or, for another URL, by the port it has by default. */
export function serverKind(endpoint: Endpoint): ServerKind {
  if (endpoint.kind !== "self-hosted") return "alibaba";
  const port = new URL(endpoint.baseUrl).port;
  const local = presets.find((one) => one.kind === "self-hosted" && new URL(one.baseUrl).port === port);
  return (local?.id as ServerKind | undefined) ?? "unknown"; // the ids of the self-hosted presets are ServerKinds
}
