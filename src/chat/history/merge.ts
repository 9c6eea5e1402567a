// Writes what was gathered from a damaged file into the new one, in slices: the windows write there meanwhile, and none of them waits
// for long. Doing it twice, or in two windows at once, does no harm.
import type { DatabaseSync } from "node:sqlite";
import { noteChange } from "./schema.ts";

/** A slice takes some milliseconds. */
const SLICE_LENGTH = 200_000;
const SLICE_ROWS = 100;
const MOST_LATE = 1000;

/** Returns how many messages were gathered. Messages come first: a conversation appears when it is whole. */
export function* merge(database: DatabaseSync): Generator<void, number> {
  yield* mergeImages(database);
  const top = yield* mergeMessages(database);
  if (top !== undefined) moveLate(database, top);
  yield* mergeHeads(database);
  // Now that everything is there that may refer to them.
  transaction(database, () =>
    database.exec(
      `DELETE FROM images WHERE hash IN (SELECT hash FROM pictures)
       AND NOT EXISTS (SELECT 1 FROM image_uses WHERE hash = images.hash)`,
    ),
  );
  return Number(database.prepare("SELECT count(*) AS count FROM found").get()?.["count"]);
}

/** Before what refers to them: each is large enough for a slice of its own. */
function* mergeImages(database: DatabaseSync): Generator<void> {
  const insert = database.prepare("INSERT INTO images SELECT * FROM pictures WHERE hash = ? ON CONFLICT DO NOTHING");
  for (const { hash } of database.prepare("SELECT hash FROM pictures").all()) {
    transaction(database, () => insert.run(String(hash)));
    yield;
  }
}

/** The highest number that one of them was given; undefined if all were there. */
function* mergeMessages(database: DatabaseSync): Generator<void, number | undefined> {
  const lengths = database.prepare("SELECT rowid, length FROM in_order ORDER BY rowid").all();
  const insert = database.prepare(
    `INSERT INTO messages (conversation, id, at, body, parent, role)
       SELECT conversation, id, at, body, parent, role FROM in_order JOIN found ON found.rowid = of
       WHERE in_order.rowid BETWEEN ? AND ? ORDER BY in_order.rowid
     ON CONFLICT DO NOTHING`,
  );
  const last = database.prepare("SELECT max(seq) AS seq FROM messages");
  let top: number | undefined;
  let first = 1;
  let length = 0;
  for (const row of lengths) {
    const at = Number(row["rowid"]);
    length += Number(row["length"]);
    const isFull = length >= SLICE_LENGTH || at - first + 1 >= SLICE_ROWS || at === lengths.length;
    if (!isFull) continue;
    transaction(database, () => {
      if (insert.run(first, at).changes !== 0) top = Number(last.get()?.["seq"]);
    });
    first = at + 1;
    length = 0;
    yield;
  }
  return top;
}

/**
 * What was written since the damage has come before what is older. It goes to the end again, with its change noted for the search.
 * A message of both files was written on if its text is another one.
 */
function moveLate(database: DatabaseSync, top: number): void {
  const late = database
    .prepare(
      `SELECT seq FROM messages WHERE seq < ? AND NOT EXISTS (
         SELECT 1 FROM found WHERE conversation = messages.conversation AND id = messages.id AND body = messages.body
       ) ORDER BY seq LIMIT ?`,
    )
    .all(top, MOST_LATE + 1);
  if (late.length > MOST_LATE) return; // A history of its own by now.
  const move = database.prepare(
    "UPDATE messages SET seq = (SELECT max(seq) + 1 FROM messages) WHERE seq = ? RETURNING seq, conversation",
  );
  const list = database.prepare("UPDATE conversations SET last = max(last, ?) WHERE id = ?");
  const note = database.prepare(noteChange("?"));
  transaction(database, () => {
    for (const { seq } of late) {
      const moved = move.get(Number(seq));
      if (!moved) continue; // Deleted meanwhile.
      list.run(Number(moved["seq"]), String(moved["conversation"]));
      note.run(Number(seq));
      note.run(Number(moved["seq"]));
    }
  });
}

// A conversation that is there already was written to since the damage: what is said of it there is newer. If it has no open end yet,
// that is the last message which the damaged file does not know: this holds whichever of two windows comes first.
function* mergeHeads(database: DatabaseSync): Generator<void> {
  const slice = "SELECT id FROM owners WHERE rowid BETWEEN :first AND :last";
  const heads = database.prepare(
    `INSERT INTO conversations (id, workspace, title, leaf, queue, pinned, archived, removed, back, messages, last, updated)
       SELECT owners.id, ifnull(workspace, '""'), ifnull(title, '""'), leaf, ifnull(queue, '[]'), ifnull(pinned, 0),
         ifnull(archived, 0), ifnull(removed, 0), ifnull(back, '[]'),
         (SELECT count(*) FROM messages WHERE conversation = owners.id),
         (SELECT ifnull(max(seq), 0) FROM messages WHERE conversation = owners.id),
         ifnull((SELECT at FROM messages WHERE conversation = owners.id ORDER BY seq DESC LIMIT 1), 0)
       FROM owners LEFT JOIN heads ON heads.id = owners.id WHERE owners.rowid BETWEEN :first AND :last
     ON CONFLICT (id) DO UPDATE SET
       workspace = CASE workspace WHEN '""' THEN excluded.workspace ELSE workspace END,
       title = CASE title WHEN '""' THEN excluded.title ELSE title END,
       leaf = coalesce(leaf, (
         SELECT id FROM messages WHERE conversation = excluded.id AND NOT EXISTS (
           SELECT 1 FROM found WHERE found.conversation = messages.conversation AND found.id = messages.id
         ) ORDER BY seq DESC LIMIT 1
       ), excluded.leaf),
       queue = CASE queue WHEN '[]' THEN excluded.queue ELSE queue END,
       back = CASE back WHEN '[]' THEN excluded.back ELSE back END,
       pinned = max(pinned, excluded.pinned), archived = max(archived, excluded.archived),
       messages = excluded.messages, last = excluded.last, updated = excluded.updated`,
  );
  const drafts = database.prepare(
    `INSERT INTO drafts (conversation, window, body)
       SELECT conversation, window, body FROM drafted WHERE conversation IN (${slice}) ORDER BY seq
     ON CONFLICT DO NOTHING`,
  );
  const count = Number(database.prepare("SELECT count(*) AS count FROM owners").get()?.["count"]);
  for (let first = 1; first <= count; first += SLICE_ROWS) {
    const which = { first, last: first + SLICE_ROWS - 1 };
    transaction(database, () => {
      heads.run(which);
      drafts.run(which);
    });
    yield;
  }
  // A page that had nothing to show has begun a conversation, of which there is no row as long as nothing is written in it.
  transaction(database, () =>
    database.exec(
      `INSERT INTO open (workspace, conversation) SELECT * FROM opened WHERE true
       ON CONFLICT DO UPDATE SET conversation = excluded.conversation WHERE conversation NOT IN (SELECT id FROM conversations)`,
    ),
  );
}

function transaction(database: DatabaseSync, action: () => void): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    action();
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
