// What becomes of a summary: it goes with the next message, with one that was too long, or into a new chat; and the way back.
import { randomUUID } from "node:crypto";
import type { ToHost } from "../protocol.ts";
import type { Conversation } from "./conversation.ts";
import type { IntentsDeps } from "./intents.ts";
import { referencesOf, type StoredMessage, textOf } from "./message.ts";
import { isSummary, summaryReference } from "./summary.ts";

type SummaryIntent = Extract<ToHost, { type: "summarize" | "sendInFull" }>;

export function createSummarizing(page: Pick<IntentsDeps, "current" | "conversations" | "newChat" | "do">) {
  /** `prompt`: one that was refused for its length, and is asked again. */
  function begin(conversation: Conversation, to: "here" | "newChat", prompt?: StoredMessage): void {
    const { id } = conversation;
    const all = conversation.branch().flatMap((one) => conversation.message(one) ?? []);
    const branch = prompt ? conversation.messagesTo(prompt.id).slice(0, -1) : all;
    page.do.summarize(branch, (text, label) => {
      if (to === "newChat") return inNewChat(text, prompt);
      const reference = summaryReference(randomUUID(), label, text);
      page.conversations.within(id, (one) => {
        if (prompt) one.edit(prompt.id, { references: [reference, ...withoutSummary(prompt)] });
        else one.unsent.offer({ text: "", references: [reference] });
      });
    });
  }

  /** As text of the draft, where it can be changed before it goes. */
  function inNewChat(text: string, prompt: StoredMessage | undefined): void {
    page.newChat({
      text: prompt ? `${text}\n\n${textOf(prompt)}` : `${text}\n\n`,
      references: prompt ? withoutSummary(prompt) : [],
    });
  }

  return {
    begin,
    receive(message: SummaryIntent): void {
      const conversation = page.current();
      if (message.type === "summarize") {
        if (message.conversation === conversation.id) begin(conversation, message.to);
        return;
      }
      const prompt = conversation.message(message.messageId);
      if (prompt?.parts.some(isSummary)) conversation.edit(prompt.id, { references: withoutSummary(prompt) });
    },
  };
}

const withoutSummary = (prompt: StoredMessage) => referencesOf(prompt).filter((one) => !isSummary(one));
