// Changes that are not on disk yet, and how a conversation looks with them. Usually empty: a change stays only if writing it failed.

import type { StoredConversation, StoredMessage } from "../message.ts";

export type Change =
  | { readonly type: "message"; readonly conversation: string; readonly message: StoredMessage }
  | { readonly type: "leaf"; readonly conversation: string; readonly leaf: string | undefined }
  | { readonly type: "title"; readonly conversation: string; readonly title: string }
  | { readonly type: "draft"; readonly conversation: string; readonly draft: string }
  | { readonly type: "queue"; readonly conversation: string; readonly queue: StoredConversation["queue"] }
  | { readonly type: "remove"; readonly conversation: string }
  | { readonly type: "open"; readonly workspace: string; readonly conversation: string };

export interface Journal {
  /** A later change of the same thing takes the place of the earlier one: an hour of a full disk needs no more memory than its outcome. */
  add(change: Change): void;
  done(change: Change): void;
  readonly isEmpty: boolean;
  /** In the order in which the things they change were first written. */
  changes(): readonly Change[];
  /** Conversations that look different from what is on disk. */
  touched(): ReadonlySet<string>;
  hasNewMessages(conversation: string): boolean;
  isRemoved(conversation: string): boolean;
  openIn(workspace: string): string | undefined;
  /** The conversation as it is with the changes. */
  over(id: string, saved: StoredConversation | undefined): StoredConversation | undefined;
}

export function newJournal(): Journal {
  const pending = new Map<string, Change>();
  const of = (conversation: string) =>
    [...pending.values()].filter((change) => change.type !== "open" && change.conversation === conversation);

  return {
    add(change) {
      if (change.type === "remove") for (const earlier of of(change.conversation)) pending.delete(keyOf(earlier));
      pending.set(keyOf(change), change);
    },
    done(change) {
      if (pending.get(keyOf(change)) === change) pending.delete(keyOf(change));
    },
    get isEmpty() {
      return pending.size === 0;
    },
    changes: () => [...pending.values()],
    touched: () =>
      new Set([...pending.values()].flatMap((change) => (change.type === "open" ? [] : [change.conversation]))),
    hasNewMessages: (conversation) => of(conversation).some((change) => change.type === "message"),
    isRemoved: (conversation) => pending.has(keyOf({ type: "remove", conversation })),
    openIn(workspace) {
      const change = pending.get(keyOf({ type: "open", workspace, conversation: "" }));
      return change?.type === "open" ? change.conversation : undefined;
    },
    over: (id, saved) => of(id).reduce(apply, saved),
  };
}

function apply(before: StoredConversation | undefined, change: Change): StoredConversation | undefined {
  if (change.type === "open") return before;
  if (change.type === "remove") return undefined;
  const conversation = before ?? { id: change.conversation, title: "", messages: [], draft: "", queue: [] };
  switch (change.type) {
    case "message":
      return withMessage(conversation, change.message);
    case "leaf": {
      const { leaf: _leaf, ...rest } = conversation;
      return change.leaf === undefined ? rest : { ...rest, leaf: change.leaf };
    }
    case "title":
      return { ...conversation, title: change.title };
    case "draft":
      return { ...conversation, draft: change.draft };
    case "queue":
      return { ...conversation, queue: change.queue };
    default:
      return change satisfies never;
  }
}

/** The same as `writeChange` does in the file. */
function withMessage(conversation: StoredConversation, message: StoredMessage): StoredConversation {
  const { messages, leaf } = conversation;
  const at = messages.findIndex(({ id }) => id === message.id);
  if (at >= 0) return { ...conversation, messages: messages.with(at, message) };
  const isNextOfBranch = leaf === message.parent;
  return { ...conversation, messages: [...messages, message], ...(isNextOfBranch && { leaf: message.id }) };
}

// JSON keeps ids with any characters in them apart.
function keyOf(change: Change): string {
  if (change.type === "message") return JSON.stringify([change.type, change.conversation, change.message.id]);
  return JSON.stringify([change.type, change.type === "open" ? change.workspace : change.conversation]);
}
