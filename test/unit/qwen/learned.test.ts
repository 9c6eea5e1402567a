// What the service refuses is learned, through the stand-in and the real `openai` package.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createLearned } from "../../../src/qwen/learned.ts";
import type { Request } from "../../../src/qwen/types.ts";
import { answer, failure } from "../../dashscope/answers.ts";
import { type StandIn, startStandIn } from "../../dashscope/standIn.ts";
import { ask, requestTo, testKey } from "./ask.ts";

let standIn: StandIn;
before(async () => {
  standIn = await startStandIn({ key: testKey });
});
after(() => standIn.close());
beforeEach(() => standIn.clear());

const tooLarge = (limit: number | string) =>
  failure(
    400,
    "invalid_parameter_error",
    `<400> InternalError.Algo.InvalidParameter: The thinking_budget parameter must be a positive integer and not greater than ${limit}`,
  );
const thinking = (rest: Partial<Request> = {}): Request =>
  requestTo(standIn.url, { thinking: "on", thinkingBudget: 50_000, ...rest });
const budgets = (from: number) =>
  standIn.requests.slice(from).map(({ json }) => (json as { thinking_budget?: number }).thinking_budget);

test("a thinking budget that is refused is made as small as the answer says, once, and later requests begin with it", async () => {
  const learned = createLearned();
  const from = standIn.requests.length;
  standIn.enqueue(tooLarge(38_912), answer("thought about it"));
  const { text, error, retries } = await ask(thinking(), { learned });
  assert.deepEqual([text, error, retries], ["thought about it", undefined, []]);
  assert.deepEqual(budgets(from), [50_000, 38_912]);
  assert.equal(learned.budgetLimit(thinking()), 38_912);
  await ask(thinking(), { learned });
  await ask(thinking({ thinkingBudget: 1000 }), { learned });
  await ask(thinking({ model: "qwen3.7-max" }), { learned });
  assert.deepEqual(budgets(from + 2), [38_912, 1000, 50_000]);
});

test("without a budget of the user's, the limit is named: the model's own default was too large", async () => {
  const from = standIn.requests.length;
  standIn.enqueue(tooLarge(8192), answer("ok"));
  const { thinkingBudget: _, ...automatic } = thinking();
  const { text } = await ask(automatic, { learned: createLearned() });
  assert.deepEqual([text, budgets(from)], ["ok", [undefined, 8192]]);
});

test("a second refusal is told, with the limit; so is one that names none", async () => {
  const from = standIn.requests.length;
  standIn.enqueue(tooLarge(8192), tooLarge(4096));
  const { error } = await ask(thinking());
  assert.deepEqual([error?.kind, error?.limit, budgets(from).length], ["thinkingBudget", 4096, 2]);
  standIn.enqueue(tooLarge("what the model can"));
  const unnamed = await ask(thinking());
  assert.deepEqual([unnamed.error?.kind, budgets(from).length], ["parameter", 3]);
});

test("a refusal in mid-answer is not asked again", async () => {
  const from = standIn.requests.length;
  const [head] = answer("x");
  const began = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: "half" } }] })}\n\n`;
  const refused = `data: ${JSON.stringify({ error: { code: "invalid_parameter_error", message: "thinking_budget must not exceed 100" } })}\n\n`;
  standIn.enqueue([head!, { send: began + refused }]);
  const { text, error } = await ask(thinking(), { learned: createLearned() });
  assert.deepEqual([text, error?.kind, budgets(from).length], ["half", "thinkingBudget", 1]);
});

test("other wordings of the limit are understood", async () => {
  for (const words of [
    "Range of thinking_budget should be [1, 4096]",
    "thinking_budget should be less than or equal to 4096",
    "The maximum value of thinking_budget is 4096: got 50000, thinking_budget can be at most 4096",
  ]) {
    standIn.enqueue(failure(400, "invalid_parameter_error", words), answer("ok"));
    const learned = createLearned();
    const { text } = await ask(thinking(), { learned });
    assert.deepEqual([text, learned.budgetLimit(thinking())], ["ok", 4096], words);
  }
});

test("a search that is refused is an error of its own, and is remembered for that model at that host", async () => {
  const learned = createLearned();
  const search = requestTo(standIn.url, { search: true });
  standIn.enqueue(
    failure(
      400,
      "invalid_parameter_error",
      "<400> InternalError.Algo.InvalidParameter: This model does not support enable_search.",
    ),
  );
  const { error } = await ask(search, { learned });
  assert.equal(error?.kind, "search");
  assert.ok(learned.refusesSearch(search));
  assert.ok(!learned.refusesSearch({ ...search, model: "qwen-plus" }));
  assert.ok(
    !learned.refusesSearch({ ...search, endpoint: { ...search.endpoint, baseUrl: "https://other.example/v1" } }),
  );
});

test("sources of a search come as an event, once for what is new", async () => {
  const [first, second] = [1, 2].map((index) => ({
    index,
    title: `Page ${index}`,
    url: `https://example.com/${index}`,
  }));
  const chunk = (search_results: readonly unknown[], content: string) =>
    `data: ${JSON.stringify({ search_info: { search_results }, choices: [{ index: 0, delta: { content } }] })}\n\n`;
  const [head, rest] = answer("!");
  standIn.enqueue([
    head!,
    { send: chunk([first], "As [1] ") + chunk([first], "and ") + chunk([first, second], "[2] say") },
    rest!,
  ]);
  const { events, text } = await ask(requestTo(standIn.url, { search: true }));
  assert.equal(text, "As [1] and [2] say!");
  assert.deepEqual(
    events.flatMap((event) => (event.type === "sources" ? [event.sources.map(({ number }) => number)] : [])),
    [[1], [1, 2]],
  );
});
