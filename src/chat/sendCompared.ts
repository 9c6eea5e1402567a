// Sends what stands in the composer to two models at once: the chosen one, and that one beside it.
import type { Conversation } from "./conversation.ts";
import type { Expansion } from "./expanding.ts";

export function sendCompared(
  conversation: Pick<Conversation, "sendDraft" | "branch" | "inFlight" | "compare">,
  text: string,
  model: string,
  expansion: Expansion = {},
): void {
  conversation.sendDraft(text, false, expansion);
  const answer = conversation.branch().at(-1);
  // Not if nothing was sent, or it waits behind another answer.
  const isNew = answer !== undefined && conversation.inFlight(answer)?.message.status === "waiting";
  if (isNew) conversation.compare(answer, model);
}
