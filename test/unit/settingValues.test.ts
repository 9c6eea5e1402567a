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
    replyLanguage: "zh-cn",
  };
  assert.deepEqual(
    settingsFrom((name) => written[name]),
    written,
  );
});

test("a value of the wrong type or outside the list is as if it were not there", () => {
  for (const nonsense of [null, 7, {}, [], "", "  ", "constructor"]) {
    const settings = settingsFrom((name) => (name === "endpoint" || name === "model" ? undefined : nonsense));
    assert.deepEqual(settings, defaultSettings);
  }
  for (const nonsense of [null, 7, {}, [], "", "  ", true]) {
    assert.deepEqual(
      settingsFrom((name) => (name === "thinking" ? undefined : nonsense)),
      defaultSettings,
    );
  }
});
