import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { defaultLimits } from "../../../src/qwen/limits.ts";
import { createWatchdog, type Expiry } from "../../../src/qwen/watchdog.ts";

/** A watchdog on a clock of its own; `sleep` moves the wall clock alone. */
function setUp(t: { after: (done: () => void) => void }) {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  let wall = 1_000_000;
  let monotonic = 0;
  const expired: Expiry[] = [];
  const dog = createWatchdog(defaultLimits, { wall: () => wall, monotonic: () => monotonic }, (why) =>
    expired.push(why),
  );
  t.after(() => {
    dog.stop();
    mock.timers.reset();
  });
  const pass = (ms: number) => {
    for (let left = ms; left > 0; left -= 500) {
      wall += 500;
      monotonic += 500;
      mock.timers.tick(500);
    }
  };
  return { dog, expired, pass, sleep: (ms: number) => (wall += ms) };
}

test("the limits are the ones promised", () => {
  const { connectMs, firstMs, idleMs, retryAfterMaxMs, lineBytes, answerBytes } = defaultLimits;
  assert.deepEqual(
    [connectMs, firstMs, idleMs, retryAfterMaxMs, lineBytes, answerBytes],
    [10_000, 120_000, 120_000, 60_000, 2 ** 20, 2 ** 24],
  );
});

test("the first token has 120 s, and each silence after it", (t) => {
  const { dog, expired, pass } = setUp(t);
  pass(119_000);
  dog.progress();
  pass(119_000);
  dog.progress();
  pass(119_000);
  assert.deepEqual(expired, []);
  pass(1_500);
  assert.deepEqual(expired, ["timeoutIdle"]);
});

test("X01 a machine that slept ends the request within 10 s of waking", (t) => {
  const { dog, expired, pass, sleep } = setUp(t);
  dog.progress();
  pass(3_000);
  sleep(600_000);
  pass(10_000);
  assert.deepEqual(expired, ["slept"]);
});

test("X03 a clock that is set by an hour, either way, ends nothing while the answer goes on", (t) => {
  const { dog, expired, pass, sleep } = setUp(t);
  for (const jump of [3_600_000, -3_600_000]) {
    sleep(jump);
    for (let i = 0; i < 20; i++) {
      pass(1_000);
      dog.progress();
    }
  }
  assert.deepEqual(expired, []);
});

test("connecting has 10 s, and nothing more once it is connected", (t) => {
  const first = setUp(t);
  first.dog.connecting();
  first.pass(10_500);
  assert.deepEqual(first.expired, ["timeoutConnect"]);
  first.dog.stop();
  mock.timers.reset();
  const second = setUp(t);
  second.dog.connecting();
  second.dog.connected();
  second.pass(60_000);
  assert.deepEqual(second.expired, []);
});
