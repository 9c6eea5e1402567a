// One conversation from its rows.

import type { ConversationSummary, StoredConversation, StoredMessage } from "../message.ts";
import type { HistoryFile } from "./file.ts";
import { parseMessage, parseQueue, parseString, toTree } from "./rows.ts";

export interface SavedConversation {
  readonly conversation: StoredConversation;
  readonly workspace: string;
  /** Rows and parts that this version can not show. */
  readonly skipped: number;
}

export function readConversation({ statements }: HistoryFile, id: string): SavedConversation | undefined {
  const head = statements.conversation.get(id);
  if (!head) return undefined;
  const messages: StoredMessage[] = [];
  let skipped = 0;
  for (const row of statements.messages.iterate(id)) {
    const parsed = typeof row["body"] === "string" ? parseMessage(row["body"]) : undefined;
    if (parsed) messages.push(parsed.message);
    skipped += parsed?.unknownParts ?? 1;
  }
  const tree = toTree(messages);
  const leaf = tree.find((message) => message.id === head["leaf"])?.id ?? tree.at(-1)?.id;
  return {
    conversation: {
      id,
      title: parseString(head["title"]),
      messages: tree,
      ...(leaf !== undefined && { leaf }),
      draft: parseString(head["draft"]),
      queue: parseQueue(head["queue"]),
    },
    workspace: parseString(head["workspace"]),
    skipped,
  };
}

/** Newest first: by the order of writing, which a clock that goes back does not change. */
export function readList({ statements }: HistoryFile): ConversationSummary[] {
  return statements.list.all().map((row) => ({
    id: String(row["id"]),
    title: parseString(row["title"]),
    updatedAt: Number(row["updated"]),
    workspace: parseString(row["workspace"]),
    messages: Number(row["messages"]),
  }));
}
