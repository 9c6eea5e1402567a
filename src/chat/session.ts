// What one page shows and does: the open conversation, how much of it, the list over it.
import type { State, ToHost, ToPage } from "../protocol.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations, Shower } from "./conversations.ts";
import type { History } from "./history/history.ts";
import { createHistoryList, type HistoryListDeps } from "./historyList.ts";
import { createIntents, type Effects } from "./intents.ts";
import type { Draft } from "./message.ts";
import { createPosts } from "./posts.ts";
import { type Surroundings, viewOf } from "./view.ts";

export interface SessionDeps {
  /** Opened when it is first needed. */
  history(): History;
  readonly search: HistoryListDeps["search"];
  readonly conversations: Conversations;
  /** The open workspace (workspace.ts); empty without one. */
  readonly workspace: string;
  newId(): string;
  surroundings(): Surroundings;
  searchFailed(error: unknown): void;
  /** The text of a prompt that has an answer go on. */
  continueText(): string;
  /** This page is gone: the new chat with that draft begins on another one. */
  newChatElsewhere(draft: Draft): void;
  readonly do: Effects;
}

export interface Session extends Shower {
  readonly conversation: Conversation;
  receive(message: ToHost): void;
  /** Opens it here, or goes to the page that has it. */
  open(id: string, hit?: { readonly messageId: string; readonly text: string }): void;
  /** What stood in the composer comes along, and `draft` is added to it. */
  newChat(draft?: Draft): void;
  openHistory(): void;
  send(message: Extract<ToPage, { type: "find" | "askAccessibleView" | "askMarkdown" }>): void;
  /** A page that has nothing to show begins as at the start: what was not to be found then is there now. */
  beginAgain(): void;
  /** Another window has written. */
  refreshHistory(): void;
  /** Gives its conversation away to another page. */
  leave(): void;
  /** The page is thrown away; the session may get another one. */
  pageGone(): void;
  /** It shows nothing from now on: what is opened through it later has no page. */
  dispose(): void;
}

/** Messages drawn at first, and added with each look further back. */
const PAGE = 30;
const MOST_AT_ONCE = 1000;

/** `first` says which conversation to begin with, when it is first needed. */
export function createSession(deps: SessionDeps, first: () => string): Session {
  const { conversations } = deps;
  let opened: Conversation | undefined;
  let isDisposed = false;
  let shown = PAGE;
  /** Messages on the branch when the page last got it, and whose branch that was. */
  let drawn = 0;
  let drawnOf = "";
  /** Of the page that is there now: what an earlier one asked for it does not wait for. */
  let attaching = { done: 0, refused: 0 };
  /** The last keys of that page, while they are no draft yet. */
  let typing: Extract<ToHost, { type: "typing" }> | undefined;
  const posts = createPosts(state, deps.do.post);
  const list = createHistoryList({
    history: deps.history,
    search: deps.search,
    workspace: deps.workspace,
    isOpen: (id) => conversations.shownBy(id) !== undefined,
    isRunning: (id) => conversations.running(id) !== undefined,
    renamed: (id, title) => conversations.get(id)?.rename(title),
    removing,
    searchFailed: deps.searchFailed,
    changed: (history) => posts.send({ type: "history", ...(history && { history }) }),
  });

  const receive = createIntents({
    current,
    conversations,
    newChat,
    list,
    do: deps.do,
    continueText: deps.continueText,
    ready() {
      posts.clear();
      posts.changed();
      list.refresh();
      deps.do.ready();
    },
    showOlder(count) {
      shown += Math.min(Math.max(count, 1), MOST_AT_ONCE);
      posts.changed();
    },
    open,
    attach,
  });

  const session: Session = {
    get conversation() {
      return current();
    },
    receive(message) {
      if (isDisposed) return;
      if (message.type === "typing") typing = message;
      else {
        if (message.type === "draft") typing = undefined;
        receive(message);
      }
    },
    open,
    newChat,
    openHistory: list.open,
    send: posts.send,
    changed: posts.changed,
    grew: posts.grew,
    ended: list.refresh,
    reveal(hit) {
      deps.do.reveal();
      if (hit) show(hit);
    },
    removed(typed) {
      const text = lastKeys()?.text ?? typed?.text ?? ""; // Nothing is written into that conversation any more.
      begin(deps.newId());
      takeAlong(typed && { ...typed, text });
    },
    beginAgain() {
      list.refresh();
      if (!opened?.isEmpty || opened.unsent.hasDraft) return;
      conversations.leave(opened.id);
      opened = undefined;
      begin(first());
    },
    refreshHistory: list.refresh,
    leave: () => begin(deps.newId()),
    pageGone() {
      keepLastKeys();
      attaching = { done: 0, refused: 0 };
      posts.clear();
    },
    dispose() {
      posts.clear();
      list.close();
      if (opened) conversations.leave(opened.id);
      isDisposed = true;
    },
  };
  return session;

  function current(): Conversation {
    if (!opened) begin(first());
    return opened as Conversation; // Just opened.
  }

  function newChat(draft: Draft = { text: "", references: [] }): void {
    if (isDisposed) return deps.newChatElsewhere(draft);
    list.close();
    if (!current().isEmpty) begin(deps.newId());
    takeAlong(draft);
  }

  /** What was typed into the open conversation and is no draft yet; told once. */
  function lastKeys(): typeof typing {
    const last = typing;
    typing = undefined;
    return last?.conversation === opened?.id ? last : undefined;
  }

  /** The last keys are the draft now: what they were typed into is no longer shown. */
  function keepLastKeys(): void {
    const last = lastKeys();
    if (last) opened?.unsent.typed(last.text, last.revision);
  }

  function takeAlong(draft: Draft | undefined): void {
    if (draft && (draft.text !== "" || draft.references.length > 0)) current().unsent.offer(draft);
  }

  function begin(id: string): void {
    const left = opened;
    if (isDisposed || left?.id === id) return;
    keepLastKeys();
    opened = conversations.show(id, session);
    if (left) conversations.leave(left.id);
    shown = PAGE;
    deps.do.shown(id);
    // A conversation without messages is in no list: what was typed there would not be found again.
    if (left?.isEmpty && left.unsent.hasDraft && !opened.unsent.hasDraft) {
      const { draft } = left.unsent;
      opened.unsent.offer(draft); // First: an image that no draft has is deleted.
      left.unsent.clearDraft();
    }
    posts.changed();
  }

  function open(id: string, hit?: { readonly messageId: string; readonly text: string }): void {
    if (isDisposed) return;
    list.close();
    const shower = conversations.shownBy(id);
    if (shower && shower !== session) return shower.reveal(hit);
    if (!deps.history().summary(id) && !conversations.running(id)) return posts.changed();
    begin(id);
    session.reveal(hit);
  }

  function show({ messageId, text }: { readonly messageId: string; readonly text: string }): void {
    const conversation = current();
    if (!conversation.show(messageId)) return;
    const branch = conversation.branch();
    // Some messages above it as well, so that it does not stand at the very edge.
    shown = Math.max(shown, branch.length - branch.indexOf(messageId) + 4);
    posts.changed();
    posts.send({ type: "reveal", messageId, text });
  }

  async function attach(gathered: Promise<boolean>): Promise<void> {
    const mine = attaching;
    const isAttached = await gathered;
    mine.done++;
    if (!isAttached) mine.refused++;
    posts.changed();
  }

  function removing(id: string): void {
    conversations.running(id)?.stop();
    const shower = conversations.shownBy(id);
    if (shower === session) begin(deps.newId());
    else shower?.removed();
  }

  function state(): State {
    const conversation = current();
    const { length } = conversation.branch();
    // The window keeps its beginning while messages are added: somebody may be reading there.
    if (drawnOf === conversation.id) shown += Math.max(0, length - drawn);
    drawn = length;
    drawnOf = conversation.id;
    return viewOf(conversation, shown, { ...attaching }, deps.surroundings());
  }
}
