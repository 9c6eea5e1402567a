// One change, one transaction: after a kill at any moment it is there as a whole or not at all.

import type { StoredMessage } from "../message.ts";
import type { HistoryFile } from "./file.ts";
import type { Change } from "./journal.ts";
import type { Statements } from "./schema.ts";
import { HistoryError } from "./trouble.ts";

/** `workspace` is where the change's conversation began; used if it has no row yet. */
export function writeChange({ database, statements, isNewer }: HistoryFile, change: Change, workspace: string): void {
  // Immediate: a transaction that began by reading could not wait for another window's write, only fail.
  database.exec("BEGIN IMMEDIATE");
  try {
    if (isNewer()) throw new HistoryError({ kind: "newer" });
    write(statements, change, workspace);
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function write(statements: Statements, change: Change, workspace: string): void {
  const { conversation } = change;
  const ensure = () => statements.ensure.run(conversation, JSON.stringify(workspace));
  switch (change.type) {
    case "message":
      ensure();
      return writeMessage(statements, conversation, change.message);
    case "leaf":
      statements.setLeaf.run(change.leaf ?? null, conversation);
      return;
    case "title":
      ensure();
      statements.rename.run(JSON.stringify(change.title), conversation);
      return;
    case "draft":
      if (change.draft !== "") ensure(); // A chat that was opened and left leaves no row.
      statements.saveDraft.run(JSON.stringify(change.draft), conversation);
      return;
    case "queue":
      if (change.queue.length > 0) ensure();
      statements.saveQueue.run(JSON.stringify(change.queue), conversation);
      return;
    case "remove":
      statements.removeConversation.run(conversation);
      statements.removeMessages.run(conversation);
      return;
    case "open":
      statements.setOpen.run(JSON.stringify(change.workspace), conversation);
      return;
    default:
      change satisfies never;
  }
}

// A new message under the open branch's end becomes its end in the same transaction: no crash can leave it out of sight.
function writeMessage(statements: Statements, conversation: string, message: StoredMessage): void {
  const isNew = statements.hasMessage.get(conversation, message.id) === undefined;
  const at = Number.isFinite(message.createdAt) ? Math.trunc(message.createdAt) : 0;
  statements.saveMessage.run(conversation, message.id, at, JSON.stringify(message));
  if (isNew) statements.advanceLeaf.run(message.id, conversation, message.parent ?? null);
}
