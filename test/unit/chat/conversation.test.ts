import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { Conversation, type ConversationDeps } from "../../../src/chat/conversation.ts";
import type { History } from "../../../src/chat/history/history.ts";
import type { StoredMessage } from "../../../src/chat/message.ts";
import { sendCompared } from "../../../src/chat/sendCompared.ts";
import type { Event } from "../../../src/qwen/types.ts";
import type { CodeReference } from "../../../src/reference.ts";
import { openHistory } from "./history/fixture.ts";

/** A model whose answers the test writes event by event. */
function scriptedModel() {
  const calls: {
    branch: readonly StoredMessage[];
    model: string;
    signal: AbortSignal;
    push(event: Event | Error | "end"): void;
  }[] = [];
  async function* ask(branch: readonly StoredMessage[], model: string, signal: AbortSignal): AsyncGenerator<Event> {
    const waiting: (Event | Error | "end")[] = [];
    let wake = (): void => {};
    signal.addEventListener("abort", () => wake());
    calls.push({
      branch,
      model,
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
let folder: string;
let history: History;
let deps: ConversationDeps;
let changes: number;
let growth: string[];
let ends: string[];

function open(id = "c1"): Conversation {
  return new Conversation(id, deps, {
    changed: () => changes++,
    grew: (_message, part, at, added) => growth.push(`${part}@${at}:${added}`),
    ended: ({ status }) => ends.push(status),
  });
}

/** The open branch with its bodies. */
const branchOf = (conversation: Conversation): (StoredMessage | undefined)[] =>
  conversation.branch().map((id) => conversation.message(id));

const stored = (): StoredMessage[] => [...history.messages("c1")];

/** Lets the newest request be answered. */
async function answered(text: string): Promise<void> {
  await settled();
  model.calls.at(-1)?.push({ type: "text", text });
  model.calls.at(-1)?.push({ type: "finish", reason: "stop" });
  await settled();
}

const code = (id: string): CodeReference => ({
  type: "reference",
  kind: "code",
  id,
  label: `${id}.ts:1-2`,
  path: `${id}.ts`,
  uri: `file:///${id}.ts`,
  startLine: 1,
  endLine: 2,
  language: "typescript",
  enclosing: [],
  code: "let x;",
});

beforeEach(() => {
  let id = 0;
  model = scriptedModel();
  folder = mkdtempSync(join(tmpdir(), "conversation-"));
  history = openHistory(folder);
  changes = 0;
  growth = [];
  ends = [];
  deps = {
    history,
    ask: model.ask,
    chosen: ({ model = "qwen3.7-plus" }) => ({ model, endpoint: "singapore" }),
    toStoredError: (thrown) => ({ kind: "server", message: String(thrown), host: "h" }),
    newId: () => `m${++id}`,
    workspace: "w",
  };
});

afterEach(() => {
  history.close();
  rmSync(folder, { recursive: true });
});

describe("a conversation", () => {
  it("stores the prompt before anything is asked, and the answer when it is done", async () => {
    const conversation = open();
    conversation.send("hello\nthere");
    assert.equal(stored()[0]?.parts[0]?.type, "text");
    assert.equal(conversation.title, "hello there");
    await settled();
    model.calls[0]?.push({ type: "thinking", text: "hm" });
    model.calls[0]?.push({ type: "text", text: "Hi" });
    model.calls[0]?.push({ type: "text", text: " you" });
    model.calls[0]?.push({ type: "usage", usage: { input: 3, output: 2, thinking: 1 } });
    model.calls[0]?.push({ type: "finish", reason: "stop" });
    await settled();
    assert.deepEqual(
      stored().map((message) => [message.role, message.status, text(message)]),
      [
        ["user", "done", "hello\nthere"],
        ["assistant", "done", "hmHi you"],
      ],
    );
    const thought = stored()[1]?.parts[0];
    assert.ok(thought?.type === "thinking" && thought.tokens === 1 && thought.seconds !== undefined);
    assert.deepEqual(growth, ["1@2: you"]);
    assert.equal(conversation.isBusy, false);
    assert.deepEqual(ends, ["done"]);
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
    assert.deepEqual([text(branchOf(conversation)[1]), branchOf(conversation)[1]?.status], ["part", "stopped"]);
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
    assert.deepEqual(branchOf(conversation).map(text), ["one", "1", "two", "2", "three", "3"]);
    assert.deepEqual(conversation.unsent.queue, []);
  });

  it("W46 what waits is changed in its place and moved, for both windows and after a restart", async () => {
    const conversation = open();
    for (const one of ["now", "one", "two", "three"]) conversation.send(one);
    await settled();
    const texts = (of: Conversation): string[] => of.unsent.queue.map(({ text }) => text);
    const idOf = (wanted: string): string => conversation.unsent.queue.find(({ text }) => text === wanted)?.id ?? "";
    conversation.unsent.changeQueued(idOf("two"), "two!");
    assert.deepEqual(texts(conversation), ["one", "two!", "three"]);
    conversation.unsent.moveQueued(idOf("three"), -1);
    conversation.unsent.moveQueued(idOf("one"), -1);
    conversation.unsent.moveQueued(idOf("one"), 1);
    assert.deepEqual(texts(conversation), ["three", "one", "two!"]);
    assert.deepEqual(texts(open()), ["three", "one", "two!"]);
    const other = open();
    other.unsent.enqueue({ id: "from there", text: "four", references: [] });
    conversation.unsent.moveQueued(idOf("two!"), -1);
    conversation.refresh();
    assert.deepEqual(texts(conversation), ["three", "two!", "one", "four"]);
    await answered("done");
    assert.equal(text(branchOf(conversation)[2]), "three");
  });

  it("W46 a change to one whose turn has come is not lost: it is added to the composer", async () => {
    const conversation = open();
    conversation.send("now");
    conversation.send("later");
    await settled();
    const [{ id } = { id: "" }] = conversation.unsent.queue;
    await answered("done");
    conversation.unsent.changeQueued(id, "later, better");
    assert.equal(conversation.unsent.draft.text, "later, better");
    conversation.unsent.clearDraft();
    // A page that was brought back from before a crash does not know that its change was made, and has been asked.
    conversation.unsent.changeQueued(id, "later");
    assert.equal(conversation.unsent.draft.text, "");
    conversation.unsent.changeQueued(id, "late");
    assert.equal(conversation.unsent.draft.text, "late", "a change that only takes away is one too");
    assert.equal(stored().filter(({ role }) => role === "user").length, 2, "and it is not sent twice");
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
      open().unsent.queue.map((entry) => entry.text),
      ["two"],
    );
    conversation.sendQueued(conversation.unsent.queue[0]?.id ?? "");
    await settled();
    assert.equal(model.calls.length, 2);
    assert.deepEqual(open().unsent.queue, []);
  });

  it("an edited prompt becomes a sibling, and nothing is overwritten", async () => {
    const conversation = open();
    conversation.send("first");
    await settled();
    model.calls[0]?.push({ type: "text", text: "A" });
    model.calls[0]?.push({ type: "finish", reason: "stop" });
    await settled();
    const [first = ""] = conversation.branch();
    conversation.edit(first, { text: "second" });
    await settled();
    model.calls[1]?.push({ type: "text", text: "B" });
    model.calls[1]?.push({ type: "finish", reason: "stop" });
    await settled();
    assert.deepEqual(branchOf(conversation).map(text), ["second", "B"]);
    const [second = ""] = conversation.branch();
    assert.equal(conversation.siblings(second).length, 2);
    conversation.openBranch(second, 0);
    assert.deepEqual(branchOf(conversation).map(text), ["first", "A"]);
    assert.equal(stored().length, 4);
    assert.deepEqual(model.calls[1]?.branch.map(text), ["second"]);
  });

  it("trying again makes another answer to the same prompt", async () => {
    const conversation = open();
    conversation.send("q");
    await settled();
    model.calls[0]?.push(new Error("boom"));
    await settled();
    const failed = branchOf(conversation)[1];
    assert.equal(failed?.status, "failed");
    assert.equal(failed?.error?.kind, "server");
    conversation.retry(failed?.id ?? "");
    await settled();
    model.calls[1]?.push({ type: "text", text: "ok" });
    model.calls[1]?.push({ type: "finish", reason: "stop" });
    await settled();
    assert.deepEqual(branchOf(conversation).map(text), ["q", "ok"]);
    assert.deepEqual(model.calls[1]?.branch.map(text), ["q"]);
  });

  it("an error after some text keeps the text and is an interruption", async () => {
    const conversation = open();
    conversation.send("q");
    await settled();
    model.calls[0]?.push({ type: "text", text: "half" });
    model.calls[0]?.push(new Error("cut"));
    await settled();
    assert.deepEqual([text(branchOf(conversation)[1]), branchOf(conversation)[1]?.status], ["half", "interrupted"]);
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
      assert.equal(branchOf(conversation)[1]?.note, note);
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
      branchOf(conversation)[1]?.parts.map((part) => part.type),
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
    const branch = branchOf(open());
    assert.deepEqual([text(branch[1]), branch[1]?.status], ["hal", "interrupted"]);
  });

  it("a draft survives a restart with its code, and the page is told of it once", () => {
    const conversation = open();
    conversation.unsent.typed("half a thou");
    conversation.unsent.offer({ text: "", references: [code("a"), code("b")] });
    conversation.unsent.detach("b");
    const again = open().unsent;
    assert.deepEqual([again.draft, again.revision], [{ text: "half a thou", references: [code("a")] }, 1]);
  });

  it("M29 a message of another conversation is unknown here, so nothing can be done with it", async () => {
    const other = open("c2");
    other.send("theirs");
    await settled();
    const [id = ""] = other.branch();
    const conversation = open("c1");
    assert.ok(other.message(id));
    assert.equal(conversation.message(id), undefined);
    conversation.retry(id);
    conversation.edit(id, { text: "changed" });
    conversation.openBranch(id, 0);
    assert.equal(conversation.isEmpty, true);
    assert.equal(model.calls.length, 1);
  });

  it("S09 a cycle or a missing parent does not hang or hide what can be read", () => {
    history.create({ id: "c1", workspace: "w" });
    history.saveMessage("c1", { id: "x", parent: "y", role: "user", parts: [], status: "done", createdAt: 1 });
    history.saveMessage("c1", { id: "y", parent: "x", role: "assistant", parts: [], status: "done", createdAt: 1 });
    history.setLeaf("c1", "y");
    assert.deepEqual(open().branch(), ["x", "y"]);
  });

  it("what is attached goes with the text, and the draft is empty once it is stored as a message", async () => {
    const conversation = open();
    conversation.unsent.offer({ text: "", references: [code("a")] });
    conversation.unsent.typed("what is th");
    conversation.sendDraft("what is this?");
    assert.equal(text(branchOf(conversation)[0]), "[a.ts:1-2]what is this?");
    assert.equal(conversation.unsent.hasDraft, false);
    assert.equal(open().unsent.hasDraft, false);
    await answered("code");
    conversation.unsent.offer({ text: "", references: [code("b")] });
    conversation.sendDraft("");
    assert.equal(text(branchOf(conversation)[2]), "[b.ts:1-2]");
  });

  it("a question of another command leaves what is being written alone", () => {
    const conversation = open();
    conversation.unsent.typed("my own");
    conversation.send("Explain this.", [code("a")]);
    assert.equal(conversation.unsent.draft.text, "my own");
  });

  it("a queued prompt is taken back with its code, behind what is being written", async () => {
    const conversation = open();
    conversation.send("one");
    conversation.send("two", [code("a")]);
    conversation.unsent.typed("three");
    conversation.unsent.takeBack(conversation.unsent.queue[0]?.id ?? "");
    assert.deepEqual(conversation.unsent.draft, { text: "three\n\ntwo", references: [code("a")] });
    assert.deepEqual(conversation.unsent.queue, []);
    assert.equal(conversation.unsent.revision, 1);
  });

  it("S14 two windows that queue prompts lose none and send none twice", async () => {
    const [one, two] = [open(), open()];
    one.send("first");
    const other = open();
    one.send("mine");
    other.refresh();
    two.send("second");
    two.send("theirs");
    one.refresh();
    assert.deepEqual(
      one.unsent.queue.map((entry) => entry.text),
      ["mine", "theirs"],
    );
    const [mine] = one.unsent.queue;
    other.refresh();
    other.sendQueued(mine?.id ?? "");
    one.sendQueued(mine?.id ?? "");
    one.unsent.takeBack(mine?.id ?? "");
    assert.equal(one.unsent.draft.text, "");
    const prompts = [...history.messages("c1")].filter(({ role }) => role === "user").map(text);
    assert.deepEqual(prompts, ["first", "second", "mine"]);
    assert.deepEqual(
      history.queue("c1").map((entry) => entry.text),
      ["theirs"],
    );
  });

  it("a queued prompt that was stored, but not taken out of the queue before a crash, is not asked twice", async () => {
    const conversation = open();
    conversation.send("one");
    conversation.send("two");
    const { queue } = conversation.unsent;
    await answered("1");
    await answered("2");
    for (const prompt of queue) history.setQueued("c1", prompt, true);
    assert.deepEqual(open().unsent.queue, []);
    assert.deepEqual(branchOf(open()).map(text), ["one", "1", "two", "2"]);
  });

  it("a side question is a branch of its own, and the way back is one step, after a restart too", async () => {
    const conversation = open();
    conversation.send("a");
    await answered("A");
    conversation.send("b");
    await answered("B");
    const [, first = "", , last = ""] = conversation.branch();
    conversation.side(first);
    assert.deepEqual(branchOf(conversation).map(text), ["a", "A"]);
    assert.equal(conversation.sideFrom, first);
    conversation.send("beside");
    await answered("S");
    assert.deepEqual(model.calls.at(-1)?.branch.map(text), ["a", "A", "beside"]);
    const again = open();
    assert.equal(again.sideFrom, first);
    again.back();
    assert.deepEqual(branchOf(again).map(text), ["a", "A", "b", "B"]);
    assert.equal(again.sideFrom, undefined);
    // From the last answer: nothing else follows it, and the way back is there all the same.
    again.side(last);
    again.send("beside the end");
    await answered("E");
    assert.equal(again.sideFrom, last);
    assert.equal(stored().length, 8);
  });

  it("a hit of the search opens the newest branch that has it", async () => {
    const conversation = open();
    conversation.send("first");
    await answered("A");
    const [first = "", answer = ""] = conversation.branch();
    conversation.edit(first, { text: "second" });
    await answered("B");
    assert.equal(conversation.show(answer), true);
    assert.deepEqual(branchOf(conversation).map(text), ["first", "A"]);
    assert.equal(conversation.show("unknown"), false);
  });

  /** Pushes to the request of that number. */
  const say = async (call: number, ...events: (Event | Error)[]): Promise<void> => {
    for (const event of events) model.calls[call]?.push(event);
    await settled();
  };
  const word = (text: string): Event => ({ type: "text", text });
  const end: Event = { type: "finish", reason: "stop" };

  it("a question to two models is asked of both at once, and both answers are versions below the same prompt", async () => {
    const conversation = open();
    conversation.unsent.typed("which?");
    sendCompared(conversation, "which?", "qwen3.8-max");
    await settled();
    assert.deepEqual(
      model.calls.map((call) => [call.model, call.branch.map(text).join()]),
      [
        ["qwen3.7-plus", "which?"],
        ["qwen3.8-max", "which?"],
      ],
    );
    assert.equal(conversation.unsent.draft.text, "");
    await say(1, word("right"));
    await say(0, word("left"));
    await say(1, end);
    assert.equal(conversation.isBusy, true);
    await say(0, end);
    const [left = "", right = ""] = conversation.pair;
    assert.deepEqual([text(conversation.message(left)), text(conversation.message(right))], ["left", "right"]);
    assert.deepEqual(conversation.siblings(left), [left, right]);
    assert.deepEqual(branchOf(conversation).map(text), ["which?", "left"]);
    assert.equal(conversation.message(right)?.seconds, 0);
    conversation.keep(right);
    assert.deepEqual(conversation.pair, []);
    assert.deepEqual(branchOf(conversation).map(text), ["which?", "right"]);
    assert.deepEqual(branchOf(open()).map(text), ["which?", "right"], "after a restart as well");
    assert.equal(stored().length, 3);
  });

  it("stop stops both; what had come of each is kept, after a restart too", async () => {
    const conversation = open();
    sendCompared(conversation, "q", "other");
    await settled();
    await say(0, word("lef"));
    await say(1, word("rig"));
    conversation.stop();
    assert.equal(conversation.isBusy, false);
    assert.ok(model.calls.every(({ signal }) => signal.aborted));
    assert.deepEqual(
      stored().map((message) => [message.status, text(message)]),
      [
        ["done", "q"],
        ["stopped", "lef"],
        ["stopped", "rig"],
      ],
    );
    assert.deepEqual(branchOf(open()).map(text), ["q", "lef"]);
  });

  it("an answer is compared with another model's; while it is not decided, what waits goes on waiting", async () => {
    const conversation = open();
    conversation.send("q");
    await settled();
    await say(0, word("A"));
    const answer = conversation.branch()[1] ?? "";
    conversation.compare(answer, "other");
    conversation.send("next");
    await settled();
    assert.equal(model.calls.length, 2, "the one that runs goes on");
    await say(1, word("B"), end);
    await say(0, end);
    assert.equal(model.calls.length, 2);
    assert.equal(conversation.unsent.queue.length, 1);
    conversation.keep(answer);
    await settled();
    assert.equal(model.calls.length, 3);
    assert.deepEqual(branchOf(conversation).map(text).slice(0, 3), ["q", "A", "next"]);
  });

  it("keeping one stops the other; keeping the one that runs lets it go on", async () => {
    const conversation = open();
    conversation.send("q");
    await settled();
    conversation.compare(conversation.branch()[1] ?? "", "other");
    await settled();
    await say(1, word("B"));
    const [left = "", right = ""] = conversation.pair;
    conversation.keep(right);
    assert.equal(conversation.message(left)?.status, "stopped");
    assert.ok(model.calls[0]?.signal.aborted);
    assert.equal(conversation.isBusy, true);
    await say(1, word(" more"), end);
    assert.deepEqual(branchOf(conversation).map(text), ["q", "B more"]);
  });

  it("an earlier answer is compared at the end of its own branch; kept, it has what followed it again", async () => {
    const conversation = open();
    conversation.send("a");
    await answered("A");
    conversation.send("b");
    await answered("B");
    const [, first = ""] = conversation.branch();
    conversation.compare(first, "other");
    await answered("A2");
    assert.deepEqual(branchOf(conversation).map(text), ["a", "A2"]);
    assert.equal(conversation.pair.length, 2);
    conversation.keep(first);
    assert.deepEqual(branchOf(conversation).map(text), ["a", "A", "b", "B"]);
  });

  it("a question asked while two answers stand there goes on from the open one", async () => {
    const conversation = open();
    conversation.send("a");
    await answered("A");
    conversation.compare(conversation.branch()[1] ?? "", "other");
    await answered("A2");
    conversation.send("next");
    assert.deepEqual(conversation.pair, []);
    assert.deepEqual(branchOf(conversation).map(text), ["a", "A", "next", ""]);
  });

  it("S14 X17 two windows on one conversation make two branches, and see each other's after a look", async () => {
    const otherHistory = openHistory(folder);
    const conversation = open();
    conversation.send("a");
    await answered("A");
    const other = new Conversation("c1", { ...deps, history: otherHistory }, { changed() {}, grew() {}, ended() {} });
    conversation.send("from here");
    await answered("1");
    other.send("from there");
    await answered("2");
    assert.deepEqual(branchOf(other).map(text), ["a", "A", "from there", "2"]);
    assert.equal(history.changedElsewhere(), true);
    conversation.refresh();
    const [, , here = ""] = conversation.branch();
    assert.equal(conversation.siblings(here).length, 2);
    conversation.openBranch(here, 1);
    assert.deepEqual(branchOf(conversation).map(text), ["a", "A", "from there", "2"]);
    assert.equal(stored().length, 6);
    otherHistory.close();
  });
});
