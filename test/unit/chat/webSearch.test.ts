// Which questions of a conversation look in the web first.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { Conversation, type ConversationDeps } from "../../../src/chat/conversation.ts";
import type { History } from "../../../src/chat/history/history.ts";
import type { Event } from "../../../src/qwen/types.ts";
import { until } from "../../until.ts";
import { openHistory } from "./history/fixture.ts";

let folder: string;
let history: History;
let deps: ConversationDeps;
/** Whether each request so far was one with a search. */
let searched: boolean[];
/** Lets the answers of this moment end. */
let finish: () => void;
let canSearch: boolean;

const sources = [{ number: 1, title: "Node", url: "https://nodejs.org/" }];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "conversation-"));
  history = openHistory(folder);
  searched = [];
  canSearch = true;
  let id = 0;
  let open = new Promise<void>((resolve) => (finish = resolve));
  async function* ask(_branch: unknown, _model: string, _signal: AbortSignal, search: boolean): AsyncGenerator<Event> {
    searched.push(search);
    await open;
    if (search) yield { type: "sources", sources };
    yield { type: "text", text: "As [1] says." };
    yield { type: "finish", reason: "stop" };
  }
  deps = {
    history,
    ask,
    chosen: ({ model = "qwen3.7-plus", search = false }) => ({
      model,
      endpoint: "singapore",
      ...(search && canSearch && { search }),
    }),
    toStoredError: (thrown) => ({ kind: "server", message: String(thrown), host: "h" }),
    newId: () => `m${++id}`,
    workspace: "w",
  };
  const first = finish;
  finish = () => {
    first();
    open = Promise.resolve();
  };
});
afterEach(() => {
  history.close();
  rmSync(folder, { recursive: true });
});

const load = (): Conversation => new Conversation("c1", deps, { changed() {}, grew() {}, ended() {} });
const answers = (conversation: Conversation) =>
  conversation.branch().flatMap((id) => {
    const message = conversation.message(id);
    return message?.role === "assistant" ? [message] : [];
  });
const done = (conversation: Conversation): Promise<void> => until(() => !conversation.isBusy, "the answer is done");

test("a question searches if it is switched on when it is asked, and waits in the queue as it was", async () => {
  const conversation = load();
  conversation.send("one");
  await until(() => searched.length === 1, "the first request");
  conversation.setSearch(true);
  conversation.send("two");
  conversation.setSearch(false);
  conversation.send("three");
  assert.deepEqual(
    history.queue("c1").map(({ search }) => search ?? false),
    [true, false],
  );
  finish();
  await until(() => searched.length === 3, "all requests");
  await done(conversation);
  assert.deepEqual(searched, [false, true, false]);
  const [first, second] = answers(conversation);
  assert.deepEqual([first?.search, first?.sources], [undefined, undefined]);
  assert.deepEqual([second?.search, second?.sources], [true, sources]);
});

test("it stays on for the conversation, also after a restart; another conversation begins without", async () => {
  finish();
  const conversation = load();
  conversation.setSearch(true);
  conversation.send("one");
  await done(conversation);
  conversation.send("two");
  await done(conversation);
  assert.deepEqual(searched, [true, true]);
  const again = load();
  assert.equal(again.search, true);
  assert.deepEqual(answers(again).at(-1)?.sources, sources);
  again.setSearch(false);
  again.send("three");
  await done(again);
  assert.equal(load().search, false);
  assert.equal(new Conversation("c2", deps, { changed() {}, grew() {}, ended() {} }).search, false);
});

test("another answer to the same question searches as the first one did, unless it is to go without", async () => {
  finish();
  const conversation = load();
  conversation.setSearch(true);
  conversation.send("one");
  await done(conversation);
  conversation.setSearch(false);
  conversation.retry(answers(conversation)[0]!.id);
  await done(conversation);
  conversation.retry(answers(conversation)[0]!.id, { search: false });
  await done(conversation);
  assert.deepEqual(searched, [true, true, false]);
  assert.equal(answers(conversation)[0]?.search, undefined);
});

test("an answer of a model that can not search does not say that it did", async () => {
  finish();
  canSearch = false;
  const conversation = load();
  conversation.setSearch(true);
  conversation.send("one");
  await done(conversation);
  assert.deepEqual([searched, answers(conversation)[0]?.search], [[false], undefined]);
});
