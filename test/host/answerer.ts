import { rehearsalModel, startRehearsal } from "../dashscope/rehearsal.ts";

export interface Answerer {
  /** For the terminal. */
  readonly name: string;
  /** What VS Code must be told to use it. */
  readonly settings: Readonly<Record<string, unknown>>;
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

/** Who answers in `npm start`: DashScope if there is a key, else a Qwen on this machine, else the rehearsal. */
export async function findAnswerer(env: NodeJS.ProcessEnv = process.env): Promise<Answerer> {
  if (env["DASHSCOPE_API_KEY"]) {
    return { name: "DashScope, with DASHSCOPE_API_KEY of the environment", settings: {}, stop: async () => {} };
  }
  const local = (await Promise.all(localServers.map(qwenOn))).find((found) => found !== undefined);
  if (local) return local;
  const rehearsal = await startRehearsal();
  return {
    name: "the built-in rehearsal, which is not Qwen (set DASHSCOPE_API_KEY, or start Ollama with a Qwen model)",
    settings: { "askQwen.endpoint": `${rehearsal.origin}/v1`, "askQwen.model": rehearsalModel },
    stop: rehearsal.close,
  };
}

async function qwenOn({ preset, name, port }: (typeof localServers)[number]): Promise<Answerer | undefined> {
  const model = await qwenModel(`http://127.0.0.1:${port}/v1/models`);
  if (model === undefined) return undefined;
  const settings = { "askQwen.endpoint": preset, "askQwen.model": model };
  return { name: `${model} of ${name} on port ${port}`, settings, stop: async () => {} };
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
