// Ends a request that takes too long, or whose connection a sleeping machine has lost.
import type { Limits } from "./limits.ts";

export type Expiry = "timeoutConnect" | "timeoutFirst" | "timeoutIdle" | "slept" | "tail";

export interface Watchdog {
  /** The request is about to be dispatched, and whoever does it will tell when it is connected. */
  readonly connecting: () => void;
  readonly connected: () => void;
  /** Something of the answer has come. Comments and empty chunks are no progress. */
  readonly progress: () => void;
  /** The answer is complete; only usage may follow. */
  readonly finished: () => void;
  readonly stop: () => void;
}

/** Monotonic time for limits, so that a corrected clock does nothing; the wall clock only to notice sleep. */
export interface Clock {
  readonly wall: () => number;
  readonly monotonic: () => number;
}

export const systemClock: Clock = { wall: () => Date.now(), monotonic: () => performance.now() };

export function createWatchdog(limits: Limits, clock: Clock, expire: (expiry: Expiry) => void): Watchdog {
  let reason: Expiry = "timeoutFirst";
  let allowed = limits.firstMs;
  let since = clock.monotonic();
  let deadline = setTimeout(check, allowed);
  let connect: NodeJS.Timeout | undefined;

  /** Progress only notes the time: at a thousand chunks a second a timer for each would be the main work. */
  function check(): void {
    const left = since + allowed - clock.monotonic();
    if (left <= 0) expire(reason);
    else deadline = setTimeout(check, Math.ceil(left));
  }

  function wait(why: Expiry, ms: number): void {
    reason = why;
    allowed = ms;
    since = clock.monotonic();
    clearTimeout(deadline);
    deadline = setTimeout(check, ms);
  }

  // A machine that slept wakes with a jump of the wall clock between two ticks. So does one whose clock was corrected, and
  // the monotonic clock, which stands still in some systems' sleep, can not tell the two apart. An answer that goes on
  // within the grace time is alive; one that does not is over, within 10 s of waking.
  let lastTick = clock.wall();
  let grace: NodeJS.Timeout | undefined;
  const ticks = setInterval(() => {
    const now = clock.wall();
    if (Math.abs(now - lastTick) > limits.jumpMs && !grace) grace = setTimeout(() => expire("slept"), limits.graceMs);
    lastTick = now;
  }, limits.tickMs);

  return {
    connecting: () => {
      connect ??= setTimeout(() => expire("timeoutConnect"), limits.connectMs);
    },
    connected: () => clearTimeout(connect),
    progress: () => {
      since = clock.monotonic();
      if (grace) {
        clearTimeout(grace);
        grace = undefined;
      }
      if (reason === "timeoutFirst") {
        clearTimeout(connect);
        wait("timeoutIdle", limits.idleMs);
      }
    },
    finished: () => {
      if (reason !== "tail") wait("tail", limits.tailMs);
    },
    stop: () => {
      for (const timer of [deadline, connect, grace]) clearTimeout(timer);
      clearInterval(ticks);
    },
  };
}
