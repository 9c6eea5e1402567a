// Runs in the thread of the search, started by search.ts.
import { parentPort, workerData } from "node:worker_threads";
import { openEngine } from "./engine.ts";
import type { FromWorker, ToWorker } from "./result.ts";

/** A streaming answer is written twice a second. */
const AFTER_CHANGE_MS = 2000;
const LATER_MS = 1000;
const UNUSED_MS = 60_000;

const port = parentPort!;
const engine = openEngine(String(workerData));
let isWorking = false;
let isClosed = false;
/** Somebody got an answer from an index that was not complete. */
let isAwaited = false;
let soon: NodeJS.Timeout | undefined;
let unused: NodeJS.Timeout | undefined;

port.on("message", (message: ToWorker) => {
  switch (message.type) {
    case "search":
      inUse();
      answer(message);
      return void work();
    case "prepare":
      inUse();
      return void work();
    case "changed":
      return workAfter(AFTER_CHANGE_MS);
    case "close":
      isClosed = true;
      clearTimeout(soon);
      clearTimeout(unused);
      engine.close();
      return port.close();
    default:
      message satisfies never;
  }
});

function answer({ id, query, cancelled }: Extract<ToWorker, { type: "search" }>): void {
  const flag = new Int32Array(cancelled);
  const isCancelled = () => Atomics.load(flag, 0) === 1;
  if (isCancelled()) return;
  try {
    const result = engine.search(query, isCancelled);
    isAwaited ||= result.isIndexing;
    post({ type: "found", id, result });
  } catch (error) {
    post({ type: "failed", id, reason: error instanceof Error ? error.message : String(error) });
  }
}

/** Piece after piece, with a look at the messages between two of them. */
async function work(): Promise<void> {
  if (isWorking) return;
  isWorking = true;
  try {
    let step = engine.step();
    for (; step === "more"; step = engine.step()) {
      await new Promise(setImmediate);
      if (isClosed) return;
    }
    if (step === "later") workAfter(LATER_MS);
    else if (isAwaited) {
      isAwaited = false;
      post({ type: "indexed" });
    }
  } catch {
    // The history can not be read: the next search says so to the one who asks.
  } finally {
    isWorking = false;
  }
}

function workAfter(milliseconds: number): void {
  soon ??= setTimeout(() => {
    soon = undefined;
    void work();
  }, milliseconds);
}

function inUse(): void {
  clearTimeout(unused);
  unused = setTimeout(rest, UNUSED_MS);
}

function rest(): void {
  // A long work on the index is not broken off.
  if (isWorking) inUse();
  else post({ type: "unused" });
}

const post = (message: FromWorker): void => port.postMessage(message);
