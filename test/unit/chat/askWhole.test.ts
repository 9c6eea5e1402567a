import assert from "node:assert/strict";
import { test } from "node:test";
import { askWhole } from "../../../src/chat/askWhole.ts";
import type { StoredMessage } from "../../../src/chat/message.ts";
import { message } from "./history/fixture.ts";

async function asked(
  branches: readonly (readonly (StoredMessage | undefined)[])[],
  whole: () => Promise<void>,
  canTell = () => true,
) {
  const left = [...branches];
  const seen: string[][] = [];
  const events = askWhole(
    () => left.shift() ?? [],
    { whole, canTell },
    async function* (branch) {
      seen.push(branch.map(({ id }) => id));
      yield { type: "finish", reason: "stop" };
    },
  );
  for await (const { type } of events) assert.equal(type, "finish");
  return seen;
}

test("a branch that is all there is asked at once", async () => {
  const never = new Promise<void>(() => {});
  assert.deepEqual(await asked([[message("a"), message("b")]], () => never), [["a", "b"]]);
});

test("a branch of which something is still being read back waits for it", async () => {
  let isWhole = false;
  const whole = async () => {
    isWhole = true;
  };
  assert.deepEqual(
    await asked(
      [
        [undefined, message("b")],
        [message("a"), message("b")],
      ],
      whole,
    ),
    [["a", "b"]],
  );
  assert.ok(isWhole);
});

test("what can not be read back at all is asked without", async () => {
  const branch = [undefined, message("b")];
  assert.deepEqual(await asked([branch, branch], async () => {}), [["b"]]);
});

test("what can not be read now is told: nothing is asked", async () => {
  const branch = [undefined, message("b")];
  await assert.rejects(
    asked(
      [branch, branch],
      async () => {},
      () => false,
    ),
    { kind: "incomplete" },
  );
});
