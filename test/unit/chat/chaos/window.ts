// A window of the editor: the real history on a real folder, the real conversations and sessions, and pages that come and go.
import { Conversation } from "../../../../src/chat/conversation.ts";
import { type Conversations, createConversations } from "../../../../src/chat/conversations.ts";
import type { History } from "../../../../src/chat/history/history.ts";
import type { Effects } from "../../../../src/chat/intents.ts";
import { createSession, type Session, type SessionDeps } from "../../../../src/chat/session.ts";
import type { Surroundings } from "../../../../src/chat/view.ts";
import type { ToHost, ToPage } from "../../../../src/protocol.ts";
import { openHistory } from "../history/fixture.ts";
import { createPage, type Memory, type Page } from "./page.ts";
import { createService, type Service } from "./service.ts";

/** Where a page can be: the side bar, or a tab. */
export interface Seat {
  readonly session: Session;
  readonly page: Page | undefined;
  show(): void;
  hide(isHeard: boolean): void;
  /** The host dies. */
  lose(): void;
  /** What is on its way arrives. False if nothing was. */
  deliver(): boolean;
}

export interface ChaosWindow {
  readonly history: History;
  readonly conversations: Conversations;
  readonly service: Service;
  /** The first is the side bar. */
  readonly seats: readonly Seat[];
  openTab(): void;
  closeTab(): void;
  /** It comes to the front: what other windows wrote is looked for. */
  focus(): void;
  /** In good order, as when the window is reloaded. */
  close(): void;
  /** The process is gone: nothing of it is written any more. */
  kill(): void;
}

export interface WindowOptions {
  readonly folder: string;
  /** Of the side bar and of the tab. */
  readonly memories: readonly [Memory, Memory];
  newId(): string;
  /** Before the host acts on it. */
  heard(message: ToHost, session: Session, window: ChaosWindow): void;
}

const WORKSPACE = "w";

export function openChaosWindow(options: WindowOptions): ChaosWindow {
  const real = openHistory(options.folder);
  let isDead = false;
  const history = mortal(real, () => isDead);
  const service = createService();
  const conversations = createConversations(
    (id, listener) =>
      new Conversation(
        id,
        {
          history,
          ask: service.ask,
          chosen: () => ({ model: "m", endpoint: "e" }),
          toStoredError: (thrown) => ({ kind: "server", message: String(thrown), host: "h" }),
          newId: options.newId,
          workspace: WORKSPACE,
        },
        listener,
      ),
    () => undefined,
  );
  const seats: Seat[] = [];

  const window: ChaosWindow = {
    history,
    conversations,
    service,
    seats,
    openTab() {
      const sideBar = seats[0];
      if (!sideBar || seats.length > 1) return;
      const { id, isEmpty } = sideBar.session.conversation;
      sideBar.session.leave();
      const tab = newSeat(() => (!isEmpty && !conversations.shownBy(id) ? id : options.newId()), options.memories[1]);
      tab.show();
    },
    closeTab() {
      const tab = seats[1];
      if (!tab) return;
      tab.hide(true);
      tab.session.dispose();
      seats.pop();
    },
    focus() {
      if (!history.changedElsewhere()) return;
      conversations.refresh(history.isGone);
      for (const { session } of seats) session.refreshHistory();
    },
    close() {
      conversations.close();
      for (const seat of seats) seat.hide(true);
      for (const { session } of seats) session.dispose();
      real.close();
    },
    kill() {
      for (const seat of seats) seat.lose();
      isDead = true;
      conversations.close();
      for (const { session } of seats) session.dispose();
      real.close();
    },
  };

  const searchTitles: SessionDeps["search"] = {
    async search({ text, archived, limit }) {
      const found = history.summaries({ archived, limit }).rows;
      const rows = found.filter(({ title }) => title.includes(text));
      const conversations = rows.map(({ id }) => ({ id, isTitleHit: true, hits: [], more: 0 }));
      return { conversations, isCut: false, isIndexing: false, progress: 1 };
    },
    prepare: () => undefined,
    deleted: () => undefined,
    onIndexed: () => () => undefined,
  };

  function newSeat(first: () => string, memory: Memory): Seat {
    let page: Page | undefined;
    let isReady = false;
    let toHost: ToHost[] = [];
    let toPage: ToPage[] = [];
    const post = (message: ToPage): void => {
      if (isReady) toPage.push(message);
    };
    const session = createSession(
      {
        history: () => history,
        search: searchTitles,
        searchFailed(error) {
          throw error;
        },
        conversations,
        workspace: WORKSPACE,
        newId: options.newId,
        surroundings: () => around,
        continueText: () => "Go on.",
        newChatElsewhere: () => {},
        do: { ...noEffects, post, reveal: () => seat.show(), shown: (id) => history.setOpen(WORKSPACE, id) },
      },
      first,
    );
    const seat: Seat = {
      session,
      get page() {
        return page;
      },
      show() {
        page ??= createPage(memory, (message) => void toHost.push(message));
      },
      hide(isHeard) {
        if (!page) return;
        hear();
        page.die(isHeard);
        if (isHeard) hear();
        page = undefined;
        isReady = false;
        toHost = [];
        toPage = [];
        session.pageGone();
      },
      lose() {
        // A prompt that is on its way when the process dies is lost; the page keeps it.
        toHost = toHost.filter(({ type }) => type !== "send");
        seat.hide(false);
      },
      deliver() {
        const isAny = toHost.length + toPage.length > 0;
        hear();
        const messages = toPage;
        toPage = [];
        for (const message of messages) page?.take(message);
        return isAny;
      },
    };
    seats.push(seat);
    return seat;

    function hear(): void {
      const messages = toHost;
      toHost = [];
      for (const message of messages) {
        if (message.type === "ready") isReady = true;
        options.heard(message, session, window);
        session.receive(message);
      }
    }
  }

  newSeat(() => history.latest(WORKSPACE) ?? options.newId(), options.memories[0]).show();
  return window;
}

const writers: ReadonlySet<unknown> = new Set<keyof History>([
  "create",
  "saveMessage",
  "setLeaf",
  "setBack",
  "rename",
  "setPinned",
  "setArchived",
  "hide",
  "restore",
  "purge",
  "remove",
  "saveDraft",
  "setQueued",
  "setQueueOrder",
  "setOpen",
]);

/** The same history, until it is dead: then nothing is written any more. */
function mortal(history: History, isDead: () => boolean): History {
  return new Proxy(history, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function" || !writers.has(name)) return value;
      return (...args: unknown[]) => (isDead() ? undefined : Reflect.apply(value, target, args));
    },
  });
}

const nothing = (): void => undefined;
const noEffects: Omit<Effects, "post" | "reveal" | "shown"> = {
  ready: nothing,
  showRequest: nothing,
  showSent: nothing,
  expand: async () => ({ type: "go" }),
  summarize: nothing,
  besides: { of: () => [], detach: () => false, sendSelection: nothing },
  suggest: () => undefined,
  gather: async () => true,
  loadImage: nothing,
  copyText: nothing,
  useCode: nothing,
  openLink: nothing,
  openReference: nothing,
  accessibleView: nothing,
  focused: nothing,
  setThinking: nothing,
  askOtherModel: nothing,
  compare: nothing,
  sendCompared: nothing,
  findAttachment: nothing,
  exportConversation: nothing,
  dismiss: nothing,
  run: nothing,
};

export const around: Surroundings = {
  model: { id: "m", label: "M", thinking: "never" },
  outgoing: { window: undefined, inputPrice: () => undefined },
  connection: { ready: true, label: "L", host: "h", key: "stored", rehearsal: false },
  notices: [],
  silenceLimit: 120,
  look: { fontSize: 0, lineWidth: 0, density: "comfortable" },
  errorView: ({ kind }) => ({ cause: kind, host: "h", model: "m", buttons: [{ label: "b", run: "retry" }] }),
  money: () => undefined,
  retryReason: (kind) => kind,
};
