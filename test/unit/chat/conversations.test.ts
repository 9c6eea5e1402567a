// What this window has in memory: an answer that runs is known as running, whoever asked for it and whatever is shown.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { Conversation } from "../../../src/chat/conversation.ts";
import { type Conversations, createConversations, type Shower } from "../../../src/chat/conversations.ts";
import type { History } from "../../../src/chat/history/history.ts";
import type { Event } from "../../../src/qwen/types.ts";
import { openHistory } from "./history/fixture.ts";

let folder: string;
let history: History;
let conversations: Conversations;
/** Ends the answer of that number. */
let endings: (() => void)[];

async function* answered(): AsyncGenerator<Event> {
  await new Promise<void>((end) => endings.push(end));
  yield { type: "text", text: "An answer." };
  yield { type: "finish", reason: "stop" };
}

const shower: Shower = { changed() {}, grew() {}, ended() {}, reveal() {}, removed() {} };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "conversations-"));
  history = openHistory(folder);
  endings = [];
  let ids = 0;
  const deps = {
    history,
    ask: answered,
    chosen: () => ({ model: "m", endpoint: "e" }),
    toStoredError: (thrown: unknown) => ({ kind: "server", message: String(thrown), host: "h" }) as const,
    newId: () => `m${++ids}`,
    workspace: "w",
  };
  conversations = createConversations(
    (id, listener) => new Conversation(id, deps, listener),
    () => {},
  );
});

afterEach(() => {
  conversations.close();
  history.close();
  rmSync(folder, { recursive: true });
});

async function settle(): Promise<void> {
  for (let count = 0; count < 20; count++) await turn();
}

test("a queued prompt that goes out while nobody looks is answered by the conversation that is known", async () => {
  const one = conversations.show("a", shower);
  one.send("first");
  one.send("second");
  await settle();
  conversations.leave("a");
  endings[0]?.();
  await settle();
  assert.equal(endings.length, 2);
  assert.equal(conversations.running("a"), one);
  assert.equal(conversations.show("a", shower), one, "it is not loaded a second time");
  endings[1]?.();
  await settle();
  assert.equal(conversations.running("a"), undefined);
});

test("an answer that is asked for again while nobody looks is still known, and goes when it is done", async () => {
  const one = conversations.show("a", shower);
  one.send("first");
  await settle();
  conversations.leave("a");
  conversations.within("a", (here) => here.retry(here.branch().at(-1) ?? ""));
  await settle();
  assert.equal(conversations.running("a"), one);
  for (const end of endings) end();
  await settle();
  assert.equal(conversations.get("a"), undefined);
});
