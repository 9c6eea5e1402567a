import assert from "node:assert/strict";
import { test } from "node:test";
import { enterKey, type KeyDialogs, type KeyOutcome } from "../../../src/key/enterKey.ts";
import { presets } from "../../../src/qwen/endpoints.ts";
import { QwenError } from "../../../src/qwen/errors.ts";
import type { ProbeResult } from "../../../src/qwen/probe.ts";

const key = "sk-CANARY0123456789abcdef";
const [beijing, singapore] = presets;
assert.ok(beijing && singapore);
const host = "dashscope.aliyuncs.com";

interface Script {
  readonly typed: readonly (string | undefined)[];
  readonly found?: readonly ProbeResult[];
  readonly decided?: Awaited<ReturnType<KeyDialogs["decide"]>>;
  readonly set?: (host: string, key: string) => Promise<void>;
}

async function enter({ typed, found = [], decided, set }: Script) {
  const saved: [string, string][] = [];
  const selected: string[] = [];
  const told: KeyOutcome[] = [];
  const tried: string[] = [];
  const asks = typed.values();
  const answers = found.values();
  await enterKey(
    beijing!,
    { set: set ?? (async (to, value) => void saved.push([to, value])) },
    async ({ id }) => void selected.push(id),
    {
      ask: async () => asks.next().value,
      probe: async (value) => {
        tried.push(value);
        const answer = answers.next().value;
        assert.ok(answer, "the key is tried more often than the test knows");
        return answer;
      },
      decide: async () => decided,
      tell: (outcome) => void told.push(outcome),
    },
  );
  return { saved, selected, told, tried };
}

test("an accepted key is saved for the chosen host", async () => {
  const { saved, selected, told } = await enter({
    typed: [key],
    found: [{ type: "accepted", endpoint: beijing, models: [] }],
  });
  assert.deepEqual(saved, [[host, key]]);
  assert.deepEqual(selected, []);
  assert.deepEqual(told, [{ type: "saved", endpoint: beijing }]);
});

test("a key of another region is saved for that region's host alone, and the endpoint is set", async () => {
  const { saved, selected, told } = await enter({
    typed: [key],
    found: [{ type: "accepted", endpoint: singapore, models: [] }],
  });
  assert.deepEqual(saved, [["dashscope-intl.aliyuncs.com", key]]);
  assert.deepEqual(selected, ["singapore"]);
  assert.deepEqual(told, [{ type: "moved", endpoint: singapore }]);
});

test("K02 what was pasted is cleaned before it is tried and saved", async () => {
  const { saved, tried } = await enter({
    typed: [` Bearer "${key}"\n`],
    found: [{ type: "accepted", endpoint: beijing, models: [] }],
  });
  assert.deepEqual(tried, [key]);
  assert.deepEqual(saved, [[host, key]]);
});

test("K02 what can not be a key is neither tried nor saved", async () => {
  const { saved, tried, told } = await enter({ typed: ["sk-x\r\nX-Evil: 1"] });
  assert.deepEqual([saved, tried], [[], []]);
  assert.equal(told[0]?.type, "unusable");
});

test("a refused key is not saved unless the user insists", async () => {
  const refused: ProbeResult = { type: "refused", hosts: [host], unreachable: [] };
  assert.deepEqual((await enter({ typed: [key], found: [refused] })).saved, []);
  const insisting = await enter({ typed: [key], found: [refused], decided: "save" });
  assert.deepEqual(insisting.saved, [[host, key]]);
  assert.deepEqual(insisting.told, [{ type: "savedAnyway", endpoint: beijing }]);
});

test("after a refusal another key can be entered", async () => {
  const { saved, tried } = await enter({
    typed: ["sk-mistyped-1", key],
    found: [
      { type: "refused", hosts: [host], unreachable: [] },
      { type: "accepted", endpoint: beijing, models: [] },
    ],
    decided: "again",
  });
  assert.deepEqual(tried, ["sk-mistyped-1", key]);
  assert.deepEqual(saved, [[host, key]]);
});

test("a key that could not be tried is saved, and the reason is told", async () => {
  const why: ProbeResult = { type: "unreachable", host, error: new QwenError("dns", "", { host }) };
  const { saved, told } = await enter({ typed: [key], found: [why] });
  assert.deepEqual(saved, [[host, key]]);
  assert.deepEqual(told, [{ type: "savedUntried", endpoint: beijing, why }]);
});

test("giving up saves nothing and says nothing", async () => {
  const { saved, told } = await enter({ typed: [undefined] });
  assert.deepEqual([saved, told], [[], []]);
  const aborted = await enter({ typed: [key], found: [{ type: "aborted" }] });
  assert.deepEqual([aborted.saved, aborted.told], [[], []]);
});

test("K03 a secret storage that rejects is told without its words, which might quote the key", async () => {
  const { told, selected } = await enter({
    typed: [key],
    found: [{ type: "accepted", endpoint: singapore, models: [] }],
    set: () => Promise.reject(new Error(`can not store ${key}`)),
  });
  assert.deepEqual(told, [{ type: "notStored", endpoint: singapore }]);
  assert.deepEqual(selected, []);
  assert.ok(!JSON.stringify(told).includes("CANARY"));
});
