import assert from "node:assert/strict";
import { it } from "node:test";
import { findRefused, mostQuestions } from "../../../src/chat/findRefused.ts";
import { random } from "../../random.ts";

/** A check that refuses every set with one of these in it, and counts how often it is asked. */
function check(...refused: readonly number[]) {
  const asked: (readonly number[])[] = [];
  const isRefused = async (some: readonly number[]): Promise<boolean> => {
    asked.push(some);
    return some.some((one) => refused.includes(one));
  };
  return { asked, isRefused };
}

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

it("W11 halving finds the one attachment of eight that is refused with seven questions at most", async () => {
  for (const culprit of upTo(8)) {
    const { asked, isRefused } = check(culprit);
    assert.deepEqual(await findRefused(upTo(8), isRefused), { type: "items", items: [culprit] });
    assert.ok(asked.length <= 7, `${asked.length}`);
  }
});

it("W11 several are found together, in their order, and never with more questions than were told", async () => {
  const next = random(1);
  for (let round = 0; round < 200; round++) {
    const items = upTo(1 + Math.floor(next() * 12));
    const culprits = items.filter(() => next() < 0.3);
    const { asked, isRefused } = check(...culprits);
    const found = await findRefused(items, isRefused);
    assert.deepEqual(found, culprits.length > 0 ? { type: "items", items: culprits } : { type: "none" });
    const { questions, rounds } = mostQuestions(items.length);
    assert.ok(asked.length <= questions, `${asked.length} of ${questions}`);
    for (const item of items) assert.ok(asked.filter((some) => some.includes(item)).length <= rounds);
  }
});

it("what is refused only together is said to be", async () => {
  const both = async (some: readonly number[]) => some.includes(0) && some.includes(3);
  assert.deepEqual(await findRefused(upTo(4), both), { type: "together" });
  assert.deepEqual(await findRefused([], both), { type: "none" });
});

it("an error ends it", async () => {
  await assert.rejects(
    findRefused([1, 2], async () => {
      throw new Error("no network");
    }),
    /no network/,
  );
});
