// One change, one transaction: after a kill at any moment it is there as a whole or not at all.

import type { StoredMessage } from "../message.ts";
import type { HistoryFile } from "./file.ts";
import { type Change, inOrder, withQueued } from "./journal.ts";
import { parseQueue } from "./rows.ts";
import type { Statements } from "./statements.ts";
import { HistoryError } from "./trouble.ts";

/** `workspace` is where the change's conversation began; used if it has no row yet. */
export function writeChange(file: HistoryFile, change: Change, workspace: string): void {
  inTransaction(file, () => write(file, change, workspace));
  // Not before the end: what was rolled back is not there because of that, and is written at the next try.
  if (change.type === "message") noteWritten(file, change);
  if (change.type === "remove") file.written.delete(change.conversation);
}

function noteWritten({ written }: HistoryFile, { conversation, message }: Change & { type: "message" }): void {
  const known = written.get(conversation) ?? new Set();
  written.set(conversation, known.add(message.id));
}

export function inTransaction<T>({ database, isNewer, committed }: HistoryFile, action: () => T): T {
  // Immediate: a transaction that began by reading could not wait for another window's write, only fail.
  database.exec("BEGIN IMMEDIATE");
  try {
    if (isNewer()) throw new HistoryError({ kind: "newer" });
    const result = action();
    database.exec("COMMIT");
    committed();
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function write(file: HistoryFile, change: Change, workspace: string): void {
  const { statements } = file;
  const { conversation } = change;
  const ensure = () => statements.ensure.run(conversation, JSON.stringify(workspace));
  switch (change.type) {
    case "message":
      return writeMessage(file, conversation, change.message, ensure);
    case "leaf":
      statements.setLeaf.run(change.leaf ?? null, conversation);
      return;
    case "back":
      statements.setBack.run(JSON.stringify(change.back), conversation);
      return;
    case "title":
      ensure();
      statements.rename.run(JSON.stringify(change.title), conversation);
      return;
    case "mark":
      statements.mark[change.mark].run(change.at, conversation);
      return;
    case "draft":
      return writeDraft(statements, change, ensure);
    case "queue":
      if (change.isWaiting) ensure();
      return writeQueued(statements, change);
    case "queueOrder": {
      const stored = parseQueue(statements.conversation.get(conversation)?.["queue"]);
      statements.saveQueue.run(JSON.stringify(inOrder(stored, change.ids)), conversation);
      return;
    }
    case "image": {
      const { hash, mediaType, data } = change.image;
      // With its use: what comes between this and the draft can not make it one that nobody wants.
      statements.saveImage.run(hash, mediaType, data);
      statements.useImage.run(hash, conversation, change.window);
      return;
    }
    case "remove":
      return removeConversation(statements, conversation);
    case "open":
      statements.setOpen.run(JSON.stringify(change.workspace), conversation);
      return;
    default:
      change satisfies never;
  }
}

// A new message under the open branch's end becomes its end in the same transaction: no crash can leave it out of sight.
function writeMessage(
  { statements, written }: HistoryFile,
  conversation: string,
  message: StoredMessage,
  ensure: () => void,
): void {
  const isNew = statements.hasMessage.get(conversation, message.id) === undefined;
  // Another window has deleted the conversation while this one's answer runs: it must not come back, with half of the answer.
  if (isNew && written.get(conversation)?.has(message.id) && isDeleted(statements, conversation)) return;
  ensure();
  const at = Number.isFinite(message.createdAt) ? Math.trunc(message.createdAt) : 0;
  const { id, parent, role } = message;
  statements.saveMessage.run(conversation, id, at, bodyOf(message), parent ?? null, role);
  if (!isNew) return;
  statements.advanceLeaf.run(id, conversation, parent ?? null);
  // Removed in another window while someone wrote on in this one: what they wrote is not to vanish with it.
  if (role === "user") statements.bringBack.run(conversation);
}

function isDeleted(statements: Statements, conversation: string): boolean {
  const row = statements.summary.get(conversation);
  return row === undefined || row["removed"] === -1;
}

// A long answer that streams is written twice a second. SQLite writes only the pages of a row that have changed, but only if its
// length is the same as before: so the answer grows into spaces, which JSON allows at its end. At 500 KB that makes a few pages
// instead of 150 for each save, and a log that need not be moved into the file every three seconds.
function bodyOf(message: StoredMessage): string {
  const body = JSON.stringify(message);
  if (message.status !== "streaming" || body.length < ROOM) return body;
  return body + " ".repeat(ROOM - (Buffer.byteLength(body) % ROOM));
}

const ROOM = 65_536;

function writeQueued(statements: Statements, change: Change & { type: "queue" }): void {
  const stored = parseQueue(statements.conversation.get(change.conversation)?.["queue"]);
  statements.saveQueue.run(JSON.stringify(withQueued(stored, change)), change.conversation);
}

function writeDraft(statements: Statements, change: Change & { type: "draft" }, ensure: () => void): void {
  const { conversation, window, draft, adopted } = change;
  if (draft.text === "" && draft.references.length === 0) {
    statements.removeDraft.run(conversation, window);
  } else {
    ensure(); // A chat that was opened and left leaves no row.
    statements.saveDraft.run(conversation, window, JSON.stringify(draft));
  }
  // The draft that was found here goes on as ours. If its window has typed on since, it stays, and shows up at the next loading.
  if (adopted) statements.removeSameDraft.run(conversation, adopted.window, adopted.body);
}

export function removeConversation(statements: Statements, conversation: string): void {
  statements.removeConversation.run(conversation);
  statements.removeMessages.run(conversation);
  statements.removeDrafts.run(conversation);
  statements.removeImageUses.run(conversation);
}
