// Full-text search over all messages of the history. The work is done in a thread of its own, which comes with the first use and goes
// when it is not used: the extension host is not held up and pays nothing for it at other times.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { type FromWorker, INDEX_NAME, type SearchQuery, type SearchResult, type ToWorker } from "./result.ts";

export interface Search {
  /** Rejects with the signal's reason when it is aborted, otherwise only if the thread fails. */
  search(query: SearchQuery, signal: AbortSignal): Promise<SearchResult>;
  /** A search is likely soon (the list was opened): brings the index up to date meanwhile. */
  prepare(): void;
  /** The history has been written to. Does nothing while nobody searches. */
  changed(): void;
  /** Messages were deleted for good: their words go from the index as well, if there is one. */
  deleted(): void;
  /** Called when an index that was incomplete has become complete. */
  onIndexed(listener: () => void): () => void;
  /** Resolves when the thread has let go of its files. */
  dispose(): Promise<void>;
}

/** `folder` is the history's; `workerFile` the bundle of worker.ts. */
export function openSearch(folder: string, workerFile: string): Search {
  const waiting = new Map<number, { found(result: SearchResult): void; failed(error: unknown): void }>();
  const listeners = new Set<() => void>();
  let worker: Worker | undefined;
  let ended: Promise<unknown> = Promise.resolve();
  let lastId = 0;
  let isDisposed = false;

  function started(): Worker {
    if (worker) return worker;
    // Not imported at the top: a window that never searches does not load it.
    const threads = process.getBuiltinModule("node:worker_threads");
    const one = new threads.Worker(workerFile, { workerData: folder, name: "Ask Qwen search", env: {}, execArgv: [] });
    one.on("message", (message: FromWorker) => take(one, message));
    one.on("error", (error) => gone(one, error));
    one.on("exit", () => gone(one, new Error("The search has ended unexpectedly.")));
    ended = Promise.all([ended, new Promise((end) => one.once("exit", end))]);
    worker = one;
    return one;
  }

  function take(from: Worker, message: FromWorker): void {
    switch (message.type) {
      case "found":
        return waiting.get(message.id)?.found(message.result);
      case "failed":
        return waiting.get(message.id)?.failed(new Error(message.reason));
      case "indexed":
        for (const listener of listeners) listener();
        return;
      case "unused":
        // What was asked while this message was on its way still has its answer to come: the thread says so again later.
        if (worker === from && waiting.size === 0) close();
        return;
      default:
        message satisfies never;
    }
  }

  function gone(one: Worker, error: Error): void {
    if (worker !== one) return;
    worker = undefined;
    for (const { failed } of [...waiting.values()]) failed(error);
  }

  function close(): void {
    const closing = worker;
    worker = undefined;
    if (closing) post(closing, { type: "close" });
  }

  return {
    search(query, signal) {
      const id = ++lastId;
      const cancelled = new SharedArrayBuffer(4);
      return new Promise<SearchResult>((resolve, reject) => {
        signal.throwIfAborted();
        if (isDisposed) throw new Error("The search is closed.");
        const abort = () => {
          Atomics.store(new Int32Array(cancelled), 0, 1);
          waiting.get(id)?.failed(signal.reason);
        };
        const settle = (how: () => void) => {
          waiting.delete(id);
          signal.removeEventListener("abort", abort);
          how();
        };
        waiting.set(id, {
          found: (result) => settle(() => resolve(result)),
          failed: (error) => settle(() => reject(error)),
        });
        signal.addEventListener("abort", abort);
        post(started(), { type: "search", id, query, cancelled });
      });
    },
    prepare() {
      if (!isDisposed) post(started(), { type: "prepare" });
    },
    changed() {
      if (worker) post(worker, { type: "changed" });
    },
    deleted() {
      if (!isDisposed && existsSync(join(folder, INDEX_NAME))) post(started(), { type: "prepare" });
    },
    onIndexed(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async dispose() {
      isDisposed = true;
      for (const { failed } of [...waiting.values()]) failed(new Error("The search is closed."));
      close();
      await ended;
    },
  };
}

const post = (worker: Worker, message: ToWorker): void => worker.postMessage(message);
