// What a command of VS Code puts into the clipboard, without leaving it there.
import { randomUUID } from "node:crypto";

/** VS Code's, or one of a test: both know text only. */
export interface Clipboard {
  readText(): PromiseLike<string>;
  writeText(text: string): PromiseLike<void>;
}

let last: Promise<unknown> = Promise.resolve();

/** One at a time: a second one would take the mark of the first for what was there before. Undefined when nothing was copied. */
export function borrowClipboard(clipboard: Clipboard, copy: () => PromiseLike<unknown>): Promise<string | undefined> {
  const mine = last.then(() => borrow(clipboard, copy));
  last = mine.catch(() => undefined); // Whoever asked for it has its error.
  return mine;
}

async function borrow(clipboard: Clipboard, copy: () => PromiseLike<unknown>): Promise<string | undefined> {
  const before = await clipboard.readText();
  // Without text it may hold an image, which can not be put back: it is written to only if there is something to take away again.
  const mark = before === "" ? "" : `ask-qwen-${randomUUID()}`;
  try {
    if (mark !== "") await clipboard.writeText(mark);
    await copy();
    const copied = await clipboard.readText();
    return copied === mark ? undefined : copied;
  } finally {
    if (before !== "" || (await clipboard.readText()) !== "") await clipboard.writeText(before);
  }
}
