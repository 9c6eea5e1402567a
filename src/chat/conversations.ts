// The conversations that this window has in memory: those on a page, and those whose answer still runs.
import type { Conversation } from "./conversation.ts";
import type { Listener } from "./listener.ts";
import type { Draft, StoredMessage } from "./message.ts";

/** A page that shows a conversation. */
export interface Shower extends Listener {
  /** Brings the page to the front, on that message if one is named. */
  reveal(hit?: { readonly messageId: string; readonly text: string }): void;
  /** The conversation is being deleted by another page. `typed` stood in the composer, and is not to go with it. */
  removed(typed?: Draft): void;
}

export interface Conversations {
  /** Loads it unless it is here already; from now on `shower` is told what happens in it. */
  show(id: string, shower: Shower): Conversation;
  /** The page shows another one now, or is gone. An answer that runs goes on. */
  leave(id: string): void;
  shownBy(id: string): Shower | undefined;
  /** If it is here. */
  get(id: string): Conversation | undefined;
  running(id: string): Conversation | undefined;
  /** Does something in one that need not be here: a page may speak of the one that it showed a moment ago. */
  within(id: string, action: (conversation: Conversation) => unknown): void;
  /** What other windows wrote appears beside what is here; what they deleted is not shown any longer. */
  refresh(isGone: (id: string) => boolean): void;
  /** All are being deleted: answers end, pages begin anew. */
  discardAll(): void;
  /** The editor closes: running answers end here. */
  close(): void;
}

interface Entry {
  readonly conversation: Conversation;
  shower: Shower | undefined;
}

export function createConversations(
  load: (id: string, listener: Listener) => Conversation,
  ended: (conversation: Conversation, message: StoredMessage) => void,
): Conversations {
  const here = new Map<string, Entry>();

  function leave(id: string): void {
    const entry = here.get(id);
    if (!entry) return;
    entry.shower = undefined;
    if (!entry.conversation.isBusy) here.delete(id);
  }

  function discard({ conversation, shower }: Entry): void {
    conversation.discard();
    shower?.removed();
  }

  /** Another window deleted it for good, and knew nothing of what is being typed here. */
  function gone({ conversation, shower }: Entry): void {
    shower?.removed(conversation.unsent.draft);
    conversation.discard();
  }

  function entryOf(id: string): Entry {
    const known = here.get(id);
    if (known) return known;
    const conversation = load(id, {
      changed() {
        // It was stopped only to be asked something else.
        if (conversation.isBusy && !here.has(id)) here.set(id, entry);
        entry.shower?.changed();
        if (!entry.shower && !conversation.isBusy && here.get(id) === entry) here.delete(id);
      },
      grew: (...growth) => here.get(id)?.shower?.grew(...growth),
      ended(message) {
        here.get(id)?.shower?.ended(message);
        ended(conversation, message);
      },
    });
    const entry: Entry = { conversation, shower: undefined };
    here.set(id, entry);
    return entry;
  }

  return {
    show(id, shower) {
      const entry = entryOf(id);
      entry.shower = shower;
      return entry.conversation;
    },
    leave,
    within(id, action) {
      const entry = entryOf(id);
      action(entry.conversation);
      if (!entry.shower && !entry.conversation.isBusy) here.delete(id);
    },
    shownBy: (id) => here.get(id)?.shower,
    get: (id) => here.get(id)?.conversation,
    running(id) {
      const conversation = here.get(id)?.conversation;
      return conversation?.isBusy ? conversation : undefined;
    },
    refresh(isGone) {
      for (const entry of [...here.values()]) {
        const { id, isEmpty } = entry.conversation;
        // What has no message was perhaps never stored.
        if (isEmpty || !isGone(id)) entry.conversation.refresh();
        else gone(entry);
      }
    },
    discardAll: () => [...here.values()].forEach(discard),
    close() {
      for (const { conversation } of here.values()) conversation.close();
      here.clear();
    },
  };
}
