// Deletes for good what was removed by hand and can not be asked back any more.
import type { HistoryFile } from "./file.ts";
import { inTransaction, removeConversation } from "./write.ts";

/** A moment longer than the offer to undo is shown. */
export const MOST_UNDO_MS = 10_500;
/** A large conversation takes a second: it goes in slices, so that the extension host is never stopped for long. */
const SLICE = 20;
/** A megabyte each. */
const IMAGES = 4;

/**
 * One slice; true if there is more to do. Before the first message goes the conversation is marked as one that can not be restored:
 * after a crash in between it is still hidden, and the next start deletes the rest.
 */
export function purgeSlice(file: HistoryFile): boolean {
  const { statements } = file;
  const next = statements.removedBefore.get(Date.now(), MOST_UNDO_MS)?.["id"];
  if (next === undefined) return false;
  const id = String(next);
  inTransaction(file, () => {
    // Not if another window has asked it back meanwhile, or gone on writing in it.
    if (statements.giveUp.run(id).changes === 0) return;
    if (statements.removeSlice.run(id, SLICE).changes === SLICE) return;
    if (statements.removeSomeImageUses.run({ conversation: id, limit: IMAGES }).changes === IMAGES) return;
    removeConversation(statements, id);
  });
  return true;
}
