// The extension host, looked into through Node's inspector, which the probe extension opens.
import { readFile } from "node:fs/promises";
import { setTimeout as later } from "node:timers/promises";

export interface Activation {
  readonly ms: number;
  readonly cpuMs: number;
}

export interface ExtensionHost {
  readonly pid: number;
  /** Memory in MB after a garbage collection. */
  memory(): Promise<{ readonly resident: number; readonly heap: number; readonly used: number }>;
  /** What load and `activate()` took, by extension; an extension that has not been activated is absent. */
  activations(): Promise<Readonly<Record<string, Activation>>>;
  send<Result>(method: string, params?: object): Promise<Result>;
  /** The value of an expression in it; a promise is waited for. */
  evaluate<Value>(expression: string): Promise<Value>;
  close(): void;
}

/** Waits for the extension host that writes the probe's file; `notPid` is that of an earlier window. */
export async function connectToExtensionHost(file: string, notPid: number): Promise<ExtensionHost> {
  for (let tries = 0; ; tries++) {
    const found = JSON.parse(await readFile(file, "utf8").catch(() => "{}"));
    if (found.pid && found.pid !== notPid) return connect(found.pid, found.url);
    if (tries > 600) throw new Error("The probe does not start: is the extension host there?");
    await later(50);
  }
}

async function connect(pid: number, url: string): Promise<ExtensionHost> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error("The extension host's inspector does not answer"));
  });
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  socket.onmessage = ({ data }) => {
    const { id, result, error } = JSON.parse(String(data));
    if (error) waiting.get(id)?.reject(new Error(error.message));
    else waiting.get(id)?.resolve(result);
    waiting.delete(id);
  };
  let count = 0;
  const send = <Result>(method: string, params: object = {}) =>
    new Promise<Result>((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve: (result) => resolve(result as Result), reject });
      socket.send(JSON.stringify({ id: count, method, params }));
    });
  const evaluate = async <Value>(expression: string): Promise<Value> => {
    type Evaluated = { result: { value: Value }; exceptionDetails?: object };
    const how = { expression, returnByValue: true, awaitPromise: true };
    const { result, exceptionDetails } = await send<Evaluated>("Runtime.evaluate", how);
    if (exceptionDetails) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    return result.value;
  };
  return {
    pid,
    send,
    evaluate,
    async memory() {
      await send("HeapProfiler.collectGarbage");
      await send("HeapProfiler.collectGarbage");
      const { rss, heapUsed, external } = await evaluate<NodeJS.MemoryUsage>("process.memoryUsage()");
      return { resident: rss / 1e6, heap: heapUsed / 1e6, used: (heapUsed + external) / 1e6 };
    },
    activations: () => evaluate("askQwenBench.activations"),
    close: () => socket.close(),
  };
}
