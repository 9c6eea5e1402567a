// Nothing of a conversation is to be missing in a request: while a damaged file is read back, messages may still be on their way.
import type { Event } from "../qwen/types.ts";
import type { StoredMessage } from "./message.ts";

/** `branch` has undefined for a message that is not to be found; `whole` resolves when what can be read has been. */
export function askWhole(
  branch: () => readonly (StoredMessage | undefined)[],
  whole: () => Promise<void>,
  ask: (branch: readonly StoredMessage[]) => AsyncIterable<Event>,
): AsyncIterable<Event> {
  const found = branch();
  const there = found.filter((message) => message !== undefined);
  return there.length === found.length ? ask(there) : later();

  async function* later(): AsyncIterable<Event> {
    await whole();
    yield* ask(branch().filter((message) => message !== undefined));
  }
}
