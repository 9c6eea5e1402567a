// Deletes every conversation for good, and what is left of them anywhere in the folder of the history.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { deleteIndexFile } from "../search/indexFile.ts";
import type { Access } from "./access.ts";
import type { HistoryFile } from "./file.ts";
import { purgeSlice } from "./purge.ts";
import { inTransaction } from "./write.ts";

/** What there is to delete, for the question. */
export interface Everything {
  /** In the list, archived or not. */
  readonly conversations: number;
  readonly messages: number;
  /** Texts that were never sent, in conversations without a message. */
  readonly drafts: number;
  /** Copies of earlier and of damaged files. */
  readonly copies: readonly string[];
}

export function everything(file: HistoryFile, folder: string): Everything {
  const row = file.statements.everything.get() ?? {};
  return {
    conversations: Number(row["conversations"]),
    messages: Number(row["messages"]),
    drafts: Number(row["drafts"]),
    copies: copiesIn(folder).filter((name) => name.endsWith(".sqlite")),
  };
}

/**
 * In one transaction they are gone for every reader, in every window; what they said is then deleted in slices. After a crash in
 * between the next start goes on. A conversation that begins meanwhile is not touched. Returns names that could not be deleted.
 */
export async function deleteAll(access: Access, folder: string): Promise<readonly string[]> {
  access.use("write", (file) => inTransaction(file, () => file.statements.giveUpAll.run()));
  while (access.use("write", purgeSlice)) await turn();
  access.use("write", ({ database, statements }) => {
    statements.removeUnknownOpen.run();
    statements.removeUnknownImageUses.run();
    // Deleted rows were overwritten where they stood. This gives the room back, and leaves nothing in the log either.
    database.exec("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
  });
  return [() => deleteIndexFile(folder), ...copiesIn(folder).map((name) => () => rmSync(join(folder, name)))].flatMap(
    (remove) => {
      try {
        remove();
        return [];
      } catch (error) {
        return [error instanceof Error ? error.message : String(error)];
      }
    },
  );
}

/** Only names that this extension gives. */
function copiesIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) =>
    /^history\.(damaged|salvaging|version\d+)-.*\.sqlite(-wal|-shm)?$/.test(name),
  );
}
