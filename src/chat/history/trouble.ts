// What went wrong with the history's file, sorted by what can be done about it.
import { accessSync, constants, statfsSync } from "node:fs";

export type Reason = "full" | "readOnly" | "denied" | "busy" | "other";

export type Trouble =
  | { readonly kind: "damaged" }
  | { readonly kind: "newer" }
  | { readonly kind: "notSaved"; readonly reason: Reason; readonly detail: string };

/** Thrown by our own code where neither SQLite nor the file system has an error for it. */
export class HistoryError extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble.kind === "notSaved" ? trouble.detail : trouble.kind);
    this.trouble = trouble;
  }
}

export function troubleOf(error: unknown, folder: string): Trouble {
  if (error instanceof HistoryError) return error.trouble;
  const detail = error instanceof Error ? error.message : String(error);
  const { code, errcode } = Object(error) as { readonly code?: unknown; readonly errcode?: unknown };
  if (typeof errcode === "number") {
    // A full disk makes short reads too, of a log or an index that could not grow: nothing is damaged then.
    const isCut = errcode === IOERR_SHORT_READ && reasonOfFolder(folder) !== "full";
    if (errcode === IOERR_CORRUPT_FILE_SYSTEM || isCut) return { kind: "damaged" };
    const primary = errcode & 0xff;
    if (primary === CORRUPT || primary === NOT_A_DATABASE) return { kind: "damaged" };
    if (primary === READ_ONLY) return readOnlyTrouble(folder);
    return { kind: "notSaved", reason: sqliteReasons[primary] ?? reasonOfFolder(folder), detail };
  }
  const reason = typeof code === "string" ? fileReasons[code] : undefined;
  return { kind: "notSaved", reason: reason ?? "other", detail };
}

/** Another window is writing for long. */
export function isBusy(trouble: Trouble | undefined): boolean {
  return trouble?.kind === "notSaved" && trouble.reason === "busy";
}

const READ_ONLY = 8;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;
const IOERR_SHORT_READ = 522; // The file ends in the middle of a page.
const IOERR_CORRUPT_FILE_SYSTEM = 8458;

const sqliteReasons: Readonly<Record<number, Reason>> = { 3: "denied", 5: "busy", 6: "busy", 13: "full" };

const fileReasons: Readonly<Record<string, Reason>> = {
  ENOSPC: "full",
  EDQUOT: "full",
  EROFS: "readOnly",
  EACCES: "denied",
  EPERM: "denied",
  EBUSY: "busy",
};

/** Why a file could be opened for reading only. */
export function readOnlyTrouble(folder: string): Trouble {
  const reason = reasonOfFolder(folder);
  return { kind: "notSaved", reason: reason === "other" ? "readOnly" : reason, detail: "The history is read-only." };
}

// SQLite says "unable to open", "disk I/O error" or "readonly" for many causes, and Node does not pass on its errno: ask the folder.
function reasonOfFolder(folder: string): Reason {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return statfsSync(folder).bavail === 0 ? "full" : "other";
  } catch (error) {
    const { code } = Object(error) as { readonly code?: unknown };
    return (typeof code === "string" && fileReasons[code]) || "other";
  }
}
