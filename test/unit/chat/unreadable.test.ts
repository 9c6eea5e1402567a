// The history can not be read for a while: what is not found then is not taken for deleted.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type TestContext, test } from "node:test";
import { Conversation } from "../../../src/chat/conversation.ts";
import { createConversations, type Shower } from "../../../src/chat/conversations.ts";
import type { StoredMessage } from "../../../src/chat/message.ts";
import type { Event } from "../../../src/qwen/types.ts";
import { toStoredError } from "../../../src/storedError.ts";
import { message, opened, temporaryFolder } from "./history/fixture.ts";

/** A conversation on a page, whose answers come when they are let. */
function started(context: TestContext) {
  const folder = temporaryFolder(context);
  const history = opened(context, folder);
  const asked: (readonly StoredMessage[])[] = [];
  const answers: (() => void)[] = [];
  async function* ask(branch: readonly StoredMessage[]): AsyncGenerator<Event> {
    asked.push(branch);
    await new Promise<void>((resolve) => answers.push(resolve));
    yield { type: "text", text: "An answer." };
    yield { type: "finish", reason: "stop" };
  }
  let ids = 0;
  const conversations = createConversations(
    (id, listener) =>
      new Conversation(
        id,
        {
          history,
          ask,
          chosen: () => ({ model: "m", endpoint: "e" }),
          toStoredError: (thrown) => toStoredError(thrown, "h"),
          newId: () => `m${++ids}`,
          workspace: "w",
        },
        listener,
      ),
    () => {},
  );
  history.onRecovered(() => conversations.refresh(() => false));
  let isRemoved = false;
  const page: Shower = {
    changed() {},
    grew() {},
    ended() {},
    reveal() {},
    removed() {
      isRemoved = true;
    },
  };
  return {
    folder,
    history,
    asked,
    conversation: conversations.show("c", page),
    isRemoved: () => isRemoved,
    texts: () =>
      asked.at(-1)?.map(({ parts }) => parts.map((part) => (part.type === "text" ? part.text : "")).join("")),
    /** What a window does that gets the focus. */
    focus() {
      assert.ok(history.changedElsewhere());
      conversations.refresh(history.isGone);
    },
    async answer() {
      await settled();
      answers.shift()?.();
      await settled();
    },
  };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

const queued = ({ unsent }: Conversation): readonly string[] => unsent.queue.map(({ text }) => text);

/** Another window, of a later version, makes the file its own. */
function migrate(folder: string): void {
  const database = new DatabaseSync(join(folder, "history.sqlite"));
  database.exec("PRAGMA user_version = 99");
  database.close();
}

function damage(folder: string): void {
  const file = join(folder, "history.sqlite");
  const database = new DatabaseSync(file);
  database.exec("DELETE FROM open; PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  writeFileSync(file, readFileSync(file).fill(0, 0, 100));
}

test("X14 a later version has the file: page, draft and queue stay, and what waits is sent", async (context) => {
  const { folder, history, conversation, asked, focus, isRemoved, answer } = started(context);
  conversation.send("first");
  await answer();
  conversation.send("second");
  conversation.send("third");
  migrate(folder);
  conversation.unsent.typed("half a thought");
  assert.deepEqual(history.notices, [{ kind: "newer" }]);
  focus();
  assert.deepEqual([isRemoved(), conversation.unsent.draft.text], [false, "half a thought"]);
  assert.deepEqual(queued(conversation), ["third"]);
  conversation.unsent.changeQueued(conversation.unsent.queue[0]!.id, "third, better");
  assert.deepEqual(queued(conversation), ["third, better"]);
  await answer();
  await settled();
  assert.equal(asked.at(-1)?.length, 5);
  assert.deepEqual(queued(conversation), []);
});

test("X14 a request of which a part can not be read is not sent", async (context) => {
  const { folder, history, conversation, asked, answer } = started(context);
  conversation.send("first");
  await answer();
  history.saveMessage("c", message("elsewhere", conversation.branch().at(-1), "of another window"));
  conversation.refresh();
  conversation.show("elsewhere");
  migrate(folder);
  conversation.unsent.typed("x");
  conversation.send("go on");
  await settled();
  const last = conversation.message(conversation.branch().at(-1)!);
  assert.deepEqual([last?.status, last?.error?.kind, asked.length], ["failed", "incomplete", 1]);
});

test("S07 while a damaged file is read back: page, draft and queue stay, and what waits is sent with all before it", async (context) => {
  const { folder, history, conversation, focus, isRemoved, answer, texts } = started(context);
  conversation.send("first");
  await answer();
  conversation.send("second");
  conversation.send("third");
  conversation.send("fourth");
  conversation.unsent.typed("half a thought");
  damage(folder);
  focus();
  assert.deepEqual(history.notices, [{ kind: "repairing" }]);
  assert.deepEqual([history.summary("c"), history.isGone("c"), history.canTell()], [undefined, false, false]);
  assert.deepEqual([isRemoved(), conversation.unsent.draft.text], [false, "half a thought"]);
  assert.deepEqual(queued(conversation), ["third", "fourth"]);
  await answer();
  assert.deepEqual(queued(conversation), ["fourth"]);
  await history.whole();
  await settled();
  assert.deepEqual(texts(), ["first", "An answer.", "second", "An answer.", "third"]);
  assert.deepEqual(queued(conversation), ["fourth"]);
  assert.deepEqual([history.canTell(), history.isGone("c"), history.isGone("never")], [true, false, true]);
  assert.equal(history.head("c")?.draft.text, "half a thought");
  assert.deepEqual(
    history.queue("c").map(({ text }) => text),
    ["fourth"],
  );
});
