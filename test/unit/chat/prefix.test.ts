// Requests of one conversation begin with the same bytes, so that the service's caches know them again: raw bodies, through the
// real client.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { StoredMessage } from "../../../src/chat/message.ts";
import { promptFor } from "../../../src/chat/prompt.ts";
import type { Request, Usage } from "../../../src/qwen/types.ts";
import type { CodeReference } from "../../../src/reference.ts";
import { answer } from "../../dashscope/answers.ts";
import { createCache } from "../../dashscope/cache.ts";
import { type StandIn, startStandIn } from "../../dashscope/standIn.ts";
import { ask, requestTo } from "../qwen/ask.ts";

let standIn: StandIn;
let turn = 0;
before(async () => {
  const usage = createCache();
  // The real rules: a field that the model does not take ends the test.
  standIn = await startStandIn({
    respond: ({ json }) => {
      const { enable_thinking: isOn, reasoning_effort: effort } = json as Readonly<Record<string, unknown>>;
      const thinking = isOn || (effort !== undefined && effort !== "none") ? `Thinking about turn ${turn}.` : "";
      return answer(`Answer ${turn}: because of "that" — 因为.`, { thinking, usage: usage(json, 20) });
    },
  });
});
after(() => standIn.close());

interface Turn extends Partial<Request> {
  readonly attached?: number;
}

const code = (lines: number): CodeReference => ({
  type: "reference",
  kind: "code",
  id: `r${lines}`,
  label: "a.ts",
  path: "src/a.ts",
  uri: "file:///somewhere/src/a.ts",
  startLine: 1,
  endLine: lines,
  language: "typescript",
  enclosing: [],
  code: Array.from({ length: lines }, (_, line) => `export const value${line} = compute(${line}, "text");`).join("\n"),
});

/** Asks one question after the other and gives the raw bodies, with what the service said of its cache. */
async function converse(turns: readonly Turn[]): Promise<readonly { readonly body: string; readonly usage: Usage }[]> {
  const branch: StoredMessage[] = [];
  const sent: { body: string; usage: Usage }[] = [];
  for (const { attached, ...wish } of turns) {
    turn++;
    const text = { type: "text", text: `Question ${turn}?` } as const;
    const parts = attached === undefined ? [text] : [code(attached), text];
    const common = { status: "done", createdAt: Date.now() } as const;
    branch.push({ ...common, id: `p${turn}`, role: "user", parts });
    const {
      text: said,
      thinking,
      usage,
      error,
    } = await ask(requestTo(standIn.url, { messages: promptFor(branch, undefined), ...wish }));
    assert.equal(error, undefined, error?.message);
    const thought = thinking === "" ? [] : [{ type: "thinking", text: thinking } as const];
    branch.push({ ...common, id: `a${turn}`, role: "assistant", parts: [...thought, { type: "text", text: said }] });
    sent.push({ body: standIn.requests.at(-1)!.body, usage: usage! });
  }
  return sent;
}

/** The body up to the end of the last message, and what stands before the messages. */
function split(body: string): readonly [settings: string, messages: string] {
  const at = body.indexOf('"messages":[');
  assert.ok(at > 0 && body.endsWith("]}"));
  return [body.slice(0, at), body.slice(at, -2)];
}

function assertContinues(bodies: readonly string[]): void {
  for (const [index, body] of bodies.entries()) {
    const before = bodies[index - 1];
    if (before !== undefined) assert.ok(split(body)[1].startsWith(`${split(before)[1]},`), `request ${index}`);
  }
}

test("each request begins with the whole one before it, byte for byte", async () => {
  for (const model of ["qwen3.7-plus", "qwen3.8-max", "qwen3-coder-plus", "qwen-max"]) {
    const bodies = (await converse([{}, {}, {}, {}].map(() => ({ model })))).map(({ body }) => body);
    assertContinues(bodies);
    assert.equal(new Set(bodies.map((body) => split(body)[0])).size, 1, model);
  }
});

test("thinking, a budget, a search and attachments in between change nothing in the messages before", async () => {
  for (const model of ["qwen3.7-plus", "qwen3.8-max"]) {
    const turns: readonly Turn[] = [
      { model },
      { model, thinking: "on" },
      { model, thinking: "on", thinkingBudget: 2000, attached: 20 },
      { model, search: true },
      { model, attached: 300 },
      { model, thinking: "on", search: true },
      { model, attached: 60 },
      { model },
    ];
    assertContinues((await converse(turns)).map(({ body }) => body));
  }
});

test("a long context is written into the cache once and read at each later turn, also when settings change in between", async () => {
  const sent = await converse([{ attached: 300 }, {}, { thinking: "on" }, { search: true }, { attached: 200 }, {}]);
  assertContinues(sent.map(({ body }) => body));
  const marks = sent.map(({ body }) => body.split('"cache_control"').length - 1);
  assert.deepEqual(marks, [1, 1, 1, 1, 2, 2]);
  const [first, ...later] = sent.map(({ usage }) => usage);
  const written = first!.cacheWritten!;
  assert.ok(written > 3000, `${written}`);
  assert.deepEqual(
    later.slice(0, 3).map(({ cached, cacheWritten }) => [cached, cacheWritten]),
    [
      [written, 0],
      [written, 0],
      [written, 0],
    ],
  );
  const [fifth, sixth] = later.slice(3);
  assert.equal(fifth?.cached, written);
  assert.ok(fifth!.cacheWritten! > 2000);
  assert.equal(sixth?.cached, written + fifth!.cacheWritten!);
});

test("a short conversation has no marks and is left to the service's own cache", async () => {
  const sent = await converse([{ attached: 25 }, {}, {}]);
  assert.ok(sent.every(({ body, usage }) => !body.includes("cache_control") && usage.cacheWritten === undefined));
  assert.ok(sent[1]!.usage.cached! > 256);
});
