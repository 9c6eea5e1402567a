import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Conversation, type ConversationDeps } from "../../../src/chat/conversation.ts";
import type { StoredMessage } from "../../../src/chat/message.ts";
import type { Event } from "../../../src/qwen/types.ts";
import { memoryHistory } from "./memoryHistory.ts";

/** A model whose answers the test writes event by event. */
function scriptedModel() {
  const calls: { branch: readonly StoredMessage[]; signal: AbortSignal; push(event: Event | Error | "end"): void }[] =
    [];
  async function* ask(branch: readonly StoredMessage[], signal: AbortSignal): AsyncGenerator<Event> {
    const waiting: (Event | Error | "end")[] = [];
    let wake = (): void => {};
    signal.addEventListener("abort", () => wake());
    calls.push({
      branch,
      signal,
      push: (event) => {
        waiting.push(event);
        wake();
      },
    });
    for (;;) {
      const event = waiting.shift();
      if (event === "end" || signal.aborted) return;
      if (event instanceof Error) throw event;
      if (event) yield event;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return { calls, ask };
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

const text = (message: StoredMessage | undefined): string =>
  message?.parts.map((part) => (part.type === "reference" ? `[${part.label}]` : part.text)).join("") ?? "(none)";

let model: ReturnType<typeof scriptedModel>;
let history: ReturnType<typeof memoryHistory>;
let deps: ConversationDeps;
let changes: number;
let growth: string[];

function open(id = "c1"): Conversation {
  return new Conversation(id, deps, {
    changed: () => changes++,
    grew: (_message, part, at, added) => growth.push(`${part}@${at}:${added}`),
  });
}

beforeEach(() => {
  let id = 0;
  model = scriptedModel();
  history = memoryHistory();
  changes = 0;
  growth = [];
  deps = {
    history,
    ask: model.ask,
    chosen: () => ({ model: "qwen3.7-plus", endpoint: "singapore" }),
    toStoredError: (thrown) => ({ kind: "server", message: String(thrown), host: "h" }),
    newId: () => `m${++id}`,
    workspace: "w",
  };
});

describe("a conversation", () => {
  it("stores the prompt before anything is asked, and the answer when it is done", async () => {
    const conversation = open();
    conversation.send("hello\nthere");
    assert.equal(history.load("c1")?.messages[0]?.parts[0]?.type, "text");
    assert.equal(conversation.title, "hello there");
    await settled();
    model.calls[0]?.push({ type: "thinking", text: "hm" });
    model.calls[0]?.push({ type: "text", text: "Hi" });
    model.calls[0]?.push({ type: "text", text: " you" });
    model.calls[0]?.push({ type: "usage", usage: { input: 3, output: 2, thinking: 1 } });
    model.calls[0]?.push({ type: "finish", reason: "stop" });
    await settled();
    const stored = history.load("c1");
    assert.deepEqual(
      stored?.messages.map((message) => [message.role, message.status, text(message)]),
      [
        ["user", "done", "hello\nthere"],
        ["assistant", "done", "hmHi you"],
      ],
    );
    const thought = stored?.messages[1]?.parts[0];
    assert.ok(thought?.type === "thinking" && thought.tokens === 1 && thought.seconds !== undefined);
    assert.deepEqual(growth, ["1@2: you"]);
    assert.equal(conversation.isBusy, false);
  });

  it("stop keeps the partial answer and takes nothing more", async () => {
    const conversation = open();
    conversation.send("q");
    await settled();
    model.calls[0]?.push({ type: "text", text: "part" });
    await settled();
    conversation.stop();
    assert.equal(conversation.isBusy, false);
    assert.ok(model.calls[0]?.signal.aborted);
    model.calls[0]?.push({ type: "text", text: " more" });
    await settled();
    assert.deepEqual([text(conversation.branch()[1]), conversation.branch()[1]?.status], ["part", "stopped"]);
  });

  it("W46 prompts sent while an answer streams wait and go out in order, one request each", async () => {
    const conversation = open();
    conversation.send("one");
    conversation.send("two");
    conversation.send("three");
    await settled();
    assert.equal(model.calls.length, 1);
    for (const [index, answer] of ["1", "2", "3"].entries()) {
      model.calls[index]?.push({ type: "text", text: answer });
      model.calls[index]?.push({ type: "finish", reason: "stop" });
      await settled();
    }
    assert.equal(model.calls.length, 3);
    assert.deepEqual(conversation.branch().map(text), ["one", "1", "two", "2", "three", "3"]);
    assert.deepEqual(conversation.queue, []);
  });

  it("what waits behind a stopped or failed answer stays waiting, across a restart", async () => {
    const conversation = open();
    conversation.send("one");
    conversation.send("two");
    await settled();
    model.calls[0]?.push(new Error("boom"));
    await settled();
    assert.equal(model.calls.length, 1);
    assert.deepEqual(
      open().queue.map((entry) => entry.text),
      ["two"],
    );
    conversation.sendQueued(conversation.queue[0]?.id ?? "");
    await settled();
    assert.equal(model.calls.length, 2);
    assert.deepEqual(open().queue, []);
  });

  it("an edited prompt becomes a sibling, and nothing is overwritten", async () => {
    const conversation = open();
    conversation.send("first");
    await settled();
    model.calls[0]?.push({ type: "text", text: "A" });
    model.calls[0]?.push({ type: "finish", reason: "stop" });
    await settled();
    const first = conversation.branch()[0];
    conversation.edit(first?.id ?? "", "second");
    await settled();
    model.calls[1]?.push({ type: "text", text: "B" });
    model.calls[1]?.push({ type: "finish", reason: "stop" });
    await settled();
    assert.deepEqual(conversation.branch().map(text), ["second", "B"]);
    assert.equal(conversation.siblings(conversation.branch()[0] as StoredMessage).length, 2);
    conversation.openBranch(conversation.branch()[0]?.id ?? "", 0);
    assert.deepEqual(conversation.branch().map(text), ["first", "A"]);
    assert.equal(history.load("c1")?.messages.length, 4);
    assert.deepEqual(model.calls[1]?.branch.map(text), ["second"]);
  });

  it("trying again makes another answer to the same prompt", async () => {
    const conversation = open();
    conversation.send("q");
    await settled();
    model.calls[0]?.push(new Error("boom"));
    await settled();
    const failed = conversation.branch()[1];
    assert.equal(failed?.status, "failed");
    assert.equal(failed?.error?.kind, "server");
    conversation.retry(failed?.id ?? "");
    await settled();
    model.calls[1]?.push({ type: "text", text: "ok" });
    model.calls[1]?.push({ type: "finish", reason: "stop" });
    await settled();
    assert.deepEqual(conversation.branch().map(text), ["q", "ok"]);
    assert.deepEqual(model.calls[1]?.branch.map(text), ["q"]);
  });

  it("an error after some text keeps the text and is an interruption", async () => {
    const conversation = open();
    conversation.send("q");
    await settled();
    model.calls[0]?.push({ type: "text", text: "half" });
    model.calls[0]?.push(new Error("cut"));
    await settled();
    assert.deepEqual([text(conversation.branch()[1]), conversation.branch()[1]?.status], ["half", "interrupted"]);
  });

  it("W37 W38 an answer cut at the limit, withheld or empty says so", async () => {
    for (const [events, note] of [
      [
        [
          { type: "text", text: "x" },
          { type: "finish", reason: "length" },
        ],
        "length",
      ],
      [[{ type: "finish", reason: "filtered" }], "filtered"],
      [
        [
          { type: "thinking", text: "x" },
          { type: "finish", reason: "stop" },
        ],
        "empty",
      ],
    ] as const) {
      const conversation = open(`c-${note}`);
      conversation.send("q");
      await settled();
      for (const event of events) model.calls.at(-1)?.push(event as Event);
      await settled();
      assert.equal(conversation.branch()[1]?.note, note);
    }
  });

  it("text that turns out to be thinking becomes thinking", async () => {
    const conversation = open();
    conversation.send("q");
    await settled();
    model.calls[0]?.push({ type: "text", text: "Let me see" });
    model.calls[0]?.push({ type: "textWasThinking" });
    model.calls[0]?.push({ type: "text", text: "Yes." });
    model.calls[0]?.push({ type: "finish", reason: "stop" });
    await settled();
    assert.deepEqual(
      conversation.branch()[1]?.parts.map((part) => part.type),
      ["thinking", "text"],
    );
  });

  it("an answer that ran when the editor ended opens as interrupted, its text kept", () => {
    history.create({ id: "c1", workspace: "w" });
    history.saveMessage("c1", {
      id: "u",
      role: "user",
      parts: [{ type: "text", text: "q" }],
      status: "done",
      createdAt: 1,
    });
    history.saveMessage("c1", {
      id: "a",
      parent: "u",
      role: "assistant",
      parts: [{ type: "text", text: "hal" }],
      status: "streaming",
      createdAt: 2,
    });
    history.setLeaf("c1", "a");
    const branch = open().branch();
    assert.deepEqual([text(branch[1]), branch[1]?.status], ["hal", "interrupted"]);
  });

  it("a draft survives a restart, and the page is told of it once", () => {
    const conversation = open();
    conversation.setDraft("half a thou");
    const again = open();
    assert.deepEqual([again.draft, again.draftRevision], ["half a thou", 1]);
  });

  it("M29 a message of another conversation is unknown here, so nothing can be done with it", async () => {
    const other = open("c2");
    other.send("theirs");
    await settled();
    const id = other.branch()[0]?.id ?? "";
    const conversation = open("c1");
    assert.ok(other.message(id));
    assert.equal(conversation.message(id), undefined);
    conversation.retry(id);
    conversation.edit(id, "changed");
    conversation.openBranch(id, 0);
    assert.equal(conversation.isEmpty, true);
    assert.equal(model.calls.length, 1);
  });

  it("S09 a cycle or a missing parent does not hang or hide what can be read", () => {
    history.create({ id: "c1", workspace: "w" });
    history.saveMessage("c1", { id: "x", parent: "y", role: "user", parts: [], status: "done", createdAt: 1 });
    history.saveMessage("c1", { id: "y", parent: "x", role: "assistant", parts: [], status: "done", createdAt: 1 });
    history.setLeaf("c1", "y");
    assert.deepEqual(
      open()
        .branch()
        .map((message) => message.id),
      ["x", "y"],
    );
  });
});
