// Faults within an answer: W21 to W42, against the stand-in and the real SDK.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answer, answerEvents, eventStream, events, sse } from "../../dashscope/answers.ts";
import { type StandIn, startStandIn } from "../../dashscope/standIn.ts";
import { ask, requestTo, testKey } from "./ask.ts";
import { served, servedText } from "./served.ts";

let standIn: StandIn;
before(async () => {
  standIn = await startStandIn({ key: testKey });
  // The first request of a process loads the SDK and fetch: not to be counted against short limits.
  await ask(requestTo(standIn.url));
});
after(() => standIn.close());

const delta = (content: unknown, finish: string | null = null) => ({
  choices: [{ index: 0, delta: { content }, finish_reason: finish }],
});
const anywhere = requestTo("https://a.example/v1");
const chunks = (...data: readonly unknown[]) => servedText(data.map(sse).join(""));

test("W21 headers and then silence end at the limit for the first token", async () => {
  standIn.enqueue([{ head: 200, headers: eventStream }, { stall: true }]);
  const { error, retries } = await ask(requestTo(standIn.url), { limits: { firstMs: 200 } });
  assert.deepEqual([error?.kind, error?.limit, retries.length], ["timeoutFirst", 0.2, 0]);
  assert.equal((await standIn.requests.at(-1)!.closed).complete, false);
});

test("W21 silence before the headers ends there too", async () => {
  standIn.enqueue([{ stall: true }]);
  assert.equal((await ask(requestTo(standIn.url), { limits: { firstMs: 200 } })).error?.kind, "timeoutFirst");
});

test("W22 X02 silence after three tokens keeps them, and a later message works", async () => {
  standIn.enqueue([
    ...answer("", {}).slice(0, 1),
    { send: answerEvents("one two three", { chunk: 5 }).slice(0, 4).join("") },
    { stall: true },
  ]);
  const { error, text } = await ask(requestTo(standIn.url), { limits: { idleMs: 200 } });
  assert.deepEqual([error?.kind, text], ["timeoutIdle", "one two three"]);
  assert.equal((await ask(requestTo(standIn.url))).text, "Hello from the stand-in.");
});

test("W23 comments and empty chunks are no progress", async () => {
  for (const repeat of [": keep-alive\n\n", sse({ choices: [] }), sse(delta(""))]) {
    standIn.enqueue([{ head: 200, headers: eventStream }, { send: sse(delta("begun")) }, { repeat, everyMs: 5 }]);
    const { error, text } = await ask(requestTo(standIn.url), { limits: { idleMs: 200 } });
    assert.deepEqual([error?.kind, text], ["timeoutIdle", "begun"]);
  }
});

test("W24 a reset in the middle keeps the text and is not retried", async () => {
  const sent = standIn.requests.length;
  let release = () => {};
  const shown = new Promise<void>((resolve) => (release = resolve));
  standIn.enqueue([
    { head: 200, headers: eventStream },
    { send: `${sse(delta("half an ans"))}data: {"cho` },
    { until: shown },
    { reset: true },
  ]);
  // An RST makes the kernel drop what the reader has not read yet, so it comes when the text was shown.
  setTimeout(release, 50);
  const { error, text } = await ask(requestTo(standIn.url));
  assert.deepEqual([error?.kind, text, standIn.requests.length - sent], ["interrupted", "half an ans", 1]);
});

test("W25 an end without finish_reason is an interruption, with [DONE] as well as without", async () => {
  for (const tail of ["", "data: [DONE]\n\n"]) {
    const { error, text, finish } = await ask(anywhere, { fetch: servedText(sse(delta("cut")) + tail) });
    assert.deepEqual([error?.kind, text, finish], ["interrupted", "cut", undefined]);
  }
});

const mixed = "中文 **粗体**, emoji 👩‍👩‍👧‍👦 🇨🇳, ünï\r\n\ttab";
// Escapes of JSON would hide the characters' bytes, and the real thing sends none.
const mixedBytes = Buffer.from((sse(delta(mixed)) + sse(delta("", "stop"))).replaceAll("\n", "\r\n"));

test("W26 an answer cut at every byte is the same answer", async () => {
  for (let i = 1; i < mixedBytes.length; i++) {
    const { text, error } = await ask(anywhere, {
      fetch: served([mixedBytes.subarray(0, i), mixedBytes.subarray(i)]),
    });
    assert.deepEqual([text, error], [mixed, undefined], `cut at ${i}`);
  }
});

test("W27 one byte a packet is the same answer", async () => {
  const text = "四千字节 and so on. ".repeat(12);
  standIn.enqueue(answer(text, { chunk: 100, split: "byte" }));
  assert.equal((await ask(requestTo(standIn.url))).text, text);
});

test("W28 an end inside a character keeps what was whole", async () => {
  const bytes = Buffer.from(sse(delta("好")) + sse(delta("坏")));
  const { text, error } = await ask(anywhere, { fetch: served([bytes.subarray(0, bytes.indexOf("坏") + 1)]) });
  assert.equal(text, "好");
  assert.ok(error?.kind === "interrupted" || error?.kind === "damaged", error?.kind);
});

test("W29 a byte order mark and every kind of line end are read", async () => {
  const body = answerEvents("lines").join("");
  for (const text of [`\ufeff${body}`, body.replaceAll("\n", "\r\n"), body.replaceAll("\n", "\r")]) {
    for (const size of [text.length, 1]) {
      const bytes = Buffer.from(text);
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      assert.equal((await ask(anywhere, { fetch: served(pieces) })).text, "lines");
    }
  }
});

test("W30 fields other than data, and data in several lines, are read as the standard says", async () => {
  const body = `: hello\nid: 7\nretry: 10\nfoo: bar\nevent:\ndata:{"choices":[{"delta":\ndata: {"content":"multi"}}]}\n\ndata\n: x\n\n${sse(delta("", "stop"))}`;
  const { text, error, finish } = await ask(anywhere, { fetch: servedText(body.replace("data\n: x\n\n", "id\n\n")) });
  assert.deepEqual([text, error, finish], ["multi", undefined, "stop"]);
});

test("W31 one damaged chunk in fifty keeps the text and tells, without its content", async () => {
  for (const damage of [
    '{"choices":[{"delta":{"content":"secret words',
    "[1,]",
    "nul",
    "{'a':1}",
    "\u0000",
    "<html>",
    '{"a":\t"\u0001"}',
  ]) {
    const good = Array.from({ length: 25 }, (_, i) => sse(delta(`${i} `))).join("");
    const { error, text } = await ask(anywhere, { fetch: servedText(`${good}data: ${damage}\n\n${good}`) });
    assert.equal(error?.kind, "damaged", damage);
    assert.match(text, /^0 1 .* 24 $/);
    assert.doesNotMatch(error?.message ?? "", /secret/);
  }
});

test("W32 right JSON of wrong types is passed over", async () => {
  const wrong = [
    null,
    1,
    '"x"',
    [],
    {},
    { choices: "x" },
    { choices: null },
    { choices: [3, "y", []] },
    { choices: {} },
    { choices: [{ delta: null }] },
    { choices: [{ delta: "text" }] },
    { choices: [{ delta: { content: 5, reasoning_content: {}, tool_calls: 7 } }] },
    {
      choices: [
        {
          delta: { content: { a: 1 }, tool_calls: [null, {}, { function: "f" }, { index: "0", id: 5 }] },
          finish_reason: 3,
        },
      ],
      usage: "many",
    },
    { choices: [{ index: 1, delta: { content: "another choice" } }] },
    { usage: [], id: 9, choices: [{}] },
  ];
  const { text, thinking, error, calls, finish } = await ask(anywhere, {
    fetch: chunks(delta("a"), ...wrong, delta("b", "stop")),
  });
  assert.deepEqual([text, thinking, error, calls, finish], ["ab", "", undefined, [], "stop"]);
});

test("W32 a choice that is null, over which the SDK stumbles, is damage and not our words", async () => {
  const { text, error } = await ask(anywhere, { fetch: chunks(delta("a"), { choices: [null] }) });
  assert.deepEqual([text, error?.kind, error?.message], ["a", "damaged", ""]);
});

test("W33 an error among the data is told with its code, as the first chunk and after ten", async () => {
  const failed = { error: { code: "internal_error", message: "boom" }, request_id: "r-1" };
  const first = await ask(anywhere, { fetch: chunks(failed), limits: { backoffMinMs: 1, backoffMaxMs: 1 } });
  assert.deepEqual(
    [first.error?.kind, first.error?.code, first.error?.message, first.retries.length],
    ["server", "internal_error", "boom", 2],
  );
  const later = await ask(anywhere, { fetch: chunks(...Array.from({ length: 10 }, () => delta("x")), failed) });
  assert.deepEqual([later.error?.code, later.text, later.retries.length], ["internal_error", "xxxxxxxxxx", 0]);
});

test("W34 event: error is an error, and so are error_finish and a status within words", async () => {
  const native =
    'id:1\nevent:error\n:HTTP_STATUS/429\ndata:{"request_id":"r","code":"Throttling.RateQuota","message":"m"}\n\n';
  assert.equal((await ask(anywhere, { fetch: servedText(sse(delta("x")) + native) })).error?.kind, "rateLimit");
  const finish = await ask(anywhere, {
    fetch: chunks(delta("kept"), delta("Throttling: too many requests", "error_finish")),
  });
  assert.deepEqual(
    [finish.error?.kind, finish.error?.message, finish.text],
    ["overloaded", "Throttling: too many requests", "kept"],
  );
  const words = { error: { message: "<429> InternalError.Algo: Request failed [Too many requests.]" } };
  const prefixed = await ask(anywhere, { fetch: chunks(delta("x"), words) });
  assert.deepEqual([prefixed.error?.kind, prefixed.error?.status], ["overloaded", 429]);
});

test("W35 usage is what was sent last, and absent rather than zero or nonsense", async () => {
  const used = async (...usages: readonly unknown[]) =>
    (await ask(anywhere, { fetch: chunks(delta("x", "stop"), ...usages.map((usage) => ({ choices: [], usage }))) }))
      .usage;
  assert.deepEqual(await used({ prompt_tokens: 1, completion_tokens: 2 }), { input: 1, output: 2 });
  assert.deepEqual(await used({ prompt_tokens: 1 }, { prompt_tokens: 5 }), { input: 5 });
  assert.deepEqual(await used({ prompt_tokens: -1, completion_tokens: 1.5, prompt_tokens_details: null }), undefined);
  assert.deepEqual(await used(), undefined);
});

test("W36 the sentinel counts once and only exactly; its letters in a text are text", async () => {
  const done = "data: [DONE]\n\n";
  const body = sse(delta("[DONE] data: [DONE]")) + sse(delta("", "stop"));
  for (const tail of [done + done, done + sse(delta("late")), "data: [DONE] \n\n", "data:[DONE]\n\n", ""]) {
    const { text, finish, error, events: all } = await ask(anywhere, { fetch: servedText(body + tail) });
    assert.deepEqual([text, finish, error], ["[DONE] data: [DONE]", "stop", undefined]);
    assert.equal(all.filter(({ type }) => type === "finish").length, 1);
  }
});

test("W37 and W38: length, content_filter and an empty answer are told by their finish", async () => {
  assert.equal((await ask(anywhere, { fetch: chunks(delta("cut", "length")) })).finish, "length");
  assert.equal((await ask(anywhere, { fetch: chunks(delta("", "content_filter")) })).finish, "filtered");
  const { events: all } = await ask(anywhere, { fetch: chunks(delta("", "stop")) });
  assert.deepEqual(all, [{ type: "finish", reason: "stop" }]);
});

test("W39 thinking alone and then the end keeps the thinking", async () => {
  const { thinking, error } = await ask(anywhere, {
    fetch: chunks({ choices: [{ delta: { content: null, reasoning_content: "hm" } }] }),
  });
  assert.deepEqual([thinking, error?.kind], ["hm", "interrupted"]);
});

test("W40 of an interrupted answer no tool call is given out", async () => {
  const piece = {
    choices: [{ delta: { tool_calls: [{ index: 0, id: "c", function: { name: "run", arguments: '{"a":' } }] } }],
  };
  const { calls, error } = await ask(anywhere, { fetch: chunks(piece) });
  assert.deepEqual([calls, error?.kind], [[], "interrupted"]);
});

test("W41 a line of 5 MiB stops at the cap of 1 MiB and keeps the text", async () => {
  standIn.enqueue([
    { head: 200, headers: eventStream },
    { send: sse(delta("kept")) },
    { send: `data: ${"x".repeat(5 * 1024 ** 2)}` },
  ]);
  const { error, text } = await ask(requestTo(standIn.url));
  assert.deepEqual([error?.kind, error?.limit, text], ["lineTooLarge", 1024 ** 2, "kept"]);
});

test("W42 an endless answer stops at the cap, and its connection with it", async () => {
  standIn.enqueue([
    { head: 200, headers: eventStream },
    { repeat: sse(delta("x".repeat(8000))).repeat(8), everyMs: 0 },
  ]);
  const { error, text } = await ask(requestTo(standIn.url), { limits: { answerBytes: 1024 ** 2 } });
  assert.equal(error?.kind, "answerTooLarge");
  assert.ok(text.length > 1024 ** 2 && text.length < 1024 ** 2 + 16_000, `${text.length}`);
  assert.equal((await standIn.requests.at(-1)!.closed).complete, false);
});

test("W42 a stream without end and without an answer stops by its bytes", async () => {
  standIn.enqueue([
    { head: 200, headers: eventStream },
    { repeat: `: ${"x".repeat(60_000)}\n\n`, everyMs: 0 },
  ]);
  const { error } = await ask(requestTo(standIn.url), { limits: { wireBytes: 1024 ** 2 } });
  assert.equal(error?.kind, "answerTooLarge");
});

test("after the finish a server that keeps the line open is not waited for", async () => {
  standIn.enqueue([{ head: 200, headers: eventStream }, { send: sse(delta("all", "stop")) }, { stall: true }]);
  const { text, finish, error } = await ask(requestTo(standIn.url), { limits: { tailMs: 40 } });
  assert.deepEqual([text, finish, error], ["all", "stop", undefined]);
});

test("a stream of just these events ends well through the stand-in", async () => {
  standIn.enqueue(events(delta("a"), delta("b", "stop")));
  assert.equal((await ask(requestTo(standIn.url))).text, "ab");
});
