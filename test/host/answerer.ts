import { rehearsalModel, startRehearsal } from "../dashscope/rehearsal.ts";
import type { Settings } from "./settings.ts";

export interface Answerer {
  /** For the terminal. */
  readonly name: string;
  /** What VS Code must be told to use it. */
  readonly settings: Settings;
  stop(): Promise<void>;
}

/** Where people run Qwen themselves: the extension's preset for it, and the port it listens on unless told otherwise. */
const localServers = [
  { preset: "ollama", name: "Ollama", port: 11434 },
  { preset: "lm-studio", name: "LM Studio", port: 1234 },
  { preset: "vllm", name: "vLLM", port: 8000 },
  { preset: "llama-cpp", name: "llama.cpp", port: 8080 },
  { preset: "sglang", name: "SGLang", port: 30000 },
];

/**
 * Who answers in `npm start`: DashScope if there is a key, else the endpoint that its user has set there, else a Qwen on
 * this machine, else the rehearsal.
 */
export async function findAnswerer(env: NodeJS.ProcessEnv, kept: Settings): Promise<Answerer> {
  if (env["DASHSCOPE_API_KEY"]) return noneOfOurs("DashScope, with DASHSCOPE_API_KEY of the environment");
  if (kept[endpoint]) return noneOfOurs("the endpoint that was set in this VS Code earlier");
  const local = (await Promise.all(localServers.map(qwenOn))).find((found) => found !== undefined);
  return local ?? (await rehearsal());
}

export async function rehearsal(): Promise<Answerer> {
  const { origin, close } = await startRehearsal();
  return {
    name: "the built-in rehearsal, which is not Qwen (set DASHSCOPE_API_KEY, or start Ollama with a Qwen model)",
    settings: { [endpoint]: `${origin}/v1`, [model]: rehearsalModel },
    stop: close,
  };
}

/** Settings without what an earlier answerer of ours has put there. What somebody has set by hand stays. */
export function withoutAnswerer(settings: Settings): Settings {
  const { [endpoint]: oldEndpoint, [model]: oldModel, ...others } = settings;
  if (localServers.some(({ preset }) => preset === oldEndpoint)) return others;
  if (oldModel !== rehearsalModel) return settings;
  return oldEndpoint === undefined || isLoopback(String(oldEndpoint)) ? others : { ...others, [endpoint]: oldEndpoint };
}

const endpoint = "askQwen.endpoint";
const model = "askQwen.model";

function noneOfOurs(name: string): Answerer {
  return { name, settings: {}, stop: async () => {} };
}

function isLoopback(text: string): boolean {
  return /^http:\/\/(127\.|localhost\b|\[::1\])/i.test(text);
}

async function qwenOn({ preset, name, port }: (typeof localServers)[number]): Promise<Answerer | undefined> {
  const found = await qwenModel(`http://127.0.0.1:${port}/v1/models`);
  if (found === undefined) return undefined;
  return { ...noneOfOurs(`${found} of ${name} on port ${port}`), settings: { [endpoint]: preset, [model]: found } };
}

async function qwenModel(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1000) });
    const { data } = (await response.json()) as { data: readonly { id: string }[] }; // checked by the catch
    return data.map(({ id }) => id).find((id) => /qwen/i.test(id) && !/embed|rerank/i.test(id));
  } catch {
    // Nobody listens there, or it is something else.
    return undefined;
  }
}
