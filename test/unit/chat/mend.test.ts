// A conversation with a service whose content check refuses whatever has a bad word in it. It must always be possible to go on.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, it } from "node:test";
import { Conversation } from "../../../src/chat/conversation.ts";
import type { History } from "../../../src/chat/history/history.ts";
import { mend } from "../../../src/chat/mend.ts";
import { type StoredMessage, textOf } from "../../../src/chat/message.ts";
import { promptFor } from "../../../src/chat/prompt.ts";
import { viewOf } from "../../../src/chat/view.ts";
import { QwenError } from "../../../src/qwen/errors.ts";
import type { Event, Message } from "../../../src/qwen/types.ts";
import type { CodeReference } from "../../../src/reference.ts";
import { around } from "./chaos/window.ts";
import { openHistory } from "./history/fixture.ts";

let folder: string;
let history: History;
let sent: string[];
let ids = 0;

/** Refuses a request with "BAD" in it; an answer to "SLIP" is stopped after its first words. */
async function* ask(branch: readonly StoredMessage[]): AsyncGenerator<Event> {
  const messages = promptFor(branch, undefined).slice(1);
  const text = messages.map(({ content }: Message) => String(content)).join(" | ");
  sent.push(text);
  if (text.includes("BAD")) throw new QwenError("inspectionInput", "", { host: "h" });
  yield { type: "text", text: text.includes("SLIP") ? "a BAD beginning" : `fine ${sent.length}` };
  if (text.includes("SLIP")) throw new QwenError("inspectionOutput", "", { host: "h" });
  yield { type: "finish", reason: "stop" };
}

const open = (): Conversation =>
  new Conversation(
    "c",
    {
      history,
      ask,
      chosen: () => ({ model: "m", endpoint: "e" }),
      toStoredError: (thrown) => ({ kind: (thrown as QwenError).kind, message: "", host: "h" }), // All that is thrown here.
      newId: () => `m${++ids}`,
      workspace: "w",
    },
    { changed() {}, grew() {}, ended() {} },
  );

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mend-"));
  history = openHistory(folder);
  sent = [];
});

afterEach(() => {
  history.close();
  rmSync(folder, { recursive: true });
});

/** Says it and waits for the answer. */
async function say(conversation: Conversation, text: string, references: readonly CodeReference[] = []): Promise<void> {
  conversation.send(text, references);
  await settled();
}

const last = (conversation: Conversation): StoredMessage => {
  const message = conversation.message(conversation.branch().at(-1) ?? "");
  assert.ok(message);
  return message;
};

const promptOf = (conversation: Conversation, answer: StoredMessage): StoredMessage => {
  const prompt = conversation.message(answer.parent ?? "");
  assert.ok(prompt);
  return prompt;
};

/** What the page marks as not sent with later questions. */
const marked = (conversation: Conversation): string[] =>
  viewOf(conversation, 30, { done: 0, refused: 0 }, around)
    .messages.filter(({ isLeftOut }) => isLeftOut)
    .map(({ parts }) => parts.map((part) => ("text" in part ? part.text : "")).join(""));

it("W11 a refused question does not keep the next ones from being answered, and is marked", async () => {
  const conversation = open();
  await say(conversation, "one");
  await say(conversation, "BAD two");
  assert.equal(last(conversation).error?.kind, "inspectionInput");
  for (const text of ["three", "four", "five"]) {
    await say(conversation, text);
    assert.equal(last(conversation).status, "done", text);
  }
  assert.equal(sent.at(-1), "one | fine 1 | three | fine 3 | four | fine 4 | five");
  assert.deepEqual(marked(conversation), ["BAD two"]);
});

it("W11 an answer that the check stops in mid-stream is kept, marked, and left out of what follows", async () => {
  const conversation = open();
  await say(conversation, "SLIP");
  assert.equal(last(conversation).error?.kind, "inspectionOutput");
  assert.equal(textOf(last(conversation)), "a BAD beginning");
  await say(conversation, "and now");
  await say(conversation, "and then");
  assert.equal(last(conversation).status, "done");
  assert.equal(sent.at(-1), "and now | fine 2 | and then");
  assert.deepEqual(marked(conversation), ["SLIP"]);
  assert.equal(textOf(conversation.message(conversation.branch()[1] ?? "") ?? last(conversation)), "a BAD beginning");
});

it("W11 when what is older trips the check, leaving out the exchange before goes on, one exchange at a time", async () => {
  const conversation = open();
  // An answer that was let through once and is not any more.
  await say(conversation, "one");
  history.saveMessage("c", { ...last(conversation), parts: [{ type: "text", text: "BAD after all" }] });
  const again = open();
  await say(again, "two");
  assert.equal(last(again).error?.kind, "inspectionInput");
  mend(again, promptOf(again, last(again)), "leaveOut");
  await settled();
  assert.equal(last(again).status, "done");
  assert.equal(sent.at(-1), "two");
  assert.deepEqual(marked(again), ["one"]);
  assert.equal(again.siblings(promptOf(again, last(again)).id).length, 2, "the refused one is a version of it");
  await say(again, "three");
  assert.match(sent.at(-1) ?? "", /^two \| fine \d+ \| three$/);
  // And after a restart.
  const restarted = open();
  assert.deepEqual(marked(restarted), ["one"]);
});

it("W11 the culprit is reached however far back it is", async () => {
  const conversation = open();
  for (const text of ["one", "two", "three"]) await say(conversation, text);
  const [, first = ""] = conversation.branch();
  const stored = conversation.message(first);
  assert.ok(stored);
  history.saveMessage("c", { ...stored, parts: [{ type: "text", text: "BAD after all" }] });
  const again = open();
  await say(again, "four");
  for (let press = 0; press < 3; press++) {
    assert.equal(last(again).error?.kind, "inspectionInput");
    mend(again, promptOf(again, last(again)), "leaveOut");
    await settled();
  }
  assert.equal(last(again).status, "done");
  assert.deepEqual(marked(again), ["one", "two", "three"]);
});

it("W11 without its attachments the question is asked again as another version; the text stays", async () => {
  const code: CodeReference = {
    type: "reference",
    kind: "code",
    id: "r",
    label: "a.ts",
    path: "a.ts",
    uri: "file:///a.ts",
    startLine: 1,
    endLine: 1,
    language: "ts",
    enclosing: [],
    code: "BAD",
  };
  const conversation = open();
  await say(conversation, "explain", [code]);
  assert.equal(last(conversation).error?.kind, "inspectionInput");
  mend(conversation, promptOf(conversation, last(conversation)), "withoutAttachments");
  await settled();
  assert.deepEqual([last(conversation).status, sent.at(-1)], ["done", "explain"]);
  assert.equal(conversation.siblings(conversation.branch()[0] ?? "").length, 2);
});
