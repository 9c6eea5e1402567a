import assert from "node:assert/strict";
import { test } from "node:test";
import { budgetSteps, levelOf, levels, nearestStep } from "../../../media/thinkingSteps.ts";
import { bodyOf } from "../../../src/qwen/body.ts";
import { presets } from "../../../src/qwen/endpoints.ts";

test("the slider doubles from 1,024 up to what the model takes, whatever that is", () => {
  assert.deepEqual(budgetSteps(38_912), [1024, 2048, 4096, 8192, 16_384, 32_768, 38_912]);
  assert.equal(budgetSteps(262_144).at(-1), 262_144);
  assert.equal(budgetSteps(262_144).length, 9);
  assert.deepEqual(budgetSteps(100), [100]);
});

test("a number between two steps is shown at the nearer one", () => {
  const steps = budgetSteps(38_912);
  assert.deepEqual(
    [1, 1500, 3000, 1e9].map((tokens) => steps[nearestStep(steps, tokens)]),
    [1024, 2048, 4096, 38_912],
  );
});

test("the level that is shown is the one that is sent", () => {
  const endpoint = presets.find(({ id }) => id === "singapore")!;
  const sent = (thinkingBudget: number) =>
    bodyOf({ endpoint, model: "qwen3.8-max", messages: [], thinking: "on", thinkingBudget })["reasoning_effort"];
  const words = { thinkingChoiceLow: "low", thinkingChoiceMedium: "medium", thinkingChoiceHighest: "xhigh" };
  for (const tokens of [1, 4096, 4097, 16_384, 16_385, 262_144])
    assert.equal(sent(tokens), words[levelOf(tokens).label]);
  assert.deepEqual(
    levels.map(({ tokens }) => sent(tokens)),
    ["low", "medium", "xhigh"],
  );
});
