import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanKey } from "../../../src/qwen/cleanKey.ts";

const key = "sk-0123456789abcdef";

test("K02 what people paste around a key is taken off", () => {
  for (const pasted of [
    key,
    ` ${key}\r\n`,
    `"${key}"`,
    `“${key}”`,
    `'${key}';`,
    `Bearer ${key}`,
    `Authorization: Bearer ${key}`,
    `DASHSCOPE_API_KEY=${key}`,
    `export DASHSCOPE_API_KEY="${key}"\n`,
    `\u200b${key}\ufeff`,
    "ｓｋ－０１２３４５６７８９ａｂｃｄｅｆ",
    `「${key}」`,
  ]) {
    assert.deepEqual(cleanKey(pasted), { ok: true, value: key }, pasted);
  }
});

test("K02 what can not be a key is refused with a reason", () => {
  const reasons = [
    "",
    "  \n",
    "sk-1",
    "sk-0123 456789abcdef",
    "sk-0123\r\nX-Evil: 1",
    "sk-密钥密钥密钥密钥",
    "k".repeat(513),
    "k".repeat(10_240),
  ].map((pasted) => {
    const cleaned = cleanKey(pasted);
    return cleaned.ok ? "ok" : cleaned.reason;
  });
  assert.deepEqual(reasons, [
    "empty",
    "empty",
    "tooShort",
    "characters",
    "characters",
    "characters",
    "tooLong",
    "tooLong",
  ]);
});
