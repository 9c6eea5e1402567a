// A history without a disk: what conversation.ts needs of it, with the same rules as the real one.
import type { ConversationDeps } from "../../../src/chat/conversation.ts";
import type { StoredConversation, StoredMessage } from "../../../src/chat/message.ts";

export function memoryHistory(): ConversationDeps["history"] {
  type Writable = { -readonly [K in keyof StoredConversation]: StoredConversation[K] } & { messages: StoredMessage[] };
  const conversations = new Map<string, Writable>();
  const change = (id: string, how: (conversation: Writable) => void): void => {
    const conversation = conversations.get(id);
    if (!conversation) throw new Error(`no conversation ${id}`);
    how(conversation);
  };
  return {
    create: ({ id }) => void conversations.set(id, { id, title: "", messages: [], draft: "", queue: [] }),
    load: (id) => {
      const found = conversations.get(id);
      return found && structuredClone(found);
    },
    saveMessage: (id, message) =>
      change(id, (conversation) => {
        const at = conversation.messages.findIndex((other) => other.id === message.id);
        if (at < 0 && message.parent === conversation.leaf) conversation.leaf = message.id;
        conversation.messages.splice(
          at < 0 ? conversation.messages.length : at,
          at < 0 ? 0 : 1,
          structuredClone(message),
        );
      }),
    setLeaf: (id, leaf) => change(id, (conversation) => void (conversation.leaf = leaf as string)),
    saveDraft: (id, draft) => change(id, (conversation) => void (conversation.draft = draft)),
    saveQueue: (id, queue) => change(id, (conversation) => void (conversation.queue = queue)),
    rename: (id, title) => change(id, (conversation) => void (conversation.title = title)),
  };
}
