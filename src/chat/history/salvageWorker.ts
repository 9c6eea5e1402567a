// Runs in a thread of its own, started by salvage.ts: brings back what can still be read of damaged files.
import { closeSync, fdatasyncSync, openSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { keepAside, namesAside } from "./aside.ts";
import { FILE_NAME, inodeOf } from "./file.ts";
import { dropGathered, gather } from "./gather.ts";
import { merge } from "./merge.ts";
import type { FromSalvage, ToSalvage } from "./salvage.ts";
import { configure, userVersion, VERSION } from "./schema.ts";
import { HistoryError, troubleOf } from "./trouble.ts";

/** A window that wants to write tries again every few milliseconds at first: it is to find the file free. */
const BETWEEN_SLICES_MS = 10;

const { folder, stopped } = workerData as ToSalvage;
const flag = new Int32Array(stopped);
const isStopped = (): boolean => Atomics.load(flag, 0) === 1;
const post = (message: FromSalvage): void => parentPort!.postMessage(message);

void salvageAll().catch((error: unknown) => post({ type: "failed", trouble: troubleOf(error, folder) }));

async function salvageAll(): Promise<void> {
  const file = join(folder, FILE_NAME);
  const inode = inodeOf(file);
  if (inode === undefined) return; // Another window is making a new one, and reads what lies aside itself.
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  // Opened by SQLite alone: whoever opens the file beside it lets go of all locks that this process has on it when closing (POSIX).
  const database = new DatabaseSync(file);
  try {
    configure(database);
    database.exec("PRAGMA busy_timeout = 10000");
    if (userVersion(database) > VERSION) throw new HistoryError({ kind: "newer" });
    for (const name of namesAside(folder)) {
      const recovered = await salvage(join(folder, name), database);
      // Written into a file that another window has put aside meanwhile: whoever opens the next one does it again.
      if (recovered === undefined || inodeOf(file) !== inode) return;
      syncLog(`${file}-wal`);
      post({ type: "repaired", repaired: { keptAs: keepAside(folder, name), recovered } });
    }
  } finally {
    database.close();
  }
}

/** Undefined if it was stopped. */
async function salvage(aside: string, database: DatabaseSync): Promise<number | undefined> {
  if (!gather(aside, database, isStopped)) return undefined;
  const merging = merge(database);
  for (let step = merging.next(); ; step = merging.next()) {
    if (step.done) {
      database.exec(dropGathered);
      return step.value;
    }
    if (isStopped()) return undefined;
    await pause(BETWEEN_SLICES_MS);
  }
}

/** Before the damaged file gets a name under which nobody reads it again. */
function syncLog(log: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(log, "r+");
  } catch (error) {
    if (Object(error).code === "ENOENT") return; // SQLite syncs by itself, see `configure`.
    throw error;
  }
  try {
    fdatasyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
