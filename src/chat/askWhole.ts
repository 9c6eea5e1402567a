// Nothing of a conversation is to be missing in a request: what can not be read now may be there in a moment.
import type { Event } from "../qwen/types.ts";
import { NotReady } from "../storedError.ts";
import type { History } from "./history/history.ts";
import type { StoredMessage } from "./message.ts";

/** `branch` has undefined for a message that is not to be found. Throws if it may be there; what is lost for good is asked without. */
export function askWhole(
  branch: () => readonly (StoredMessage | undefined)[],
  history: Pick<History, "whole" | "canTell">,
  ask: (branch: readonly StoredMessage[]) => AsyncIterable<Event>,
): AsyncIterable<Event> {
  const found = branch();
  const there = found.filter(isThere);
  return there.length === found.length ? ask(there) : later();

  async function* later(): AsyncIterable<Event> {
    await history.whole();
    const all = branch();
    if (!all.every(isThere) && !history.canTell()) throw new NotReady("incomplete", "", "");
    yield* ask(all.filter(isThere));
  }
}

const isThere = (message: StoredMessage | undefined): message is StoredMessage => message !== undefined;
