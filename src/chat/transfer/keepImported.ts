// Writes an imported conversation, whole or not at all.
import { setTimeout as later } from "node:timers/promises";
import type { History } from "../history/history.ts";
import { isBusy, type Trouble } from "../history/trouble.ts";
import type { ImportedConversation } from "./imported.ts";

/** Nothing can be written to the history at present. */
export class NotSaved extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble.kind);
    this.trouble = trouble;
  }
}

type Into = Pick<History, "create" | "saveImage" | "saveMessage" | "rename" | "setLeaf" | "remove" | "unsaved">;

/** Throws what `pause` throws, or `NotSaved`: then nothing of it is left in the history. */
export async function keepImported(
  history: Into,
  { id, title, workspace, leaf, messages, images = [] }: ImportedConversation,
  pause: () => Promise<void>,
): Promise<void> {
  history.create({ id, workspace });
  try {
    for (const image of images) {
      history.saveImage(id, image);
      await pause();
    }
    for (const message of messages) {
      history.saveMessage(id, message);
      await saved(history, id);
      await pause();
    }
    history.rename(id, title);
    history.setLeaf(id, leaf);
    await saved(history, id);
  } catch (error) {
    // Half a conversation would be taken for a whole one.
    history.remove(id);
    throw error;
  }
}

/** Another window may write for long. */
const PATIENCE_MS = 10_000;
const STEP_MS = 100;

async function saved(history: Into, id: string): Promise<void> {
  for (let left = PATIENCE_MS; ; left -= STEP_MS) {
    const trouble = history.unsaved(id);
    if (!trouble) return;
    if (!isBusy(trouble) || left <= 0) throw new NotSaved(trouble);
    await later(STEP_MS);
  }
}
