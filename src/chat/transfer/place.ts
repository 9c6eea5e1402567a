// Where an imported conversation goes in the history. What is there is never overwritten: the same conversation is not written
// again, another one with its id becomes a conversation of its own.
import type { History } from "../history/history.ts";
import type { StoredMessage } from "../message.ts";
import { tame } from "./fromJson.ts";
import { type ImportedConversation, idFrom } from "./imported.ts";
import { contentJson } from "./toJson.ts";

export type Known = Pick<History, "summary" | "message">;

/** `here`: all of it is in the history already. Else the conversation as it is to be written, under a free id. */
export function place(
  history: Known,
  imported: ImportedConversation,
  redact: (text: string) => string,
): { readonly is: "new" | "copy"; readonly conversation: ImportedConversation } | { readonly is: "here" } {
  if (!history.summary(imported.id)) return { is: "new", conversation: imported };
  if (holds(history, imported, redact)) return { is: "here" };
  const content = idFrom(...imported.messages.map((message) => contentJson(message, redact)));
  for (let attempt = 0; ; attempt++) {
    // The same file gives the same copy, so that importing it a third time changes nothing either.
    const copy = copyOf(imported, idFrom(imported.id, content, String(attempt)));
    if (!history.summary(copy.id)) return { is: "copy", conversation: copy };
    if (holds(history, copy, redact)) return { is: "here" };
  }
}

/** Secrets do not tell them apart: they were taken out of the file, but not out of the history. */
function holds(history: Known, imported: ImportedConversation, redact: (text: string) => string): boolean {
  if (history.summary(imported.id)?.removed) return false;
  return imported.messages.every((message) => {
    const known = history.message(imported.id, message.id);
    return known !== undefined && said(known, redact) === said(message, redact);
  });
}

/** What was said, whatever became of its place in the tree. Tamed on both sides: what was exported here is not, its import is. */
function said(message: StoredMessage, redact: (text: string) => string): string {
  const { parent: _place, ...rest } = message;
  return contentJson({ ...rest, parts: rest.parts.map(tame) }, redact);
}

/** Messages get new ids as well: nobody who knows a message by its id meets it with other words. */
function copyOf(imported: ImportedConversation, id: string): ImportedConversation {
  const renamed = (old: string) => idFrom(id, old);
  const { leaf } = imported;
  const messages = imported.messages.map((message) => ({
    ...message,
    id: renamed(message.id),
    ...(message.parent !== undefined && { parent: renamed(message.parent) }),
    ...(message.leavesOut && { leavesOut: message.leavesOut.map(renamed) }),
  }));
  return { ...imported, id, ...(leaf !== undefined && { leaf: renamed(leaf) }), messages };
}
