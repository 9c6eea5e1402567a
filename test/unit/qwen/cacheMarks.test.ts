import assert from "node:assert/strict";
import { test } from "node:test";
import { cacheMarks } from "../../../src/qwen/cacheMarks.ts";
import type { Message } from "../../../src/qwen/types.ts";

const user = (tokens: number): Message => ({ role: "user", content: "word ".repeat(Math.round(tokens * 0.84)) });
const reply = (tokens: number): Message => ({ role: "assistant", content: "word ".repeat(Math.round(tokens * 0.84)) });
const system: Message = { role: "system", content: "You are Qwen." };
const marksOf = (messages: readonly Message[]): readonly number[] =>
  [...cacheMarks(messages)].map((message) => messages.indexOf(message));

test("a short conversation has no marks, however many turns it has", () => {
  const messages = [system, ...Array.from({ length: 20 }, () => [user(100), reply(400)]).flat(), user(100)];
  assert.deepEqual(marksOf(messages), []);
});

test("the question that brings a long context has the first mark, whether it is the first question or not", () => {
  assert.deepEqual(marksOf([system, user(3000)]), [1]);
  assert.deepEqual(marksOf([system, user(50), reply(200), user(3000), reply(200), user(50)]), [3]);
});

test("a mark stays where it is at each later turn; the next one comes when an eighth as much has gathered", () => {
  const messages: Message[] = [system, user(40_000)];
  const seen = new Set(["1"]);
  for (let turn = 0; turn < 14; turn++) {
    messages.push(reply(800), user(100));
    const marks = marksOf(messages);
    assert.equal(marks[0], 1);
    seen.add(marks.join());
  }
  // 900 tokens a turn: the sixth question is the first with more than 5,000 behind the mark, then it takes some 5,600.
  assert.deepEqual([...seen], ["1", "1,13", "1,13,27"]);
});

test("there are never more than four, and then it is the oldest that goes", () => {
  const messages: Message[] = [system];
  for (let turn = 0; turn < 8; turn++) messages.push(user(5000), reply(10));
  assert.deepEqual(marksOf(messages), [9, 11, 13, 15]);
});

test("an image alone is no long context; text beside it counts", () => {
  const image = { type: "image", url: `data:image/png;base64,${"A".repeat(100_000)}` } as const;
  assert.deepEqual(marksOf([{ role: "user", content: [image, { type: "text", text: "What is it?" }] }]), []);
  const text = { type: "text", text: "word ".repeat(3000) } as const;
  assert.deepEqual(marksOf([{ role: "user", content: [image, text] }]), [0]);
});
