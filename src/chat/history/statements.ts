// Every statement that reads or writes the history, prepared once for each connection.
import type { DatabaseSync } from "node:sqlite";
import { isOfWorkspaceSql } from "../workspace.ts";

export type Statements = ReturnType<typeof prepareStatements>;

export function prepareStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql);
  // As the index conversations_listed has it. Without a workspace all are wanted.
  const listed = `messages > 0 AND removed = 0 AND (archived <> 0) = :archived AND ${isOfWorkspaceSql}`;
  const summary = "id, title, workspace, messages, last, updated, pinned, archived, removed";
  return {
    summaries: prepare(
      `SELECT ${summary} FROM conversations WHERE ${listed} ORDER BY pinned <> 0 DESC, last DESC LIMIT :limit`,
    ),
    /** All at once, so without their lines: archived ones at the end. */
    ids: prepare(
      `SELECT id FROM conversations WHERE messages > 0 AND removed = 0
       ORDER BY archived <> 0, pinned <> 0 DESC, last DESC`,
    ),
    total: prepare(`SELECT count(*) AS total FROM conversations WHERE ${listed}`),
    /** Conversations in which nothing was sent yet, with the newest draft of each. */
    drafted: prepare(
      `SELECT ${summary}, body FROM (SELECT conversation, max(seq) AS newest FROM drafts GROUP BY conversation)
       JOIN drafts ON drafts.seq = newest JOIN conversations ON id = drafts.conversation
       WHERE messages = 0 AND removed = 0 AND (archived <> 0) = :archived AND ${isOfWorkspaceSql}
       ORDER BY newest DESC LIMIT :limit`,
    ),
    summary: prepare(`SELECT ${summary} FROM conversations WHERE id = ?`),
    conversation: prepare("SELECT workspace, title, leaf, queue, back FROM conversations WHERE id = ?"),
    heads: prepare("SELECT id, parent, role FROM messages WHERE conversation = ? ORDER BY seq"),
    body: prepare("SELECT body FROM messages WHERE conversation = ? AND id = ?"),
    /** Of this window, or else the newest. */
    draft: prepare("SELECT window, body FROM drafts WHERE conversation = ? ORDER BY window = ? DESC, seq DESC LIMIT 1"),
    open: prepare("SELECT conversation FROM open JOIN conversations ON id = conversation WHERE open.workspace = ?"),
    ensure: prepare("INSERT INTO conversations (id, workspace) VALUES (?, ?) ON CONFLICT DO NOTHING"),
    saveMessage: prepare(
      `INSERT INTO messages (conversation, id, at, body, parent, role) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (conversation, id) DO UPDATE SET at = excluded.at, body = excluded.body`,
    ),
    hasMessage: prepare("SELECT 1 FROM messages WHERE conversation = ? AND id = ?"),
    advanceLeaf: prepare("UPDATE conversations SET leaf = ? WHERE id = ? AND leaf IS ?"),
    setLeaf: prepare("UPDATE conversations SET leaf = ? WHERE id = ?"),
    rename: prepare("UPDATE conversations SET title = ? WHERE id = ?"),
    mark: {
      pinned: prepare("UPDATE conversations SET pinned = ? WHERE id = ?"),
      archived: prepare("UPDATE conversations SET archived = ? WHERE id = ?"),
      removed: prepare("UPDATE conversations SET removed = ? WHERE id = ? AND removed <> -1"),
    },
    /** Of a conversation that is being deleted, too: what is left of it is kept. */
    bringBack: prepare("UPDATE conversations SET removed = 0 WHERE id = ? AND removed <> 0"),
    /** From here on it is being deleted. */
    giveUp: prepare("UPDATE conversations SET removed = -1 WHERE id = ? AND removed <> 0"),
    giveUpAll: prepare("UPDATE conversations SET removed = -1 WHERE removed <> -1"),
    everything: prepare(
      `SELECT count(*) FILTER (WHERE messages > 0) AS conversations,
         ifnull(sum(messages), 0) AS messages,
         count(*) FILTER (WHERE messages = 0 AND id IN (SELECT conversation FROM drafts)) AS drafts
       FROM conversations WHERE removed = 0`,
    ),
    removeUnknownOpen: prepare("DELETE FROM open WHERE conversation NOT IN (SELECT id FROM conversations)"),
    setBack: prepare("UPDATE conversations SET back = ? WHERE id = ?"),
    // Replaced, not updated: the row of the last typing has the highest number.
    saveDraft: prepare("INSERT OR REPLACE INTO drafts (conversation, window, body) VALUES (?, ?, ?)"),
    removeDraft: prepare("DELETE FROM drafts WHERE conversation = ? AND window = ?"),
    removeSameDraft: prepare("DELETE FROM drafts WHERE conversation = ? AND window = ? AND body = ?"),
    saveQueue: prepare("UPDATE conversations SET queue = ? WHERE id = ?"),
    removeConversation: prepare("DELETE FROM conversations WHERE id = ?"),
    removeSlice: prepare(
      "DELETE FROM messages WHERE seq IN (SELECT seq FROM messages WHERE conversation = ? ORDER BY seq LIMIT ?)",
    ),
    removeMessages: prepare("DELETE FROM messages WHERE conversation = ?"),
    /** One that is damaged is mended. */
    saveImage: prepare(
      `INSERT INTO images (hash, type, data) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET data = excluded.data WHERE data <> excluded.data`,
    ),
    useImage: prepare("INSERT INTO image_uses (hash, conversation, owner) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"),
    image: prepare("SELECT type, data FROM images WHERE hash = ?"),
    removeImageUses: prepare("DELETE FROM image_uses WHERE conversation = ?"),
    /** Of a window that ended between an image and the draft that it was for. */
    removeUnknownImageUses: prepare("DELETE FROM image_uses WHERE conversation NOT IN (SELECT id FROM conversations)"),
    removeSomeImageUses: prepare(
      `DELETE FROM image_uses WHERE conversation = :conversation AND (owner, hash) IN (
         SELECT owner, hash FROM image_uses WHERE conversation = :conversation LIMIT :limit
       )`,
    ),
    removeDrafts: prepare("DELETE FROM drafts WHERE conversation = ?"),
    /** Away by the clock from when they were removed, in either direction: a clock that was set back must not keep them for ever. */
    removedBefore: prepare("SELECT id FROM conversations WHERE removed <> 0 AND abs(removed - ?) > ? LIMIT 1"),
    setOpen: prepare(
      "INSERT INTO open (workspace, conversation) VALUES (?, ?) ON CONFLICT DO UPDATE SET conversation = excluded.conversation",
    ),
    dataVersion: prepare("PRAGMA data_version"),
    userVersion: prepare("PRAGMA user_version"),
  };
}
