import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { it } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createSentBodies } from "../../../src/chat/sentBodies.ts";

it("the oldest ones make room; the newest is kept whatever its size", () => {
  const sent = createSentBodies(10);
  sent.keep("a", "12345");
  sent.keep("b", "abcde");
  assert.deepEqual([sent.of("a"), sent.of("b")], ["12345", "abcde"]);
  sent.keep("c", "1");
  assert.deepEqual([sent.of("a"), sent.of("b"), sent.of("c")], [undefined, "abcde", "1"]);
  sent.keep("d", "12345678901234");
  assert.deepEqual([sent.of("b"), sent.of("c"), sent.of("d")], [undefined, undefined, "12345678901234"]);
});

it("a request that is made again takes the place of the one before", () => {
  const sent = createSentBodies(10);
  sent.keep("a", "123456");
  sent.keep("a", "1234567");
  sent.keep("b", "123");
  assert.deepEqual([sent.of("a"), sent.of("b")], ["1234567", "123"]);
});

it("requests that begin with the one before take no room for that, and come back to the byte", () => {
  const sent = createSentBodies(2000);
  const bodies: string[] = [];
  let turns = "";
  for (let turn = 0; turn < 40; turn++) {
    turns += `"turn ${turn} \u4e2d\ud83d\ude00",`;
    bodies.push(`{"messages":[${turns}"end"]}`);
    sent.keep(`m${turn}`, bodies[turn]!);
  }
  for (const [turn, body] of bodies.entries()) assert.equal(sent.of(`m${turn}`), body);
  sent.keep("m10", "another");
  sent.keep("m39", `${bodies[39]} again`);
  assert.equal(sent.of("m10"), "another");
  assert.equal(sent.of("m11"), bodies[11]);
  assert.equal(sent.of("m39"), `${bodies[39]} again`);
  const large = randomBytes(3000).toString("base64");
  sent.keep("large", large);
  assert.equal(sent.of("m0"), undefined);
  assert.equal(sent.of("large"), large);
});

it("what is long takes less room than it has characters, in any script, and comes back to the byte", () => {
  const sent = createSentBodies(20_000);
  const all = ["a line of an answer\n", "回答中的一行文字\n", "\ud83d\ude00 \ud83d\ude01 é\0\n"].map((line, turn) => ({
    id: `m${turn}`,
    body: Array.from({ length: 2000 }, (_, i) => `${i} ${line}`).join(""),
  }));
  for (const { id, body } of all.slice(0, 2)) sent.keep(id, body);
  for (const { id, body } of all.slice(0, 2)) assert.ok(sent.of(id) === body);
  sent.keep(all[2]!.id, all[2]!.body);
  assert.ok(sent.of(all[2]!.id) === all[2]!.body);
});

it("what differs only in the second half of a character comes back to the byte", () => {
  const sent = createSentBodies();
  sent.keep("a", "the same beginning \ud83d\ude00");
  sent.keep("b", "the same beginning \ud83d\ude01");
  assert.deepEqual(
    [sent.of("a"), sent.of("b")],
    ["the same beginning \ud83d\ude00", "the same beginning \ud83d\ude01"],
  );
});

it("what is kept is not more than was counted: no part of a larger buffer stays", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  // What zlib used is let go of in a later turn of the event loop.
  const collected = async (): Promise<number> => {
    for (let times = 0; times < 3; times++) {
      collect();
      await new Promise(setImmediate);
    }
    return process.memoryUsage().arrayBuffers;
  };
  const sent = createSentBodies();
  const before = await collected();
  for (let turn = 0; turn < 500; turn++) sent.keep(`m${turn}`, randomBytes(1000).toString("base64"));
  const grown = (await collected()) - before;
  assert.ok(grown < 2 * 500 * 1400, `${grown} bytes for ${500 * 1400} characters`);
  assert.equal(sent.of("m0")?.length, 1336);
});

it("a long chain makes room in few steps, and what stays comes back to the byte", () => {
  const sent = createSentBodies(40_000);
  const bodies: string[] = [];
  let turns = "";
  for (let turn = 0; turn < 60; turn++) {
    turns += randomBytes(900).toString("base64");
    bodies.push(`${turns}end`);
    sent.keep(`m${turn}`, bodies[turn]!);
  }
  const kept = bodies.flatMap((body, turn) => (sent.of(`m${turn}`) === undefined ? [] : [{ body, turn }]));
  assert.ok(kept.length > 0 && kept.length < 60);
  assert.equal(kept.at(-1)?.turn, 59);
  for (const { body, turn } of kept) assert.ok(sent.of(`m${turn}`) === body, `${turn}`);
});
