import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { VERSION } from "../../../../src/chat/history/schema.ts";
import type { StoredMessage } from "../../../../src/chat/message.ts";
import { draft, fill, listed, loaded, message, opened, temporaryFolder, textOf } from "./fixture.ts";

/** Another program at the file's rows. */
function edit(folder: string, sql: string): void {
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const database = new DatabaseSync(join(folder, "history.sqlite"));
  database.exec(sql);
  database.close();
}

const unmarked = { pinned: false, archived: false, removed: false };

const full: StoredMessage = {
  id: "a1",
  parent: "u1",
  role: "assistant",
  parts: [
    { type: "thinking", text: "hm", seconds: 2.5, tokens: 7 },
    { type: "text", text: "答え" },
    {
      type: "reference",
      kind: "code",
      id: "r1",
      label: "a.ts:1-2",
      path: "src/a.ts",
      uri: "file:///a.ts",
      startLine: 1,
      endLine: 2,
      language: "typescript",
      enclosing: ["class A {"],
      code: "x\ny",
      omittedLines: 3,
      omittedCharacters: 4,
    },
  ],
  status: "interrupted",
  model: "qwen-plus",
  endpoint: "singapore",
  usage: { input: 1, cached: 0, output: 3, thinking: 2 },
  error: { kind: "network", message: "reset", code: "ECONNRESET", httpStatus: 502, requestId: "r", host: "h" },
  note: "length",
  createdAt: 1234,
};

test("everything of a conversation is there after closing and opening", (context) => {
  const folder = temporaryFolder(context);
  const history = opened(context, folder);
  assert.deepEqual(
    [listed(history), loaded(history, "c"), history.latest("/w"), history.notices],
    [[], undefined, undefined, []],
  );
  history.create({ id: "c", workspace: "/w" });
  history.setOpen("/w", "c");
  history.saveMessage("c", message("u1"));
  history.saveMessage("c", { ...full, status: "streaming", parts: [] });
  history.saveMessage("c", full);
  history.rename("c", "A title");
  history.saveDraft("c", draft("half"));
  history.setQueued("c", { id: "q", text: "next", references: [] }, true);
  const expected = {
    id: "c",
    title: "A title",
    messages: [message("u1"), full],
    leaf: "a1",
    back: [],
    draft: draft("half"),
    queue: [{ id: "q", text: "next", references: [] }],
  };
  assert.deepEqual(loaded(history, "c"), expected);
  history.close();
  const again = opened(context, folder);
  assert.deepEqual(loaded(again, "c"), expected);
  assert.deepEqual(listed(again), [
    { id: "c", title: "A title", workspace: "/w", updatedAt: 1234, messages: 2, ...unmarked },
  ]);
  assert.equal(again.latest("/w"), "c");
  assert.equal(again.latest("/other"), undefined);
});

test("a draft is kept before the first message, and the list shows only conversations with messages", (context) => {
  const folder = temporaryFolder(context);
  const history = opened(context, folder);
  history.create({ id: "d", workspace: "" });
  history.setOpen("", "d");
  history.saveDraft("d", draft("not sent yet"));
  history.close();
  const again = opened(context, folder);
  assert.deepEqual(listed(again), []);
  assert.equal(loaded(again, again.latest("") ?? "")?.draft.text, "not sent yet");
});

test("a removed conversation is gone, from the file's bytes too", (context) => {
  const folder = temporaryFolder(context);
  const history = opened(context, folder);
  history.create({ id: "c", workspace: "/w" });
  history.setOpen("/w", "c");
  history.saveMessage("c", message("m", undefined, `SECRET ${"long ".repeat(4000)} ENDOFSECRET`));
  history.saveMessage("kept", message("k"));
  history.remove("c");
  assert.deepEqual(
    [loaded(history, "c"), history.latest("/w"), listed(history).map(({ id }) => id)],
    [undefined, undefined, ["kept"]],
  );
  history.close();
  const bytes = readFileSync(join(folder, "history.sqlite"), "latin1");
  assert.equal(bytes.includes("SECRET"), false);
  assert.equal(bytes.includes("text of k"), true);
});

test("a new message under the open branch's end becomes its end; a sibling does not until it is said", (context) => {
  const history = opened(context, temporaryFolder(context));
  history.saveMessage("c", message("u1"));
  history.saveMessage("c", message("a1", "u1"));
  history.saveMessage("c", message("a2", "u1"));
  assert.equal(loaded(history, "c")?.leaf, "a1");
  history.setLeaf("c", "a2");
  history.saveMessage("c", message("a1", "u1", "more of it"));
  assert.equal(loaded(history, "c")?.leaf, "a2");
  history.setLeaf("c", "nowhere");
  assert.equal(loaded(history, "c")?.leaf, "a2", "an end that does not exist is the last message");
});

test("S26 a clock that goes back changes neither the order of messages nor that of the list", (context) => {
  const history = opened(context, temporaryFolder(context));
  history.saveMessage("old", { ...message("o"), createdAt: 9_000 });
  history.saveMessage("c", { ...message("m1"), createdAt: 5_000 });
  history.saveMessage("c", { ...message("m2", "m1"), createdAt: 1_000 });
  history.saveMessage("c", { ...message("m3", "m2"), createdAt: Number.NaN });
  assert.deepEqual(
    loaded(history, "c")?.messages.map(({ id }) => id),
    ["m1", "m2", "m3"],
  );
  assert.deepEqual(
    listed(history).map(({ id }) => id),
    ["c", "old"],
  );
});

test("S24 naughty strings as titles, texts, drafts, queues and ids come back byte for byte", (context) => {
  const folder = temporaryFolder(context);
  const naughty = createRequire(import.meta.url)("big-list-of-naughty-strings/blns.json") as string[];
  const strings = [...new Set([...naughty, "\0", "a\0b", "\ufeff", "\r\n", "x".repeat(100_000)])];
  const history = opened(context, folder);
  for (const [index, text] of strings.entries()) {
    history.saveMessage("c", message(`m${index}`, index ? `m${index - 1}` : undefined, text));
  }
  for (const text of strings) history.setQueued("c", { id: text, text, references: [] }, true);
  history.saveDraft("c", draft(strings.join("\n")));
  history.rename("c", strings.join("\t"));
  history.close();
  const again = opened(context, folder);
  const conversation = loaded(again, "c");
  assert.deepEqual(textOf(again, "c"), strings);
  assert.deepEqual(
    conversation?.queue,
    strings.map((text) => ({ id: text, text, references: [] })),
  );
  assert.equal(conversation?.draft.text, strings.join("\n"));
  assert.equal(conversation?.title, strings.join("\t"));
});

test("S25 lone surrogates come back as they were", (context) => {
  const folder = temporaryFolder(context);
  const lone = "a\ud800b\udc00\ud800";
  const history = opened(context, folder);
  history.create({ id: "c", workspace: lone });
  history.setOpen(lone, "c");
  history.saveMessage("c", message("m", undefined, lone));
  history.rename("c", lone);
  history.saveDraft("c", draft(lone));
  history.close();
  const again = opened(context, folder);
  const conversation = loaded(again, "c");
  assert.deepEqual([textOf(again, "c"), conversation?.title, conversation?.draft.text], [[lone], lone, lone]);
  assert.equal(again.latest(lone), "c");
});

const notMessages = [
  "",
  "{",
  "null",
  "[]",
  '"text"',
  "1e999",
  "[[[[",
  '{"id":"x"}',
  '{"id":"x","role":"user","parts":{}}',
  '{"id":1,"role":"user","parts":[]}',
  "\ufeff{}",
  "{'id':'x'}",
  "nul",
  "-",
  '{"a":1,}',
  '["\\uD8"]',
  "[1]x",
  "\\u0000",
  '{"id":"x","role":"wizard","parts":[]}',
];

test("S08 rows that are no messages are skipped and counted, and stay in the file", (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 2);
  const rows = notMessages.map((body, index) => `('c', 'bad${index}', 0, '${body.replaceAll("'", "''")}')`);
  edit(folder, `INSERT INTO messages (conversation, id, at, body) VALUES ${rows.join(",")}`);
  const history = opened(context, folder);
  history.saveMessage("c", message("after", "m1"));
  assert.deepEqual(
    loaded(history, "c")?.messages.map(({ id }) => id),
    ["m0", "m1", "after"],
  );
  loaded(history, "c");
  assert.deepEqual(history.notices, [{ kind: "skipped", count: notMessages.length }]);
  history.close();
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const database = new DatabaseSync(join(folder, "history.sqlite"), { readOnly: true });
  const { n } = Object(database.prepare("SELECT count(*) AS n FROM messages WHERE id LIKE 'bad%'").get()) as {
    n: number;
  };
  database.close();
  assert.equal(n, notMessages.length);
});

test("S09 double ids, circles, missing parents, unknown roles, parts and fields load and do not hang", (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 1);
  const rows: readonly unknown[] = [
    { ...message("circle1", "circle2"), role: "user" },
    message("circle2", "circle1"),
    message("self", "self"),
    message("orphan", "gone"),
    message("orphan", "gone", "the same id again, in a row of its own"),
    {
      ...message("future", "orphan"),
      invented: { deep: [1] },
      status: "pondering",
      parts: [{ type: "hologram", text: "its text" }, { type: "hologram" }],
    },
    { ...message("wizard"), role: "wizard" },
  ];
  const ids = ["circle1", "circle2", "self", "orphan", "row", "future", "wizard"];
  const values = rows.map((row, index) => `('c', '${ids[index]}', 0, '${JSON.stringify(row)}')`);
  edit(folder, `INSERT INTO messages (conversation, id, at, body) VALUES ${values.join(",")}`);
  const history = opened(context, folder);
  const messages = loaded(history, "c")?.messages ?? [];
  assert.deepEqual(
    messages.map(({ id, parent }) => [id, parent]),
    [
      ["m0", undefined],
      ["circle1", "m0"],
      ["circle2", "circle1"],
      ["self", "circle2"],
      ["orphan", "self"],
      ["row", "orphan"],
      ["future", "orphan"],
    ],
  );
  assert.deepEqual(messages.at(-1), {
    ...message("future", "orphan"),
    status: "interrupted",
    parts: [{ type: "text", text: "its text" }],
  });
  assert.deepEqual(history.notices, [{ kind: "skipped", count: 2 }], "one part and one row");
});

test("S09 X14 a file of a newer version is not touched; this session is kept in memory", (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 2);
  edit(folder, "PRAGMA user_version = 99; ALTER TABLE messages ADD COLUMN colour TEXT");
  const before = readFileSync(join(folder, "history.sqlite"));
  const history = opened(context, folder);
  history.create({ id: "n", workspace: "/w" });
  history.setOpen("/w", "n");
  history.saveMessage("n", message("m"));
  history.rename("n", "in memory");
  history.retry();
  assert.deepEqual(history.notices, [{ kind: "newer" }]);
  assert.deepEqual(listed(history), [
    { id: "n", title: "in memory", workspace: "/w", updatedAt: 1_700_000_000_000, messages: 1, ...unmarked },
  ]);
  assert.equal(history.latest("/w"), "n");
  history.remove("n");
  assert.deepEqual(listed(history), []);
  history.close();
  assert.deepEqual(readFileSync(join(folder, "history.sqlite")), before);
});

test("S09 X14 a newer window that changes the tables while this one is open stops its writes", (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 1);
  const history = opened(context, folder);
  edit(folder, "PRAGMA user_version = 99");
  history.saveMessage("c", message("late", "m0"));
  assert.deepEqual(history.notices, [{ kind: "newer" }]);
  history.close();
  edit(folder, `PRAGMA user_version = ${VERSION}`);
  assert.equal(textOf(opened(context, folder), "c").length, 1);
});

test("S10 __proto__ and constructor in a row change no prototype", (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 1);
  const evil =
    '{"id":"evil","role":"user","parts":[{"type":"text","text":"x","__proto__":{"polluted":1}}],"status":"done","createdAt":1,"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"usage":{"__proto__":{"polluted":1},"input":1}}';
  edit(
    folder,
    `INSERT INTO messages (conversation, id, at, body) VALUES ('c', 'evil', 0, '${evil}'), ('__proto__', 'm', 0, '${evil}')`,
  );
  const history = opened(context, folder);
  history.saveMessage("__proto__", message("constructor"));
  const found = loaded(history, "c")?.messages.at(-1);
  assert.deepEqual(found, {
    id: "evil",
    role: "user",
    parts: [{ type: "text", text: "x" }],
    status: "done",
    usage: { input: 1 },
    createdAt: 1,
  });
  assert.equal(Object(found).polluted, undefined);
  assert.equal(Object({}).polluted, undefined);
  assert.equal(loaded(history, "__proto__")?.messages.length, 2);
});

test("listeners hear of every change of the notices, and no more once they are taken off", (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 1);
  edit(folder, "INSERT INTO messages (conversation, id, at, body) VALUES ('c', 'bad', 0, '{')");
  const history = opened(context, folder);
  let heard = 0;
  const off = history.onNotices(() => heard++);
  loaded(history, "c");
  loaded(history, "c");
  assert.equal(heard, 1);
  off();
  history.remove("c");
  assert.deepEqual([heard, history.notices], [1, []]);
});
