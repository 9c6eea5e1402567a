// The chats of this window: the history, the conversations in memory, and a session for each page. Loaded when the first page is.
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { ApiKeys } from "../apiKey.ts";
import type { Log } from "../log.ts";
import { createLearned } from "../qwen/learned.ts";
import type { Reference } from "../reference.ts";
import { errorLine, toStoredError } from "../storedError.ts";
import { runAction } from "./actions.ts";
import { announce, tellSearchFailed } from "./announce.ts";
import { type AskDeps, askModel } from "./askModel.ts";
import { createBesides } from "./beside.ts";
import type { ChatEditors, Connect } from "./chatEditor.ts";
import { watchConnection } from "./connection.ts";
import { Conversation } from "./conversation.ts";
import { createConversations } from "./conversations.ts";
import { deleteAllConversations } from "./deleteAll.ts";
import { createDismissed } from "./dismissed.ts";
import { effects } from "./effects.ts";
import { findAttachment } from "./findAttachment.ts";
import { createFocus } from "./focus.ts";
import { type History, openHistory } from "./history/history.ts";
import { registerImageFiles } from "./images/openImage.ts";
import type { Effects } from "./intents.ts";
import { conversationIn, tabOf } from "./keptByPage.ts";
import { lazyMentions } from "./lazyMentions.ts";
import type { StoredMessage } from "./message.ts";
import { askTitle } from "./modelTitle.ts";
import { openWorkspace } from "./openWorkspace.ts";
import { createOtherModel } from "./otherModel.ts";
import { openSearch } from "./search/search.ts";
import { createSentBodies } from "./sentBodies.ts";
import { createSession, type Session } from "./session.ts";
import type { Surface, SurfaceEvents } from "./surface.ts";
import { surroundingsOf } from "./surroundings.ts";
import { openUsage } from "./usage/usage.ts";

export interface Chats extends vscode.Disposable {
  readonly sideBar: SurfaceEvents;
  /** A tab of the session before; `kept` is what its page had kept. */
  restored(kept: unknown): Connect;
  /** Asks in the chat at hand and shows it. */
  ask(question: string, reference: Reference | undefined): Promise<void>;
  /** Puts code into the draft of the chat at hand. */
  attach(reference: Reference): Promise<void>;
  newChat(from: From): Promise<void>;
  showHistory(from: From): Promise<void>;
  stop(from: From): void;
  find(from: From): Promise<void>;
  /** Asks the page at hand what the reader means: which answer, or which text of it. */
  askPage(type: "askAccessibleView" | "askMarkdown", from: From): void;
  /** Moves the open conversation of the side bar into a tab of its own. */
  openInEditor(): void;
  deleteAll(): Promise<void>;
  history(): History;
  showUsage(): Promise<void>;
  /** The conversation at hand, if something was said in it. */
  openId(): string | undefined;
}

/** Which page a command was run from, where it is known: a title bar or a keyboard shortcut says so. */
export type From = "sideBar" | "editor" | undefined;

interface Seat {
  readonly surface: Surface;
  readonly session: Session;
}

export function createChats(
  context: vscode.ExtensionContext,
  keys: ApiKeys,
  log: Log,
  view: Surface,
  editors: Pick<ChatEditors, "open" | "active">,
  useCode: Effects["useCode"],
): Chats {
  const { address: workspaceId, text: workspace } = openWorkspace();
  const folder = context.globalStorageUri.fsPath;
  let history: History | undefined;
  const inDist = (name: string): string => vscode.Uri.joinPath(context.extensionUri, "dist", name).fsPath;
  const search = openSearch(folder, inDist("search.cjs"));

  const learned = createLearned(() => void connection.refresh());
  const asking: AskDeps = { keys, image: (hash) => store().image(hash) };
  const connection = watchConnection(keys, learned, changed);
  const conversations = createConversations(
    (id, listener) =>
      new Conversation(
        id,
        {
          history: store(),
          ask: (branch, model, signal, search, answerId) =>
            askModel({ ...asking, learned }, branch, model, signal, { search }, (body) => sent.keep(answerId, body)),
          chosen: (wish) => connection.chosen(wish),
          toStoredError: (thrown) => {
            const error = toStoredError(thrown, connection.connection.host);
            log.warn(errorLine(error));
            return error;
          },
          newId: randomUUID,
          workspace,
        },
        listener,
      ),
    ended,
  );
  const usage = openUsage(folder);
  const otherModel = createOtherModel(keys, conversations, usage);
  const dismissed = createDismissed();
  const mentions = lazyMentions(context.globalStorageUri);
  const isShown = () => [...seats].some(({ surface }) => surface.isVisible);
  const besides = createBesides(mentions, context.globalState, isShown, changed);
  const sent = createSentBodies();
  const seats = new Set<Seat>();
  const focus = createFocus(view);
  const unlessShown = (id?: string) => (id === undefined || conversations.shownBy(id) ? randomUUID() : id);
  const sideBar = seat(view, () => unlessShown(store().latest(workspaceId)));
  const listening = [
    connection,
    mentions,
    besides,
    usage,
    registerImageFiles(asking.image),
    vscode.workspace.onDidGrantWorkspaceTrust(changed),
    vscode.window.onDidChangeWindowState(({ focused }) => void (focused && lookElsewhere())),
  ];

  return {
    sideBar: eventsOf(sideBar),
    // VS Code may have ended before it wrote down what the page kept: then the conversation that was last in a tab is meant.
    restored: (kept) => (tab) => connectTab(tab, conversationIn(kept) ?? store().latest(tabOf(workspaceId))),
    async ask(question, reference) {
      const { surface, session } = atHand();
      await surface.show(false);
      session.conversation.send(question, reference ? [reference] : []);
    },
    async attach(reference) {
      const { surface, session } = atHand();
      session.conversation.unsent.offer({ text: "", references: [reference] });
      await surface.show(true);
    },
    async newChat(from) {
      const { surface, session } = atHand(from);
      session.newChat();
      await surface.show(true);
    },
    async showHistory(from) {
      const { surface, session } = atHand(from);
      session.openHistory();
      await surface.show(true);
    },
    stop: (from) => atHand(from).session.conversation.stop(),
    async find(from) {
      const { surface, session } = atHand(from);
      session.send({ type: "find" });
      // From the palette, VS Code gives the focus back to where it was.
      if (!surface.isVisible || from === undefined) await surface.show(true);
    },
    askPage: (type, from) => atHand(from).session.send({ type }),
    openInEditor() {
      const { id, isEmpty } = sideBar.session.conversation;
      sideBar.session.leave();
      editors.open((tab) => connectTab(tab, isEmpty ? undefined : id));
    },
    deleteAll: () => deleteAllConversations(store(), conversations),
    history: store,
    openId() {
      const { id, isEmpty } = atHand().session.conversation;
      return isEmpty ? undefined : id;
    },
    showUsage: usage.show,
    dispose() {
      conversations.close();
      for (const { session } of seats) session.dispose();
      search.dispose();
      history?.close();
      for (const one of listening) one.dispose();
    },
  };

  function store(): History {
    if (!history) {
      history = openHistory(folder, inDist("salvage.cjs"));
      history.onNotices(changed);
      history.onRecovered(recovered);
    }
    return history;
  }

  function seat(surface: Surface, first: () => string): Seat {
    const session = createSession(
      {
        history: store,
        search,
        conversations,
        workspace,
        newId: randomUUID,
        surroundings,
        searchFailed: (error) => tellSearchFailed(log, error),
        continueText: () => vscode.l10n.t("Continue exactly where you stopped."),
        newChatElsewhere(draft) {
          if (surface === view) return; // It goes only with the window.
          sideBar.session.newChat(draft);
          void view.show(true);
        },
        do: effects({
          surface,
          mentions,
          besides,
          sent,
          images: store,
          chosen: connection.chosen,
          ready: () => void connection.refresh(),
          focused: (on) => focus.set(surface, on),
          otherModel,
          findAttachment: (id, answer, prompt) => void findAttachment(asking, conversations, id, answer, prompt),
          useCode,
          dismiss(notice) {
            dismissed.add(notice);
            usage.dismissed(notice);
            changed();
          },
          shown: (id) => store().setOpen(surface === view ? workspaceId : tabOf(workspaceId), id),
          run: (action) =>
            void runAction(action, {
              newChat: async () => session.newChat(),
              history: session.openHistory,
              saveAgain: () => store().retry(),
            }),
        }),
      },
      first,
    );
    const made = { surface, session };
    seats.add(made);
    return made;
  }

  function eventsOf({ surface, session }: Seat): SurfaceEvents {
    return {
      receive: session.receive,
      gone() {
        focus.set(surface, false);
        session.pageGone();
      },
      visibility: (isVisible) => void (isVisible && lookElsewhere()),
    };
  }

  function connectTab(tab: Surface, wanted: string | undefined): ReturnType<Connect> {
    const made = seat(tab, () => unlessShown(wanted));
    return {
      ...eventsOf(made),
      closed() {
        made.session.dispose();
        seats.delete(made);
      },
    };
  }

  function atHand(from?: From): Seat {
    const tab = [...seats].find(({ surface }) => surface === editors.active);
    if (from === "sideBar" || !tab) return sideBar;
    return from === "editor" || !view.isVisible ? tab : sideBar;
  }

  function changed(): void {
    for (const { session } of seats) session.changed();
  }

  /** What was read back from a damaged file appears where nothing was. */
  function recovered(): void {
    conversations.refresh(() => false);
    for (const { session } of seats) session.beginAgain();
    search.changed();
  }

  /** What other windows wrote to the same conversations appears beside what is here. */
  function lookElsewhere(): void {
    besides.look();
    if (!history?.changedElsewhere()) return;
    conversations.refresh(history.isGone);
    for (const { session } of seats) session.refreshHistory();
  }

  function surroundings() {
    return surroundingsOf({ history: store(), keys, connection, dismissed, usage, besides });
  }

  function ended(conversation: Conversation, message: StoredMessage): void {
    search.changed();
    usage.record(message);
    const { id } = conversation;
    // Asked anew when "Show" is pressed: a tab may be closed by then.
    const seatNow = () => [...seats].find(({ session }) => session === conversations.shownBy(id)) ?? sideBar;
    announce(message, conversation.title, seatNow().surface, () => seatNow().session.open(id));
    void askTitle(conversation, { keys, log, usage, within: conversations.within });
  }
}
