import assert from "node:assert/strict";
import { test } from "node:test";
import manifest from "../../package.json" with { type: "json" };
import { defaultSettings, type Settings, settingsFrom } from "../../src/settingValues.ts";

test("without anything written the defaults hold, and they are the manifest's", () => {
  const settings = settingsFrom(() => undefined);
  assert.deepEqual(settings, defaultSettings);
  const declared = Object.entries(manifest.contributes.configuration.properties).map(
    ([name, { default: value }]) => [name.replace("askQwen.", ""), value] as const,
  );
  assert.deepEqual(Object.fromEntries(declared), settings);
});

test("what the user wrote counts", () => {
  const written: Settings = {
    endpoint: "beijing",
    model: "qwen3.8-max",
    thinking: true,
    thinkingBudget: 4096,
    preserveThinking: "off",
    replyLanguage: "zh-cn",
    titles: "model",
    fontSize: 15,
    lineWidth: 90,
    density: "compact",
    notifyWhenDone: true,
    monthlyBudget: 25,
    projectInstructions: false,
  };
  assert.deepEqual(
    settingsFrom((name) => written[name]),
    written,
  );
});

test("a value of the wrong type or outside the list is as if it were not there", () => {
  for (const nonsense of [null, -7, Number.NaN, {}, [], "", "  ", "constructor"]) {
    const settings = settingsFrom((name) => (name === "endpoint" || name === "model" ? undefined : nonsense));
    assert.deepEqual(settings, defaultSettings);
  }
  for (const nonsense of [null, -7, {}, [], "", "  ", true]) {
    assert.deepEqual(
      settingsFrom((name) => (name === "thinking" || name === "notifyWhenDone" ? undefined : nonsense)),
      defaultSettings,
    );
  }
});

test("a budget is a whole number of tokens that some model takes", () => {
  const budgets = [1e9, 2000.7, 0.5, -1, "5000"].map(
    (value) => settingsFrom((name) => (name === "thinkingBudget" ? value : undefined)).thinkingBudget,
  );
  assert.deepEqual(budgets, [262_144, 2000, 1, 0, 0]);
});

test("sizes beyond what can be read are the nearest that can", () => {
  const { fontSize, lineWidth } = settingsFrom((name) => (name === "fontSize" ? 3 : name === "lineWidth" ? 9999 : 0));
  assert.deepEqual([fontSize, lineWidth], [8, 400]);
});
