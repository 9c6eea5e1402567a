// Brings the log to the disk right after each commit, on a thread of Node's pool.
import { closeSync, fdatasync, fdatasyncSync, openSync } from "node:fs";

export interface LogSync {
  /** Something was committed. */
  soon(): void;
  /** Waits until all of it is on the disk; for the end, when no thread may live on. */
  finish(): void;
}

/**
 * SQLite's own way (synchronous = FULL) stops the extension host at each commit until the disk is done: a millisecond on a good day,
 * a hundred on a slow or busy disk, in front of a request that waits to be sent. With NORMAL a commit is safe from a crash of the
 * process at once, and from a power cut as soon as the log is synced, which happens here: begun after the commit, done some
 * milliseconds later, once for all commits that came meanwhile. SQLite itself syncs only when it moves the log into the file, so the
 * file is whole after a power cut too; what it may lack is what was committed in the last moments.
 *
 * Closing a descriptor of a file lets go of all locks that the process has on it (POSIX). SQLite has none on the log: its locks
 * are on the file and on the index of the log.
 */
export function syncLog(log: string, failed: (error: Error) => void): LogSync {
  let descriptor: number | undefined;
  let isDirty = false;
  let isRunning = false;
  let isFinished = false;

  function start(): void {
    if (isRunning || !isDirty || isFinished) return;
    try {
      descriptor ??= openSync(log, "r+"); // Windows syncs only what is open for writing.
    } catch {
      return; // No log: the file system has no shared memory, and SQLite syncs by itself (see `configure`).
    }
    isDirty = false;
    isRunning = true;
    fdatasync(descriptor, (error) => {
      isRunning = false;
      if (isFinished) return;
      if (error) failed(error);
      start();
    });
  }

  return {
    soon() {
      isDirty = true;
      start();
    },
    finish() {
      isFinished = true;
      if (descriptor === undefined) return;
      try {
        if (isDirty || isRunning) fdatasyncSync(descriptor);
      } finally {
        // Even if the pool has not come to it yet: it then finds no such descriptor, or syncs another file, which does no harm.
        closeSync(descriptor);
        descriptor = undefined;
      }
    },
  };
}
