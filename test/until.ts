// Waits for a condition by looking, with a limit.
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

export async function until(holds: () => boolean | Promise<boolean>, what: string, seconds = 20): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `${what}: not within ${seconds} s`);
    await pause(50);
  }
}

/** Whether it comes to hold within that time. What throws does not hold. */
export const holdsWithin = (seconds: number, holds: () => boolean | Promise<boolean>): Promise<boolean> =>
  until(holds, "it", seconds).then(
    () => true,
    () => false,
  );
