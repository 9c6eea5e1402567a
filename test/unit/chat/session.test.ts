import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, it, mock } from "node:test";
import { nothingYet, reduce } from "../../../media/state.ts";
import type { Beside } from "../../../src/chat/besides.ts";
import { Conversation } from "../../../src/chat/conversation.ts";
import { type Conversations, createConversations } from "../../../src/chat/conversations.ts";
import type { History } from "../../../src/chat/history/history.ts";
import { takeImage } from "../../../src/chat/images/take.ts";
import type { SearchResult } from "../../../src/chat/search/result.ts";
import { createSession, type Session } from "../../../src/chat/session.ts";
import type { ToHost } from "../../../src/protocol.ts";
import type { Event } from "../../../src/qwen/types.ts";
import type { CodeReference } from "../../../src/reference.ts";
import { openHistory } from "./history/fixture.ts";
import { png } from "./images/pictures.ts";

let folder: string;
let history: History;
let conversations: Conversations;
let ids: number;
let found: SearchResult;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  folder = mkdtempSync(join(tmpdir(), "session-"));
  history = openHistory(folder);
  ids = 0;
  found = { conversations: [], isCut: false, isIndexing: false, progress: 1 };
  conversations = createConversations(
    (id, listener) =>
      new Conversation(
        id,
        {
          history,
          ask: answered,
          chosen: () => ({ model: "m", endpoint: "e" }),
          toStoredError: (thrown) => ({ kind: "server", message: String(thrown), host: "h" }),
          newId: () => `m${++ids}`,
          workspace: "w",
        },
        listener,
      ),
    () => {},
  );
});

afterEach(() => {
  conversations.close();
  history.close();
  mock.timers.reset();
  rmSync(folder, { recursive: true });
});

async function* answered(): AsyncGenerator<Event> {
  yield { type: "text", text: "An answer." };
  yield { type: "finish", reason: "stop" };
}

/** A page and its session: what the page knows after each message, and what was done outside. */
function open(first = "c1") {
  const page = { is: nothingYet };
  const done: string[] = [];
  const session: Session = createSession(
    {
      history: () => history,
      search: {
        search: async () => found,
        prepare: () => void done.push("prepare"),
        deleted: () => void done.push("deleted"),
        onIndexed: () => () => {},
      },
      conversations,
      workspace: "w",
      newId: () => `c-new${++ids}`,
      continueText: () => "Go on.",
      newChatElsewhere: ({ text }) => void done.push(`elsewhere ${text.trim()}`),
      searchFailed: (error) => void done.push(`search failed: ${error}`),
      surroundings: () => ({
        model: { id: "m", label: "M", thinking: "off" },
        outgoing: { window: undefined, inputPrice: () => undefined },
        connection: { ready: true, label: "L", host: "h", key: "stored", rehearsal: false },
        notices: [],
        silenceLimit: 120,
        look: { fontSize: 0, lineWidth: 0, density: "comfortable" },
        errorView: ({ message }) => ({ cause: message, host: "h", model: "m", buttons: [{ label: "", run: "retry" }] }),
        money: () => undefined,
        retryReason: () => "",
      }),
      do: {
        post(message) {
          page.is = reduce(page.is, structuredClone(message));
        },
        reveal: () => void done.push("reveal"),
        shown: (id) => void done.push(`shown ${id}`),
        ready: () => {},
        copyText: (text) => void done.push(`copy ${text}`),
        useCode: ({ do: action, text, block, answer, references }) =>
          void done.push(`${action} ${text} ${block} ${answer} ${references.length}`),
        openLink: ({ href }) => void done.push(`link ${href}`),
        openReference: ({ id }) => void done.push(`reference ${id}`),
        showRequest: (branch) => void done.push(`request ${branch.map(({ id }) => id)}`),
        showSent: (id) => void done.push(`sent ${id}`),
        summarize(branch, finish) {
          done.push(`summarize ${branch.length}`);
          finish("In short: yes.", "Summary");
        },
        besides: {
          of: () => besides,
          detach: (_, id) => besides.some(({ reference }) => reference.id === id) && done.push(`detach ${id}`) > 0,
          sendSelection: (on) => void done.push(`selection ${on}`),
        },
        async expand({ text, attached, isBegun }) {
          done.push(`expand ${text} ${attached.length} ${isBegun}`);
          if (text.startsWith("/no")) return { type: "not", references: [gathered] };
          return text.startsWith("/fix")
            ? { type: "go", sent: `Fix it.${text.slice(4)}`, references: [gathered] }
            : { type: "go" };
        },
        suggest: ({ type }) => void done.push(type),
        gather: async (message, add) => {
          done.push(message.type);
          if (message.type === "attach" && message.id === "refused") return false;
          add([gathered]);
          return true;
        },
        loadImage: ({ id }) => void done.push(`image ${id}`),
        focused: (on) => void done.push(`focused ${on}`),
        accessibleView: ({ id }) => void done.push(`view ${id}`),
        askOtherModel: (_, { id }) => void done.push(`other model for ${id}`),
        compare: (_, { id }) => void done.push(`compare ${id}`),
        sendCompared: (_, text) => void done.push(`compare for ${text}`),
        findAttachment: (_, { id }) => void done.push(`find for ${id}`),
        setThinking: (on) => void done.push(`thinking ${on}`),
        exportConversation: (id) => void done.push(`export ${id}`),
        dismiss: (notice) => void done.push(`dismiss ${notice}`),
        run: (action) => void done.push(`run ${action}`),
      },
    },
    () => first,
  );
  /** Says something as the page, and lets everything that follows happen. */
  const say = async (...messages: ToHost[]): Promise<void> => {
    for (const message of messages) session.receive(message);
    for (let turn = 0; turn < 30; turn++) {
      await Promise.resolve();
      mock.timers.tick(16);
    }
  };
  const send = (text: string): ToHost => ({ type: "send", conversation: session.conversation.id, text });
  const texts = (): string[] =>
    (page.is.state?.messages ?? []).map(({ parts }) =>
      parts.map((part) => (part.type === "text" ? part.text : "")).join(""),
    );
  const rows = (): string[] =>
    (page.is.history?.rows ?? []).map((row) => row.title + (row.isRemoved ? " (deleted)" : ""));
  return { page, session, done, say, send, texts, rows };
}

/** What would go along by itself, in every conversation of a test. */
let besides: readonly Beside[] = [];

const gathered: CodeReference = {
  type: "reference",
  kind: "code",
  id: "g",
  label: "g.ts:1",
  path: "g.ts",
  uri: "file:///g.ts",
  startLine: 1,
  endLine: 1,
  language: "typescript",
  enclosing: [],
  code: "g()",
};

const list = (query = ""): ToHost => ({ type: "history", query, scope: "all", archived: false, count: 100 });

async function twoConversations() {
  const one = open();
  await one.say({ type: "ready" }, one.send("first"));
  one.session.newChat();
  await one.say(one.send("second"));
  return one;
}

it("the list has what was written, newest first; pinning, archiving and renaming show at once", async () => {
  const { say, rows, session, page, done } = await twoConversations();
  await say(list());
  assert.deepEqual(rows(), ["second", "first"]);
  assert.ok(done.includes("prepare"));
  const id = (title: string) => page.is.history?.rows.find((row) => row.title === title)?.id ?? "";
  await say({ type: "pin", id: id("first"), on: true });
  assert.deepEqual(rows(), ["first", "second"]);
  await say({ type: "rename", id: id("second"), title: " Zweites " });
  assert.deepEqual(rows(), ["first", "Zweites"]);
  assert.equal(session.conversation.title, "Zweites");
  await say({ type: "archive", id: id("first"), on: true });
  assert.deepEqual(rows(), ["Zweites"]);
  await say({ type: "history", query: "", scope: "all", archived: true, count: 100 });
  assert.deepEqual(rows(), ["first"]);
  await say({ type: "closeHistory" });
  assert.equal(page.is.history, undefined);
});

it("S20 what was deleted can be brought back for ten seconds, and is gone afterwards", async () => {
  const { say, rows, session, page, texts } = await twoConversations();
  await say(list());
  const [second, first] = page.is.history?.rows ?? [];
  assert.ok(first && second);
  await say({ type: "remove", id: second.id });
  assert.deepEqual(rows(), ["second (deleted)", "first"]);
  // It was open: the page has a new conversation instead.
  assert.deepEqual(texts(), []);
  await say({ type: "undoRemove", id: second.id });
  assert.deepEqual(rows(), ["second", "first"]);
  await say({ type: "remove", id: first.id });
  assert.deepEqual(rows(), ["second", "first (deleted)"]);
  mock.timers.tick(11_000);
  await say();
  assert.deepEqual(rows(), ["second"]);
  await say({ type: "undoRemove", id: second.id }, { type: "openConversation", id: second.id });
  assert.deepEqual(texts(), ["second", "An answer."]);
  assert.equal(session.conversation.id, second.id);
});

it("a hit of the search opens its conversation on its branch, and is shown and marked", async () => {
  const { say, page, texts, session } = await twoConversations();
  const id = history.summaries({ archived: false, limit: 10 }).rows[1]?.id ?? "";
  const [prompt = ""] = history.head(id)?.heads.map((head) => head.id) ?? [];
  found = {
    ...found,
    conversations: [
      {
        id,
        isTitleHit: true,
        more: 2,
        hits: [{ messageId: prompt, role: "user", createdAt: 1, before: "", match: "fir", after: "st" }],
      },
    ],
  };
  await say(list("fir"));
  assert.equal(page.is.history?.rows[0]?.hits[0]?.match, "fir");
  assert.equal(page.is.history?.rows[0]?.moreHits, 2);
  await say({ type: "openHit", id, messageId: prompt });
  assert.equal(session.conversation.id, id);
  assert.deepEqual(texts(), ["first", "An answer."]);
  assert.deepEqual(page.is.reveal, { messageId: prompt, text: "fir", count: 1 });
  assert.equal(page.is.history, undefined);
});

it("a search that stopped when it had enough does not say how many more there are", async () => {
  const { say, page } = await twoConversations();
  await say(list("none"));
  assert.equal(page.is.history?.more, 0);
  found = { ...found, isCut: true };
  await say(list("very many"));
  assert.equal(page.is.history?.more, "uncounted");
});

it("the last keys before the page goes away are the draft, unless a draft came after them or another conversation is open", () => {
  const { session } = open();
  const typing = { type: "typing", conversation: "c1", revision: 0, text: "half a word" } as const;
  const draft = () => history.head("c1")?.draft.text;
  session.receive({ type: "send", conversation: "c1", text: "hello" });
  session.receive(typing);
  assert.equal(draft(), "");
  session.pageGone();
  assert.equal(draft(), "half a word");
  session.receive({ ...typing, text: "half a word more" });
  session.receive({ ...typing, type: "draft", text: "" });
  session.pageGone();
  assert.equal(draft(), "");
  session.receive(typing);
  session.newChat();
  assert.deepEqual([draft(), session.conversation.unsent.draft.text], ["half a word", ""]);
  session.receive({ ...typing, text: "half a word too late" });
  session.pageGone();
  assert.deepEqual([draft(), session.conversation.unsent.draft.text], ["half a word", ""]);
});

it("what was typed just before another conversation is opened goes along where it would be in no list", () => {
  const { session } = open();
  session.receive({ type: "typing", conversation: session.conversation.id, revision: 0, text: "half a thought" });
  history.create({ id: "other", workspace: "w" });
  history.saveMessage("other", { id: "m", role: "user", parts: [], status: "done", createdAt: 0 });
  session.open("other");
  assert.equal(session.conversation.id, "other");
  assert.equal(session.conversation.unsent.draft.text, "half a thought");
});

it("what was typed in a conversation that another window deletes for good stands in the new one", () => {
  const { page, session } = open();
  session.receive({ type: "send", conversation: "c1", text: "hello" });
  session.receive({ type: "draft", conversation: "c1", revision: 0, text: "half of" });
  session.receive({ type: "typing", conversation: "c1", revision: 0, text: "half of the next question" });
  const other = openHistory(folder);
  try {
    other.remove("c1");
    assert.ok(history.changedElsewhere());
    conversations.refresh(history.isGone);
    assert.equal(other.head("c1"), undefined, "nothing of it is written again");
  } finally {
    other.close();
  }
  assert.notEqual(session.conversation.id, "c1");
  assert.equal(session.conversation.unsent.draft.text, "half of the next question");
  mock.timers.tick(20);
  assert.equal(page.is.state?.draft.text, "half of the next question");
});

it("a conversation that another page shows is gone to, not opened twice", async () => {
  const { say, session } = await twoConversations();
  const other = open("c-other");
  await other.say({ type: "ready" }, other.send("in a tab"));
  const { id } = other.session.conversation;
  const before = session.conversation.id;
  await say({ type: "openConversation", id });
  assert.ok(other.done.includes("reveal"));
  assert.equal(session.conversation.id, before);
  // Deleted in one page, it is no longer on the other.
  await say(list(), { type: "remove", id });
  assert.notEqual(other.session.conversation.id, id);
});

it("an answer goes on when its page shows another conversation or is closed", async () => {
  const { say, send, session } = open();
  await say({ type: "ready" });
  session.receive(send("running"));
  const { id } = session.conversation;
  session.newChat();
  assert.ok(conversations.running(id));
  await say();
  assert.equal(conversations.running(id), undefined);
  assert.equal(history.message(id, history.head(id)?.leaf ?? "")?.status, "done");
});

it("what was typed in a new conversation goes along when another one is opened with nothing written in it", async () => {
  const { say, session, page } = await twoConversations();
  const { id } = session.conversation;
  session.newChat();
  const draft = { type: "draft", conversation: session.conversation.id, revision: 0, text: "half a thought" } as const;
  await say(draft, { type: "openConversation", id });
  assert.equal(page.is.state?.draft.text, "half a thought");
});

it("an image of the draft or of a message is given to the page by its reference, and goes along with a draft that moves", async () => {
  const { say, session, done } = await twoConversations();
  const { id } = session.conversation;
  session.newChat();
  const { reference, image } = takeImage(png(50, 50), "a.png", "i1")!;
  history.saveImage(session.conversation.id, image);
  session.conversation.unsent.offer({ text: "", references: [reference, gathered] });
  await say({ type: "loadImage", messageId: "", id: "i1" }, { type: "loadImage", messageId: "", id: gathered.id });
  assert.deepEqual(done.slice(-1), ["image i1"]);
  await say({ type: "openConversation", id });
  assert.equal(session.conversation.id, id);
  assert.ok(history.image(image.hash));
  await say({ type: "send", conversation: id, text: "" });
  const asked = session.conversation.branch().at(-2) ?? "";
  await say({ type: "loadImage", messageId: asked, id: "i1" });
  assert.deepEqual(done.slice(-1), ["image i1"]);
  assert.ok(history.image(image.hash));
});

it("M29 ids that are not of the open conversation do nothing", async () => {
  const { say, done, session } = await twoConversations();
  const before = done.length;
  const other = history.summaries({ archived: false, limit: 10 }).rows[1]?.id ?? "";
  const [theirs = ""] = history.head(other)?.heads.map((head) => head.id) ?? [];
  await say(
    { type: "copyAnswer", messageId: theirs },
    { type: "code", do: "run", messageId: theirs, block: 0, text: "x" },
    { type: "openReference", messageId: theirs, id: "r" },
    { type: "loadImage", messageId: theirs, id: "r" },
    { type: "loadImage", messageId: "", id: "r" },
    { type: "open", messageId: theirs, href: "https://example.com" },
    { type: "accessibleView", messageId: theirs },
    { type: "openConversation", id: "nowhere" },
    { type: "side", messageId: theirs },
  );
  assert.deepEqual(done.slice(before), []);
  assert.equal(session.conversation.sideFrom, undefined);
});

it("what a page dismisses is dismissed outside of it, for every page", async () => {
  const { say, done } = open();
  await say({ type: "ready" }, { type: "dismiss", id: "damaged.history.damaged-1.sqlite" });
  assert.deepEqual(done.slice(-1), ["dismiss damaged.history.damaged-1.sqlite"]);
});

it("a page that found nothing begins again with what was read back; one with a draft stays", async () => {
  const one = open("back");
  await one.say({ type: "ready" });
  const other = await twoConversations();
  assert.deepEqual(one.texts(), []);
  history.create({ id: "back", workspace: "w" });
  const asked = { id: "b1", role: "user", parts: [{ type: "text", text: "asked before" }], status: "done" } as const;
  history.saveMessage("back", { ...asked, createdAt: 1 });
  one.session.beginAgain();
  await one.say();
  assert.deepEqual(one.texts(), ["asked before"]);
  const before = other.session.conversation.id;
  other.session.beginAgain();
  assert.equal(other.session.conversation.id, before, "it has something to show");
  const typing = open("c-typing");
  await typing.say({ type: "ready" }, { type: "draft", conversation: "c-typing", revision: 0, text: "half" });
  typing.session.beginAgain();
  assert.equal(typing.session.conversation.unsent.draft.text, "half");
});

it("S21 when all are deleted, answers end and pages begin anew; the other window notices", async () => {
  const { page, session, say, texts } = await twoConversations();
  const id = session.conversation.id;
  session.conversation.send("a third", []);
  session.conversation.unsent.typed("half a thought");
  await say();
  conversations.discardAll();
  await history.deleteAll();
  await say({ type: "history", query: "", scope: "all", archived: false, count: 10 });
  assert.notEqual(session.conversation.id, id);
  assert.deepEqual([texts(), page.is.history?.rows, session.conversation.unsent.draft.text], [[], [], ""]);
  await say({ type: "closeHistory" });
  assert.equal(history.everything()?.drafts, 0);

  await say({ type: "send", conversation: session.conversation.id, text: "asked afterwards" });
  assert.deepEqual(texts(), ["asked afterwards", "An answer."]);
  history.remove(session.conversation.id);
  conversations.refresh(history.isGone);
  await say();
  assert.deepEqual(texts(), []);
});

it("a draft of a window that crashed is in the list until it is emptied, though nothing was sent there", async () => {
  const crashed = openHistory(folder);
  crashed.create({ id: "lost", workspace: "w" });
  crashed.saveDraft("lost", { text: "half a thought", references: [] });
  crashed.close();
  const { page, say, rows, session } = await twoConversations();
  await say(list());
  assert.deepEqual(rows(), ["half a thought", "second", "first"]);
  assert.deepEqual([page.is.history?.rows[0]?.messages, page.is.history?.more], [0, 0]);
  await say({ type: "history", query: "", scope: "all", archived: true, count: 100 });
  assert.deepEqual(rows(), []);
  await say({ type: "openConversation", id: "lost" });
  assert.equal(page.is.state?.draft.text, "half a thought");
  await say(list());
  assert.deepEqual(rows(), ["second", "first"], "it is on this page");
  const { revision } = session.conversation.unsent;
  await say({ type: "draft", conversation: "lost", revision, text: "" });
  session.leave();
  await say(list());
  assert.deepEqual(rows(), ["second", "first"]);
});

const sentBy = ({ session }: ReturnType<typeof open>) =>
  session.conversation
    .branch()
    .flatMap((id) => session.conversation.message(id) ?? [])
    .filter(({ role }) => role === "user")
    .map(({ parts }) =>
      parts.map((part) => (part.type === "text" ? (part.sent ?? part.text) : part.type === "reference" ? part.id : "")),
    );

it("K13 a command is shown as it was typed and sent as what it means, with what it takes along; what is no command goes as it is", async () => {
  const one = open();
  await one.say({ type: "ready" }, one.send("/fix the loop"), one.send("/nobody knows"));
  assert.deepEqual(one.texts().slice(0, 1), ["/fix the loop"]);
  assert.deepEqual(sentBy(one)[0], ["g", "Fix it. the loop"]);
  await one.say({ type: "showRequest", conversation: one.session.conversation.id });
  const [first = ""] = one.session.conversation.branch();
  await one.say({ type: "edit", messageId: first, text: "/fix the other loop" });
  assert.deepEqual(sentBy(one), [["g", "g", "Fix it. the other loop"]]);
  assert.ok(one.done.includes("expand /fix the other loop 1 true"));
});

it("a prompt behind a command that is looked up waits for it; what can not go comes back into the composer", async () => {
  const one = open();
  await one.say({ type: "ready" });
  await one.say({ type: "draft", conversation: one.session.conversation.id, revision: 0, text: "/fix" });
  await one.say(one.send("/fix"), one.send("and then?"));
  assert.deepEqual(
    [...sentBy(one), ...one.session.conversation.unsent.queue.map(({ text }) => [text])],
    [["g", "Fix it."], ["and then?"]],
  );
  const { id } = one.session.conversation;
  await one.say({ type: "draft", conversation: id, revision: one.page.is.state!.draft.revision, text: "/no way" });
  const before = one.page.is.state?.draft.revision ?? 0;
  await one.say(one.send("/no way"));
  const { draft } = one.page.is.state!;
  assert.equal(draft.text, "/no way");
  assert.ok(draft.revision > before);
  assert.deepEqual(
    draft.references.map(({ id }) => id),
    ["g"],
  );
});

it("what is shown beside the draft goes with the message when it is on; a click on it is told, and opens it", async () => {
  const text = {
    type: "reference",
    kind: "text",
    of: "instructions",
    id: "i",
    label: "AGENTS.md",
    title: "AGENTS.md",
    uri: "",
    language: "markdown",
    text: "Be kind.",
  } as const;
  besides = [
    { what: "selection", reference: { ...gathered, id: "s" }, isOn: true },
    { what: "instructions", reference: text, isOn: true },
    { what: "selection", reference: { ...gathered, id: "off" }, isOn: false },
  ];
  try {
    const one = open();
    const conversation = one.session.conversation.id;
    await one.say({ type: "ready" }, { type: "sendSelection", on: false }, { type: "detach", id: "i" });
    await one.say({ type: "openReference", messageId: "", id: "i" }, { type: "attachFiles", conversation });
    await one.say(one.send("hello"));
    // Instructions first: the cache has what is the same at the beginning.
    assert.deepEqual(sentBy(one), [["i", "g", "s", "hello"]]);
    for (const said of ["selection false", "detach i", "reference i"]) assert.ok(one.done.includes(said), said);
  } finally {
    besides = [];
  }
});

it("the page is told how many of the things that it asked to be attached have been looked at", async () => {
  const one = open();
  await one.say({ type: "ready" });
  const conversation = one.session.conversation.id;
  await one.say({ type: "attachFiles", conversation }, { type: "attach", conversation, id: "refused" });
  assert.deepEqual(one.page.is.state?.attaching, { done: 2, refused: 1 });
  assert.equal(one.page.is.state?.draft.references.length, 1);
  one.session.receive({ type: "attachFiles", conversation });
  one.session.pageGone();
  await one.say({ type: "ready" });
  assert.deepEqual(one.page.is.state?.attaching, { done: 0, refused: 0 }, "a new page has asked for nothing");
});

it("W10 a summary goes with the next message in place of the others, or begins a new chat; it can be taken back", async () => {
  const one = open();
  await one.say({ type: "ready" }, one.send("first"));
  const { id } = one.session.conversation;
  await one.say({ type: "summarize", conversation: id, to: "here" });
  assert.deepEqual(
    one.page.is.state?.draft.references.map(({ kind }) => kind),
    ["summary"],
  );
  await one.say(one.send("second"));
  assert.deepEqual(
    one.texts().filter((text) => !text.startsWith("An answer")),
    ["first", "second"],
  );
  assert.deepEqual(
    one.page.is.state?.messages.map(({ isLeftOut = false }) => isLeftOut),
    [true, false, false, false],
  );
  const summed = one.page.is.state?.messages[2]?.id ?? "";
  await one.say({ type: "sendInFull", messageId: summed });
  assert.deepEqual(
    one.page.is.state?.messages.map(({ isLeftOut = false }) => isLeftOut),
    [false, false, false, false],
  );
  assert.deepEqual(one.page.is.state?.messages[2]?.sibling, { index: 1, count: 2 });
  await one.say({ type: "branch", messageId: one.page.is.state!.messages[2]!.id, index: 0 });
  assert.equal(one.page.is.state?.messages[2]?.id, summed);
  await one.say({ type: "summarize", conversation: id, to: "newChat" });
  assert.notEqual(one.session.conversation.id, id);
  assert.equal(one.session.conversation.unsent.draft.text.trim(), "In short: yes.");
});

it("K13 W46 what waits becomes a command and takes its code along; what can not go comes into the composer, with what is to be looked at", async () => {
  const one = open();
  await one.say({ type: "ready" }, one.send("first"));
  const { unsent } = one.session.conversation;
  unsent.enqueue({ id: "q", text: "waits", references: [{ ...gathered, id: "own" }] });
  await one.say({ type: "editQueued", conversation: one.session.conversation.id, id: "q", text: "/fix it" });
  const seen = () => unsent.queue.map(({ text, sent, references }) => [text, sent, ...references.map(({ id }) => id)]);
  assert.deepEqual(seen(), [["/fix it", "Fix it. it", "own", "g"]]);
  await one.say({ type: "editQueued", conversation: one.session.conversation.id, id: "q", text: "/no way" });
  assert.deepEqual(seen(), [["/fix it", "Fix it. it", "own", "g"]]);
  const draft = () => [unsent.draft.text, ...unsent.draft.references.map(({ id }) => id)];
  assert.deepEqual(draft(), ["/no way", "g"]);

  unsent.clearDraft();
  const [prompt = ""] = one.session.conversation.branch();
  await one.say({ type: "edit", messageId: prompt, text: "/no edit" });
  assert.deepEqual(draft(), ["/no edit", "g"]);

  unsent.clearDraft();
  await one.say({ type: "sendCompared", conversation: one.session.conversation.id, text: "/no comparing" });
  assert.deepEqual(draft(), ["/no comparing", "g"]);
});

it("W46 what was made of a prompt that waits goes to its own conversation, whichever the page shows by then", async () => {
  const one = open();
  await one.say({ type: "ready" }, one.send("first"));
  const { id: conversation, unsent } = one.session.conversation;
  unsent.enqueue({ id: "q", text: "waits", references: [] });
  one.session.newChat();
  await one.say({ type: "editQueued", conversation, id: "q", text: "waits longer" });
  assert.deepEqual(
    history.queue(conversation).map(({ text }) => text),
    ["waits longer"],
  );
  assert.equal(one.session.conversation.unsent.draft.text, "");
  history.remove(conversation);
  await one.say({ type: "editQueued", conversation, id: "q", text: "of one that was deleted" });
  assert.equal(one.session.conversation.unsent.draft.text, "of one that was deleted");
});

it("a page that is gone takes no conversation away from others, and a new chat begins on another", async () => {
  const [side, tab] = [open("side"), open("tab")];
  await side.say({ type: "ready" });
  await tab.say({ type: "ready" }, tab.send("in the tab"));
  tab.session.dispose();
  tab.session.open("tab");
  await tab.say({ type: "send", conversation: "tab", text: "to nobody" });
  assert.equal(conversations.shownBy("tab"), undefined);
  tab.session.newChat({ text: "In short: yes.", references: [] });
  assert.ok(tab.done.includes("elsewhere In short: yes."));
  side.session.open("tab");
  await side.say();
  assert.deepEqual(side.texts(), ["in the tab", "An answer."]);
});
