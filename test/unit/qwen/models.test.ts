import assert from "node:assert/strict";
import { test } from "node:test";
import { presets } from "../../../src/qwen/endpoints.ts";
import { defaultLimits } from "../../../src/qwen/limits.ts";
import {
  defaultModel,
  maySeeImages,
  mergeLiveModels,
  modelFor,
  models,
  seeingModelFor,
} from "../../../src/qwen/models.ts";
import { priceOf } from "../../../src/qwen/price.ts";
import { parseRetryAfter, retryDelay } from "../../../src/qwen/retryAfter.ts";
import { estimateTokens } from "../../../src/qwen/tokens.ts";
import type { Usage } from "../../../src/qwen/types.ts";

const at = (id: string) => presets.find((one) => one.id === id)!;

test("ids are unique, and the default is among them", () => {
  assert.equal(new Set(models.map(({ id }) => id)).size, models.length);
  assert.ok(models.some(({ id }) => id === defaultModel));
});

test("a dated snapshot is its alias under its own id", () => {
  const { id, thinkingSwitch, context } = modelFor("qwen3.8-max-0902");
  assert.deepEqual([id, thinkingSwitch, context], ["qwen3.8-max-0902", "effort", 1_000_000]);
  assert.equal(modelFor("qwen3-max-2026-01-23").thinking, "off");
  assert.equal(modelFor("qwen3.6-max-preview").label, "Qwen3.6 Max Preview");
});

test("names of self-hosted servers are guessed", () => {
  const thinking = [
    "Qwen/Qwen3-8B",
    "qwen3:8b",
    "/models/Qwen3-30B-A3B-Thinking-2507",
    "qwen3-4b-instruct-2507",
    "qwen2.5-coder:7b",
    "llama3",
  ].map((id) => modelFor(id).thinking);
  assert.deepEqual(thinking, ["on", "on", "always", "never", "never", "never"]);
});

test("who sees images: the table, what a name says, and on an own server a name that says nothing", () => {
  const own = { id: "custom", baseUrl: "http://localhost:11434/v1", kind: "self-hosted" } as const;
  const singapore = at("singapore");
  const ids = [
    "qwen3.7-plus",
    "qwen3-coder-plus",
    "qwen3.7-max",
    "qwen3.8-max-0902",
    "qwen3-vl:8b",
    "qwen3:8b",
    "llava",
    "house-model",
  ];
  assert.deepEqual(
    ids.filter((id) => maySeeImages(id, own)),
    ["qwen3.7-plus", "qwen3.8-max-0902", "qwen3-vl:8b", "llava", "house-model"],
  );
  assert.deepEqual(
    ids.filter((id) => maySeeImages(id, singapore)),
    ["qwen3.7-plus", "qwen3.8-max-0902", "qwen3-vl:8b"],
  );
});

test("for a model that does not see the nearest one is offered that does, of the same endpoint", () => {
  const own = { id: "custom", baseUrl: "http://localhost:11434/v1", kind: "self-hosted" } as const;
  const wanted = {
    "qwen3-coder-plus": "qwen3.7-plus",
    "qwen3.7-max": "qwen3.8-max",
    "qwen-flash": "qwen3.8-flash",
    "qwen-turbo": "qwen3.8-flash",
    "qwq-plus": "qwen3.7-plus",
    "glm-5": "qwen3.7-plus",
  };
  for (const [id, seeing] of Object.entries(wanted)) {
    assert.equal(seeingModelFor(id, at("singapore"))?.id, seeing, id);
    assert.equal(maySeeImages(seeing, at("singapore")), true);
  }
  assert.equal(seeingModelFor("qwen3-max-2026-01-23", at("coding-plan-intl"))?.id, "qwen3.7-plus");
  assert.equal(seeingModelFor("qwen2.5:7b", own), undefined);
});

test("a live list loses what does not chat and keeps the table's order", () => {
  const ids = [
    "text-embedding-v4",
    "wan2.7-t2v",
    "qwen3-asr-flash",
    "qwen-mt-flash",
    "zz-model",
    "qwen-plus",
    "qwen3.8-max",
    "qwen-image",
    "glm-5",
    "qwen3-tts",
    "",
  ];
  assert.deepEqual(
    mergeLiveModels(ids).map(({ id }) => id),
    ["qwen3.8-max", "qwen-plus", "glm-5", "zz-model"],
  );
});

test("money is estimated by region and tier, and not where nothing is paid by the token", () => {
  const usage = { input: 1_000_000, cached: 0, output: 100_000 };
  assert.deepEqual(priceOf({ ...usage, input: 10_000 }, "qwen3-max", at("singapore")), {
    amount: 0.612,
    saved: 0,
    currency: "USD",
  });
  assert.equal(priceOf({ input: 1_000_000, cached: 1_000_000, output: 0 }, "qwen3.8-max", at("us"))?.amount, 0.25);
  assert.deepEqual(priceOf({ input: 0, output: 1_000_000, thinking: 5 }, "qwen-plus", at("beijing")), {
    amount: 8,
    saved: 0,
    currency: "CNY",
  });
  for (const id of ["ollama", "coding-plan-intl", "token-plan-china"])
    assert.equal(priceOf(usage, "qwen3.8-max", at(id)), undefined);
  assert.equal(priceOf({ output: 3 }, "qwen-plus", at("us")), undefined);
  assert.equal(priceOf(usage, "glm-5", at("us")), undefined);
});

test("the cache takes off four fifths by itself, nine tenths of what marks keep, and writing those costs a quarter more", () => {
  const cost = (usage: Usage, model = "qwen3.7-plus") =>
    priceOf({ input: 1_000_000, output: 0, ...usage }, model, at("us"))!;
  const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}`);
  const automatic = cost({ cached: 500_000 });
  near(automatic.amount, 0.2 + 0.04);
  near(automatic.saved, 0.16);
  const written = cost({ cached: 0, cacheWritten: 1_000_000 });
  near(written.amount, 0.5);
  near(written.saved, -0.1);
  const read = cost({ cached: 900_000, cacheWritten: 0 });
  near(read.amount, 0.036 + 0.04);
  near(read.saved, 0.324);
  near(cost({ cached: 1_000_000, cacheWritten: 0 }, "qwen3.8-max").amount, 0.25);
  // A service that counts more than there is takes nothing off twice.
  near(cost({ cached: 2_000_000, cacheWritten: 3_000_000 }).amount, 0.04);
});

test("W16 Retry-After is read as seconds or a date; waiting stays between 0.5 and 8 s or what was asked", () => {
  const read = (value: string) =>
    parseRetryAfter(new Headers({ "retry-after": value }), Date.parse("2026-01-01T00:00:00Z"));
  assert.deepEqual([read("2"), read("Thu, 01 Jan 2026 00:00:30 GMT")], [2000, 30_000]);
  for (const value of ["Thu, 01 Jan 2020 00:00:00 GMT", "soon", "-1", "1h", ""])
    assert.ok(Number.isNaN(read(value)), value);
  assert.deepEqual([retryDelay(1, 2000, defaultLimits), retryDelay(1, 60_001, defaultLimits)], [2000, undefined]);
  for (const attempt of [1, 2, 3, 9]) {
    for (const random of [0, 1]) {
      const delay = retryDelay(attempt, Number.NaN, defaultLimits, () => random)!;
      assert.ok(delay >= 500 && delay <= 8000, `${attempt} ${delay}`);
    }
  }
});

test("tokens are estimated within reason for English, Chinese and code", () => {
  const near = (text: string, tokens: number) =>
    assert.ok(Math.abs(estimateTokens(text) - tokens) <= tokens * 0.35, `${estimateTokens(text)}`);
  near("The quick brown fox jumps over the lazy dog.", 10);
  near("通义千问是阿里云自主研发的大语言模型", 11);
  assert.equal(estimateTokens(""), 0);
});
