// What can still be read of a damaged history goes into the new one, in a thread of its own: a large file takes seconds.
import type { Worker } from "node:worker_threads";
import { namesAside } from "./aside.ts";
import { type Trouble, troubleOf } from "./trouble.ts";

export interface Repaired {
  readonly keptAs: string;
  /** Messages that could be read. */
  readonly recovered: number;
}

export interface ToSalvage {
  readonly folder: string;
  /** Set to 1 to end it. */
  readonly stopped: SharedArrayBuffer;
}

export type FromSalvage =
  | { readonly type: "repaired"; readonly repaired: Repaired }
  | { readonly type: "failed"; readonly trouble: Trouble };

export interface Salvage {
  /** Reads what was put aside, if there is something. */
  start(): void;
  /** It goes on at the next start; nothing is lost. */
  stop(): void;
  readonly isRunning: boolean;
  readonly repaired: readonly Repaired[];
  /** Why it could not be done; it is tried again with `start`. */
  readonly trouble: Trouble | undefined;
  /** Resolves when it does not run. */
  finished(): Promise<void>;
}

/** `workerFile` is the bundle of salvageWorker.ts; `ended` is called each time that it has come to an end. */
export function newSalvage(folder: string, workerFile: string, ended: () => void): Salvage {
  const repaired: Repaired[] = [];
  const waiting: (() => void)[] = [];
  const stopped = new SharedArrayBuffer(4);
  let worker: Worker | undefined;
  let isWanted = false;
  let trouble: Trouble | undefined;

  function start(): void {
    if (namesAside(folder).length === 0) return;
    isWanted = true;
    if (worker || isStopped()) return;
    isWanted = false;
    trouble = undefined;
    const workerData: ToSalvage = { folder, stopped };
    // Not imported at the top: hardly any window needs it.
    const threads = process.getBuiltinModule("node:worker_threads");
    const one = new threads.Worker(workerFile, { workerData, name: "Ask Qwen repair", env: {}, execArgv: [] });
    one.on("message", (message: FromSalvage) => {
      if (message.type === "repaired") repaired.push(message.repaired);
      else trouble = message.trouble;
    });
    one.on("error", (error) => {
      trouble = troubleOf(error, folder);
    });
    one.on("exit", end);
    worker = one;
  }

  function end(): void {
    worker = undefined;
    // Another file was put aside while it ran.
    if (isWanted && !trouble) start();
    if (worker) return;
    ended();
    for (const resolve of waiting.splice(0)) resolve();
  }

  const isStopped = (): boolean => Atomics.load(new Int32Array(stopped), 0) === 1;

  return {
    start,
    stop: () => void Atomics.store(new Int32Array(stopped), 0, 1),
    get isRunning() {
      return worker !== undefined;
    },
    repaired,
    get trouble() {
      return trouble;
    },
    finished: () => new Promise((resolve) => (worker ? waiting.push(resolve) : resolve())),
  };
}
