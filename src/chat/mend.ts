// What can be done about a question that the content check has refused, without leaving the conversation.
import type { Mend } from "../protocol.ts";
import type { Conversation } from "./conversation.ts";
import { lastSentBefore } from "./leftOut.ts";
import type { StoredMessage } from "./message.ts";

/** Asks that prompt again, as a sibling of it. */
export function mend(
  conversation: Pick<Conversation, "messagesTo" | "edit">,
  prompt: StoredMessage,
  how: Extract<Mend, "withoutAttachments" | "leaveOut">,
): void {
  switch (how) {
    case "withoutAttachments":
      return conversation.edit(prompt.id, { references: [] });
    case "leaveOut": {
      const without = lastSentBefore(conversation.messagesTo(prompt.id), prompt.id);
      if (without !== undefined) conversation.edit(prompt.id, { leavesOut: [...(prompt.leavesOut ?? []), without] });
      return;
    }
    default:
      how satisfies never;
  }
}
