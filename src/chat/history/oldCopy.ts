// A file of an older version is copied before its tables are changed, and the copy kept for 30 days.
import { constants, copyFileSync, lstatSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { userVersion, VERSION } from "./schema.ts";

const KEPT_MS = 30 * 24 * 3_600_000;
const PREFIX = "history.version";

/**
 * `database` is a connection of its own that its caller closes right after: closing the copied file lets go of all locks that this
 * process has on it (POSIX), and a connection that went on without its lock could lose its log to another window.
 */
export function keepCopy(folder: string, file: string, database: DatabaseSync): void {
  database.exec("PRAGMA wal_checkpoint(TRUNCATE); BEGIN IMMEDIATE"); // No window of the older version writes during the copy.
  const version = userVersion(database);
  if (version >= VERSION) return;
  const copy = join(folder, `${PREFIX}${version}-${Date.now().toString(36)}.sqlite`);
  try {
    for (const end of ["", "-wal"]) {
      const isThere = (lstatSync(file + end, { throwIfNoEntry: false })?.size ?? 0) > 0;
      // Where the file system can, the two share their blocks: no time and no space.
      if (isThere) copyFileSync(file + end, copy + end, constants.COPYFILE_FICLONE);
    }
  } catch {
    // A full disk must not keep anyone from their conversations: the migration is one transaction, the copy only a second net.
    for (const end of ["", "-wal"]) rmSync(copy + end, { force: true });
  }
}

export function removeOldCopies(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(PREFIX)) continue;
    const { mtimeMs } = statSync(join(folder, name), { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs > KEPT_MS) rmSync(join(folder, name), { force: true });
  }
}
