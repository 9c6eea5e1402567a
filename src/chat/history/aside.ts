// A damaged history is put aside and kept: first under a name that says that it is still to be read, then under its last.
import { copyFileSync, lstatSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { FILE_NAME, inodeOf, syncFolder } from "./file.ts";

const SALVAGING = "history.salvaging-";
const DAMAGED = "history.damaged-";
const END = ".sqlite";

/**
 * Gives the damaged file a name under which it is found and read, also after a crash in between. `close` closes our own connection:
 * the log is copied before, for SQLite would tidy it away. The log goes first: left alone beside a new file it would be read into it.
 */
export function putAside(
  folder: string,
  damagedInode: bigint | undefined,
  close: () => void,
  rename: typeof renameSync = renameSync,
): void {
  const file = join(folder, FILE_NAME);
  if (inodeOf(file) !== damagedInode) return close(); // Another window has begun a new one already.
  const aside = join(folder, `${SALVAGING}${timestamp(folder)}${END}`);
  if (exists(`${file}-wal`)) copyFileSync(`${file}-wal`, `${aside}-wal`);
  close();
  for (const end of ["-wal", "", "-shm"]) {
    // What was copied is renamed over its copy: the two are the same, or the copy has the more of it.
    if (end === "-wal" && !exists(`${file}-wal`)) continue;
    if (exists(file + end)) renamePatiently(file + end, aside + end, rename);
  }
  syncFolder(folder);
}

/** What was put aside and is not read yet. A log may have come without its file. */
export function namesAside(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.startsWith(SALVAGING));
  return [...new Set(names.map((name) => name.slice(0, name.lastIndexOf(END) + END.length)))];
}

/** All that could be read of it has been: from here on it is only kept. Returns its last name. */
export function keepAside(folder: string, name: string): string {
  const keptAs = DAMAGED + name.slice(SALVAGING.length);
  for (const end of ["-wal", "-shm", ""]) {
    if (exists(join(folder, name + end))) renamePatiently(join(folder, name + end), join(folder, keptAs + end));
  }
  return keptAs;
}

const RENAME_TRIES = 6;

/** Virus scanners on Windows hold a file for some milliseconds after it was written. */
function renamePatiently(from: string, to: string, rename: typeof renameSync = renameSync): void {
  for (let attempt = 1; ; attempt++) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      const { code } = Object(error) as { readonly code?: unknown };
      if (code === "ENOENT") return; // Another window was quicker.
      if (attempt === RENAME_TRIES || (code !== "EPERM" && code !== "EBUSY" && code !== "EACCES")) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 * 2 ** attempt);
    }
  }
}

/** "20261122-204503", with a number behind it if that name is taken. */
function timestamp(folder: string): string {
  const now = new Date().toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15);
  const taken = readdirSync(folder);
  for (let count = 1; ; count++) {
    const name = count === 1 ? now : `${now}-${count}`;
    if (!taken.some((other) => other.startsWith(SALVAGING + name) || other.startsWith(DAMAGED + name))) return name;
  }
}

function exists(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
