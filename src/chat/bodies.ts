// What the messages of a conversation say, as far as it was needed so far: a long conversation opens with its end.
import type { History } from "./history/history.ts";
import type { StoredMessage } from "./message.ts";

export interface Bodies {
  get(id: string): StoredMessage | undefined;
  save(message: StoredMessage): void;
}

export function createBodies(conversation: string, history: Pick<History, "message" | "saveMessage">): Bodies {
  const known = new Map<string, StoredMessage>();
  return {
    get(id) {
      const stored = known.get(id) ?? history.message(conversation, id);
      if (!stored || known.has(id)) return stored;
      // Unfinished and not ours: another window may still be writing it, so it is read anew each time.
      if (stored.status === "waiting" || stored.status === "streaming") return { ...stored, status: "interrupted" };
      known.set(id, stored);
      return stored;
    },
    save(message) {
      known.set(message.id, message);
      history.saveMessage(conversation, message);
    },
  };
}
