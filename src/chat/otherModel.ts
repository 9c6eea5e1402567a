// Asks another model what was asked already: in place of an answer, or beside it.
import { l10n } from "vscode";
import type { ApiKeys } from "../apiKey.ts";
import { chooseModel } from "../modelPicker.ts";
import { readSettings } from "../settings.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import type { Expansion } from "./expanding.ts";
import type { StoredMessage } from "./message.ts";
import { sendCompared } from "./sendCompared.ts";
import type { UsageBook } from "./usage/usage.ts";

export interface OtherModel {
  /** In place of that answer. */
  askOtherModel(conversationId: string, answer: StoredMessage): void;
  /** Beside that answer. */
  compare(conversationId: string, answer: StoredMessage): void;
  /** The draft, beside the chosen model. */
  sendCompared(conversationId: string, text: string, expansion: Expansion): void;
  /** `done` is given the summary and what its chip is called; if there is none, nothing happens. */
  summarize(branch: readonly StoredMessage[], done: (text: string, label: string) => void): void;
}

export function createOtherModel(
  keys: ApiKeys,
  conversations: Pick<Conversations, "within">,
  used: Pick<UsageBook, "record">,
): OtherModel {
  const choose = async (
    id: string,
    title: string,
    current: string,
    use: (conversation: Conversation, model: string) => void,
  ): Promise<void> => {
    const model = await chooseModel(keys, { title, current });
    // By then the page may show another conversation.
    if (model !== undefined) conversations.within(id, (conversation) => use(conversation, model));
  };
  return {
    askOtherModel: (id, answer) =>
      void choose(id, l10n.t("Ask another model"), answer.model ?? "", (conversation, model) =>
        conversation.retry(answer.id, { model }),
      ),
    compare: (id, answer) =>
      void choose(id, l10n.t("Compare with which model?"), answer.model ?? "", (conversation, model) =>
        conversation.compare(answer.id, model),
      ),
    async summarize(branch, done) {
      const { summarize } = await import("./summarize.ts");
      const text = await summarize(keys, used, branch);
      if (text !== undefined) done(text, l10n.t("Summary"));
    },
    sendCompared: (id, text, expansion) =>
      void choose(id, l10n.t("Ask which model at the same time?"), readSettings().model, (conversation, model) =>
        sendCompared(conversation, text, model, expansion),
      ),
  };
}
