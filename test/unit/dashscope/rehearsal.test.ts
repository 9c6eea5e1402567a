import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import OpenAI from "openai";
import { rehearsalModel, startRehearsal } from "../../dashscope/rehearsal.ts";
import type { StandIn } from "../../dashscope/standIn.ts";

let rehearsal: StandIn;
let client: OpenAI;
before(async () => {
  rehearsal = await startRehearsal(0);
  client = new OpenAI({ apiKey: "none", baseURL: `${rehearsal.origin}/v1`, maxRetries: 0 });
});
after(() => rehearsal.close());

interface Heard {
  readonly text: string;
  readonly thinking: string;
  readonly input: number;
}

async function ask(...questions: readonly string[]): Promise<Heard> {
  let [text, thinking, input] = ["", "", 0];
  const messages = questions.map((content) => ({ role: "user" as const, content }));
  const stream = await client.chat.completions.create({ model: rehearsalModel, messages, stream: true });
  for await (const chunk of stream) {
    const delta: { content?: string | null; reasoning_content?: string | null } = chunk.choices[0]?.delta ?? {};
    text += delta.content ?? "";
    thinking += delta.reasoning_content ?? "";
    input = chunk.usage?.prompt_tokens ?? input;
  }
  return { text, thinking, input };
}

test("the rehearsal lists its one model and greets with what can be typed", async () => {
  const models = await client.models.list();
  assert.deepEqual(
    models.data.map((model) => model.id),
    [rehearsalModel],
  );
  const { text, input } = await ask("hello");
  assert.match(text, /rehearsal, not Qwen/);
  for (const word of ["/think", "/code", "/table", "/math", "/long", "/slow", "/error", "/cut", "/chinese"]) {
    assert.ok(text.includes(word), word);
  }
  assert.ok(input > 10);
});

test("it counts and names what stands in the code that was sent", async () => {
  const code = "class Shop {\n  add(item) {\n    if (item) this.items.push(item);\n  }\n}";
  const { text } = await ask(`Explain this.\n\nFrom shop.js, lines 1-5:\n\`\`\`javascript\n${code}\n\`\`\``);
  assert.match(text, /shop\.js, lines 1-5/);
  assert.match(text, /5 lines, 0 of them blank/);
  assert.match(text, /1 branches/);
  assert.match(text, /`Shop` \| class \| 1/);
  assert.match(text, /`add` \| method \| 2/);
});

test("it quotes a question, knows which turn it is, and answers Chinese in Chinese", async () => {
  assert.match((await ask("first", "How deep is the sea?")).text, /> How deep is the sea\?[\s\S]*question 2/);
  assert.match((await ask("海有多深？")).text, /> 海有多深？[\s\S]*第 1 个问题/);
});

test("/think streams thinking before the text", async () => {
  const { thinking, text } = await ask("/think");
  assert.ok(thinking.length > 100);
  assert.match(text, /folded away/);
});

test("/error key refuses the key, /cut breaks the connection in the middle", async () => {
  await assert.rejects(ask("/error key"), { status: 401 });
  await assert.rejects(ask("/error quota"), { status: 403 });
  await assert.rejects(ask("/cut"));
});
