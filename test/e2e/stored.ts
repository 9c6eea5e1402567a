// What the history's file holds, read behind the extension's back.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export interface StoredRow {
  readonly conversation: string;
  readonly id: string;
  readonly parent?: string;
  readonly role: "user" | "assistant";
  readonly status: string;
  /** Without thinking and references. */
  readonly text: string;
}

export const historyFile = (dataDir: string): string =>
  join(dataDir, "data/User/globalStorage/ask-qwen.ask-qwen/history.sqlite");

/** All messages in the order of writing. */
export const storedMessages = (dataDir: string): StoredRow[] => storedIn(historyFile(dataDir));

export function storedIn(file: string): StoredRow[] {
  return rowsIn(file, "SELECT conversation, id, body FROM messages ORDER BY seq").map((row) => {
    const { parent, role, status, parts } = JSON.parse(String(row["body"]));
    const texts = parts.flatMap((part: { type: string; text: string }) => (part.type === "text" ? [part.text] : []));
    return {
      conversation: String(row["conversation"]),
      id: String(row["id"]),
      ...(parent !== undefined && { parent }),
      role,
      status,
      text: texts.join("\n\n"),
    };
  });
}

export const rows = (dataDir: string, sql: string) => rowsIn(historyFile(dataDir), sql);

function rowsIn(file: string, sql: string): Readonly<Record<string, unknown>>[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}
