import assert from "node:assert/strict";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
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

/** A conversation whose title is asked for, while `meanwhile` happens to it. Returns the title that it has then. */
async function titled(meanwhile: (conversation: { title: string }) => void): Promise<string> {
  await until(() => server.listening, "the server listens");
  const { port } = server.address() as AddressInfo; // It listens on a port, not on a pipe.
  // Other files are tested with the same settings afterwards.
  try {
    await writeSetting("endpoint", `http://127.0.0.1:${port}/v1`);
    await writeSetting("titles", "model");
    return await titleAfter(meanwhile);
  } finally {
    await writeSetting("endpoint", defaultSettings.endpoint);
    await writeSetting("titles", defaultSettings.titles);
  }
}

async function titleAfter(meanwhile: (conversation: { title: string }) => void): Promise<string> {
  const said = (id: string, role: StoredMessage["role"], text: string): StoredMessage => {
    return { id, role, parts: [{ type: "text", text }], status: "done", createdAt: 1 };
  };
  const messages = [said("q", "user", "why is it slow"), said("a", "assistant", "The loop.")];
  const conversation = {
    title: "why is it slow",
    branch: () => messages.map(({ id }) => id),
    message: (id: string) => messages.find((one) => one.id === id),
    rename(title: string) {
      conversation.title = title;
    },
  };
  asked = undefined;
  const warnings: string[] = [];
  const asking = askTitle(
    conversation,
    { get: async () => undefined },
    { warn: (text) => void warnings.push(text) },
    { record: () => {} },
  );
  await until(() => asked !== undefined, "the title is asked for");
  meanwhile(conversation);
  const chunk = { id: "1", object: "chat.completion.chunk", created: 1, model: "m" };
  const choice = { index: 0, delta: { role: "assistant", content: "Slow loop" }, finish_reason: null };
  const last = { index: 0, delta: {}, finish_reason: "stop" };
  for (const one of [choice, last]) asked!.write(`data: ${JSON.stringify({ ...chunk, choices: [one] })}\n\n`);
  asked!.end("data: [DONE]\n\n");
  await asking;
  assert.deepEqual(warnings, []);
  return conversation.title;
}

test("a title from a model takes the place of the first words", async () => {
  assert.equal(await titled(() => {}), "Slow loop");
});

test("a title that the reader gave meanwhile stays", async () => {
  const title = await titled((conversation) => {
    conversation.title = "My own";
  });
  assert.equal(title, "My own");
});
