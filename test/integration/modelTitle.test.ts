import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Conversation } from "../../src/chat/conversation.ts";
import { type Conversations, createConversations } from "../../src/chat/conversations.ts";
import { type History, openHistory } from "../../src/chat/history/history.ts";
import type { StoredMessage } from "../../src/chat/message.ts";
import { askTitle } from "../../src/chat/modelTitle.ts";
import { writeSetting } from "../../src/settings.ts";
import { defaultSettings } from "../../src/settingValues.ts";
import { until } from "../until.ts";

let asked: ServerResponse | undefined;
const server = createServer((_request, response) => {
  response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
  asked = response;
}).listen(0, "127.0.0.1");

after(() => {
  server.closeAllConnections();
  server.close();
});

/** A conversation whose title is asked for, while `meanwhile` happens to it. Returns the title that the history has then. */
async function titled(
  meanwhile: (history: History, conversations: Conversations) => void,
): Promise<string | undefined> {
  await until(() => server.listening, "the server listens");
  const { port } = server.address() as AddressInfo; // It listens on a port, not on a pipe.
  const folder = mkdtempSync(join(tmpdir(), "ask-qwen-title-"));
  const history = openHistory(folder, "not needed");
  // Other files are tested with the same settings afterwards.
  try {
    await writeSetting("endpoint", `http://127.0.0.1:${port}/v1`);
    await writeSetting("titles", "model");
    await titleAfter(history, meanwhile);
    return history.summary("c")?.title;
  } finally {
    history.close();
    rmSync(folder, { recursive: true });
    await writeSetting("endpoint", defaultSettings.endpoint);
    await writeSetting("titles", defaultSettings.titles);
  }
}

const shower = { changed() {}, grew() {}, ended() {}, reveal() {}, removed() {} };

async function titleAfter(history: History, meanwhile: Parameters<typeof titled>[0]): Promise<void> {
  const said = (id: string, role: StoredMessage["role"], text: string, parent?: string): StoredMessage => {
    const parts = [{ type: "text", text }] as const;
    return { id, ...(parent !== undefined && { parent }), role, parts, status: "done", createdAt: 1 };
  };
  history.create({ id: "c", workspace: "w" });
  history.saveMessage("c", said("q", "user", "why is it slow"));
  history.saveMessage("c", said("a", "assistant", "The loop.", "q"));
  history.rename("c", "why is it slow");
  const deps = {
    history,
    ask: () => assert.fail("nothing is asked"),
    chosen: () => ({ model: "m", endpoint: "e" }),
    toStoredError: () => assert.fail("nothing fails"),
    newId: () => "new",
    workspace: "w",
  };
  const conversations = createConversations(
    (id, listener) => new Conversation(id, deps, listener),
    () => {},
  );
  asked = undefined;
  const warnings: string[] = [];
  const asking = askTitle(conversations.show("c", shower), {
    keys: { get: async () => undefined },
    log: { warn: (text) => void warnings.push(text) },
    usage: { record: () => {} },
    within: conversations.within,
  });
  await until(() => asked !== undefined, "the title is asked for");
  meanwhile(history, conversations);
  const chunk = { id: "1", object: "chat.completion.chunk", created: 1, model: "m" };
  const choice = { index: 0, delta: { role: "assistant", content: "Slow loop" }, finish_reason: null };
  const last = { index: 0, delta: {}, finish_reason: "stop" };
  for (const one of [choice, last]) asked!.write(`data: ${JSON.stringify({ ...chunk, choices: [one] })}\n\n`);
  asked!.end("data: [DONE]\n\n");
  await asking;
  assert.deepEqual(warnings, []);
}

test("a title from a model takes the place of the first words", async () => {
  assert.equal(await titled(() => {}), "Slow loop");
});

test("a title that the reader gave meanwhile stays, also if another conversation is shown by then", async () => {
  const renamed = await titled((_history, conversations) => conversations.get("c")?.rename("My own"));
  assert.equal(renamed, "My own");
  const left = await titled((history, conversations) => {
    conversations.leave("c");
    history.rename("c", "My own");
  });
  assert.equal(left, "My own");
});

test("a conversation that was deleted meanwhile gets no title, and does not come back", async () => {
  const title = await titled((history, conversations) => {
    conversations.leave("c");
    history.remove("c");
  });
  assert.equal(title, undefined);
});
