// The way to the history's file: opens it when it is needed, follows when another window has begun a new one, begins anew when it is damaged.
import { join } from "node:path";
import { putAside } from "./aside.ts";
import { FILE_NAME, type HistoryFile, inodeOf, openHistoryFile } from "./file.ts";
import { HistoryError, readOnlyTrouble, troubleOf } from "./trouble.ts";

export interface Access {
  /** Runs `action` on the open file, once more after a repair. Throws what `troubleOf` understands. */
  use<T>(need: "read" | "write", action: (file: HistoryFile) => T): T;
  /** For good. */
  close(): void;
}

/** A disk that damages every new file is not to be filled with copies. */
const MOST_REPAIRS = 3;

/** `opened` is called when a file that can be written was opened: something may lie aside that belongs into it. */
export function openAccess(folder: string, syncFailed: (error: Error) => void, opened: () => void): Access {
  let file: HistoryFile | undefined;
  let inode: bigint | undefined;
  let repairs = 0;
  let isNewer = false;
  let isClosed = false;

  function ready(need: "read" | "write"): HistoryFile {
    if (isClosed) throw new HistoryError({ kind: "notSaved", reason: "other", detail: "The history is closed." });
    if (isNewer) throw new HistoryError({ kind: "newer" });
    const isGood = file?.isCurrent() && !(need === "write" && file.isReadOnly);
    if (file && isGood) return file;
    close();
    const hasLog = inodeOf(join(folder, `${FILE_NAME}-wal`)) !== undefined;
    inode = inodeOf(join(folder, FILE_NAME));
    // Someone deleted the file but not its log: the log holds turns, and would be read into the new file as if it were its own.
    if (hasLog && inode === undefined) putAside(folder, undefined, () => {});
    file = openHistoryFile(folder, syncFailed);
    if (!file.isReadOnly) opened();
    if (need === "write" && file.isReadOnly) throw new HistoryError(readOnlyTrouble(folder));
    return file;
  }

  function close(): void {
    const closing = file;
    file = undefined;
    try {
      closing?.close();
    } catch {
      // Closing tries to tidy up the log; on a full or broken disk it stays for the next time.
    }
  }

  return {
    use(need, action) {
      for (let wasOpen = file !== undefined; ; wasOpen = false) {
        try {
          return action(ready(need));
        } catch (error) {
          const trouble = troubleOf(error, folder);
          const { kind } = trouble;
          // A connection that met a read-only disk or a lock file that it can not use keeps to it, even when that is mended.
          if (kind === "notSaved" && trouble.reason === "readOnly") {
            close();
            if (wasOpen) continue;
          }
          if (kind === "newer") {
            isNewer = true;
            close();
          }
          if (kind !== "damaged" || repairs === MOST_REPAIRS) throw error;
          repairs++;
          putAside(folder, inode, close);
        }
      }
    },
    close() {
      isClosed = true;
      close();
    },
  };
}
