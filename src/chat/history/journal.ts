// Changes that are not on disk yet, and how a conversation looks with them. Usually empty: a change stays only if writing it failed.

import type {
  ConversationHead,
  ConversationSummary,
  Draft,
  QueuedPrompt,
  StoredImage,
  StoredMessage,
} from "../message.ts";
import type { ListedConversation } from "./read.ts";

export type Change =
  | { readonly type: "message"; readonly conversation: string; readonly message: StoredMessage }
  | { readonly type: "leaf"; readonly conversation: string; readonly leaf: string | undefined }
  | { readonly type: "back"; readonly conversation: string; readonly back: readonly string[] }
  | { readonly type: "title"; readonly conversation: string; readonly title: string }
  /** `at` in milliseconds since the epoch, 0 takes the mark off. */
  | { readonly type: "mark"; readonly conversation: string; readonly mark: Mark; readonly at: number }
  | {
      readonly type: "draft";
      readonly conversation: string;
      readonly draft: Draft;
      readonly window: string;
      /** The draft of another window from which this one comes. */
      readonly adopted: AdoptedDraft | undefined;
    }
  /** One prompt, for another window may have queued others. */
  | {
      readonly type: "queue";
      readonly conversation: string;
      readonly prompt: QueuedPrompt;
      readonly isWaiting: boolean;
    }
  /** The ids in the order wished for; what another window has added meanwhile stays behind them. */
  | { readonly type: "queueOrder"; readonly conversation: string; readonly ids: readonly string[] }
  /** `window` is the one in whose draft it is going to be. */
  | {
      readonly type: "image";
      readonly conversation: string;
      readonly image: StoredImage;
      readonly window: string;
    }
  | { readonly type: "remove"; readonly conversation: string }
  | { readonly type: "open"; readonly workspace: string; readonly conversation: string };

export type Mark = "pinned" | "archived" | "removed";

export interface AdoptedDraft {
  readonly window: string;
  readonly body: string;
}

export interface Journal {
  /** A later change of the same thing takes the place of the earlier one: an hour of a full disk needs no more memory than its outcome. */
  add(change: Change): void;
  done(change: Change): void;
  /** Everything that waits. */
  clear(): void;
  readonly isEmpty: boolean;
  /** In the order in which they were made; what holds text or an image, and was saved again, keeps its first place. */
  changes(): readonly Change[];
  /** Conversations that look different from what is on disk. */
  touched(): ReadonlySet<string>;
  isRemoved(conversation: string): boolean;
  openIn(workspace: string): string | undefined;
  message(conversation: string, id: string): StoredMessage | undefined;
  image(hash: string): StoredImage | undefined;
  /** The conversation as it is with the changes. */
  over(id: string, saved: ConversationHead | undefined): ConversationHead | undefined;
  /** Its line in the list. `isSaved` says of a message whether the saved line counts it. */
  overListed(
    id: string,
    saved: ListedConversation | undefined,
    workspace: string,
    isSaved: (messageId: string) => boolean,
  ): ListedConversation | undefined;
}

export function newJournal(): Journal {
  const pending = new Map<string, Change>();
  const of = (conversation: string) =>
    [...pending.values()].filter((change) => change.type !== "open" && change.conversation === conversation);

  return {
    add(change) {
      if (change.type === "remove") for (const earlier of of(change.conversation)) pending.delete(keyOf(earlier));
      // A draft is emptied after its message is written: between the two it would be nowhere.
      if (!isContent(change)) pending.delete(keyOf(change));
      pending.set(keyOf(change), change);
    },
    done(change) {
      if (pending.get(keyOf(change)) === change) pending.delete(keyOf(change));
    },
    clear: () => pending.clear(),
    get isEmpty() {
      return pending.size === 0;
    },
    changes: () => [...pending.values()],
    touched: () =>
      new Set([...pending.values()].flatMap((change) => (change.type === "open" ? [] : [change.conversation]))),
    isRemoved: (conversation) => pending.has(keyOf({ type: "remove", conversation })),
    openIn(workspace) {
      const change = pending.get(keyOf({ type: "open", workspace, conversation: "" }));
      return change?.type === "open" ? change.conversation : undefined;
    },
    message(conversation, id) {
      const change = pending.get(JSON.stringify(["message", conversation, id]));
      return change?.type === "message" ? change.message : undefined;
    },
    image(hash) {
      const change = pending.get(JSON.stringify(["image", hash]));
      return change?.type === "image" ? change.image : undefined;
    },
    over: (id, saved) => of(id).reduce(apply, saved),
    overListed(id, saved, workspace, isSaved) {
      // What was written later stands higher, whatever the numbers on disk are.
      const order = [...pending.values()];
      const before = saved ?? { summary: emptySummary(id, workspace), last: 0 };
      return of(id).reduce<ListedConversation | undefined>((sofar, change) => {
        const listed = sofar ?? before;
        if (change.type === "remove") return undefined;
        if (change.type !== "message") return { ...listed, summary: withChange(listed.summary, change) };
        const { messages } = listed.summary;
        if (isSaved(change.message.id)) return listed;
        const { role, createdAt } = change.message;
        const isBack = role === "user" && { removed: false };
        const summary = { ...listed.summary, ...isBack, messages: messages + 1, updatedAt: createdAt };
        return { summary, last: NOT_YET_NUMBERED + order.indexOf(change) };
      }, before);
    },
  };
}

/** What others may depend on: an answer on its question, a draft on its image. */
const isContent = (change: Change): boolean =>
  change.type === "message" || change.type === "image" || (change.type === "queue" && change.isWaiting);

/** Far above every number of a row. */
const NOT_YET_NUMBERED = 2 ** 52;

function apply(before: ConversationHead | undefined, change: Change): ConversationHead | undefined {
  if (change.type === "open") return before;
  if (change.type === "remove") return undefined;
  const conversation = before ?? emptyHead(change.conversation);
  switch (change.type) {
    case "message":
      return withMessage(conversation, change.message);
    case "leaf": {
      const { leaf: _leaf, ...rest } = conversation;
      return change.leaf === undefined ? rest : { ...rest, leaf: change.leaf };
    }
    case "back":
      return { ...conversation, back: change.back };
    case "title":
      return { ...conversation, title: change.title };
    case "mark":
    case "image":
      return conversation;
    case "draft":
      return { ...conversation, draft: change.draft };
    case "queue":
      return { ...conversation, queue: withQueued(conversation.queue, change) };
    case "queueOrder":
      return { ...conversation, queue: inOrder(conversation.queue, change.ids) };
    default:
      return change satisfies never;
  }
}

export function withQueued(
  queue: readonly QueuedPrompt[],
  { prompt, isWaiting }: Pick<Change & { type: "queue" }, "prompt" | "isWaiting">,
): readonly QueuedPrompt[] {
  if (!isWaiting) return queue.filter(({ id }) => id !== prompt.id);
  // One that waits already was changed, and keeps its place.
  const at = queue.findIndex(({ id }) => id === prompt.id);
  return at < 0 ? [...queue, prompt] : queue.with(at, prompt);
}

export function inOrder(queue: readonly QueuedPrompt[], ids: readonly string[]): readonly QueuedPrompt[] {
  const placeOf = ({ id }: QueuedPrompt): number => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  return queue.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** The same as `writeChange` does in the file. */
function withMessage(conversation: ConversationHead, { id, parent, role }: StoredMessage): ConversationHead {
  const { heads, leaf } = conversation;
  if (heads.some((head) => head.id === id)) return conversation;
  const head = { id, ...(parent !== undefined && { parent }), role };
  const isNextOfBranch = leaf === parent;
  return { ...conversation, heads: [...heads, head], ...(isNextOfBranch && { leaf: id }) };
}

function withChange(summary: ConversationSummary, change: Change): ConversationSummary {
  if (change.type === "title") return { ...summary, title: change.title };
  if (change.type === "mark") return { ...summary, [change.mark]: change.at !== 0 };
  return summary;
}

export function emptyHead(id: string): ConversationHead {
  return { id, title: "", heads: [], back: [], draft: { text: "", references: [] }, queue: [] };
}

function emptySummary(id: string, workspace: string): ConversationSummary {
  return { id, title: "", updatedAt: 0, workspace, messages: 0, pinned: false, archived: false, removed: false };
}

// JSON keeps ids with any characters in them apart.
function keyOf(change: Change): string {
  if (change.type === "message") return JSON.stringify([change.type, change.conversation, change.message.id]);
  if (change.type === "queue") return JSON.stringify([change.type, change.conversation, change.prompt.id]);
  if (change.type === "image") return JSON.stringify([change.type, change.image.hash]);
  if (change.type === "mark") return JSON.stringify([change.type, change.conversation, change.mark]);
  return JSON.stringify([change.type, change.type === "open" ? change.workspace : change.conversation]);
}
