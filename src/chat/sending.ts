// What is sent, sent anew or looked at before it goes: a typed command is looked up, and what goes along by itself is added.
import type { ToHost } from "../protocol.ts";
import type { Reference } from "../reference.ts";
import { goingOf } from "./besides.ts";
import type { Conversation } from "./conversation.ts";
import { createExpanding, type Expansion } from "./expanding.ts";
import type { IntentsDeps } from "./intents.ts";
import { referencesOf } from "./message.ts";
import { draftedBranch } from "./outgoing.ts";

type SendingIntent = Extract<ToHost, { type: "send" | "sendCompared" | "edit" | "editQueued" | "showRequest" }>;

export function createSending(
  page: Pick<IntentsDeps, "current" | "conversations" | "do">,
): (message: SendingIntent) => void {
  const expanding = createExpanding(page.conversations, page.do.expand);
  /** What goes with the draft without having been attached. */
  const going = (one: Conversation) => goingOf(page.do.besides.of(one));
  const attached = (one: Conversation) => [
    ...one.unsent.draft.references,
    ...going(one).filter(({ kind }) => kind === "code"),
  ];
  const withGoing = (one: Conversation, expansion: Expansion): Expansion => ({
    ...expansion,
    references: [...going(one), ...(expansion.references ?? [])],
  });
  /** What is in no list is not found again: it was deleted, and what was written there goes to the one that is shown. */
  const listed = (one: Conversation): Conversation => (one.isEmpty ? page.current() : one);
  return function receive(message: SendingIntent): void {
    const conversation = page.current();
    switch (message.type) {
      case "send":
        return expanding(
          message.conversation,
          message.text,
          attached,
          (one, expansion) => one.sendDraft(message.text, one === conversation, withGoing(one, expansion)),
          (one, references) => one.unsent.giveBack(message.text, references),
        );
      case "sendCompared":
        if (message.conversation !== conversation.id || conversation.isBusy) return;
        conversation.unsent.typed(message.text);
        return expanding(
          conversation.id,
          message.text,
          attached,
          (one, expansion) => page.do.sendCompared(one.id, message.text, withGoing(one, expansion)),
          attach,
        );
      case "edit":
        return expanding(
          conversation.id,
          message.text,
          (one) => referencesIn(one, message.messageId),
          (one, { references = [], ...meaning }) => {
            const all = [...referencesIn(one, message.messageId), ...references];
            one.edit(message.messageId, { text: message.text, references: all, ...meaning });
          },
          (one, references) => one.unsent.giveBack(message.text, references),
        );
      case "editQueued":
        return expanding(
          message.conversation,
          message.text,
          ({ unsent }) => unsent.queue.find(({ id }) => id === message.id)?.references ?? [],
          (one, { references, ...meaning }) =>
            listed(one).unsent.changeQueued(message.id, message.text, meaning, references),
          (one, references) => listed(one).unsent.giveBack(message.text, references),
        );
      case "showRequest":
        return expanding(
          message.conversation,
          conversation.unsent.draft.text,
          attached,
          (one, expansion) =>
            page.do.showRequest(draftedBranch(one, withGoing(one, expansion)), {
              search: one.search,
              model: expansion.model,
            }),
          attach,
        );
      default:
        message satisfies never;
    }
  };
}

/** The text stands in the composer already; what is to be looked at comes to it. */
function attach({ unsent }: Conversation, references: readonly Reference[]): void {
  unsent.offer({ text: "", references });
}

function referencesIn(conversation: Conversation, messageId: string): readonly Reference[] {
  const message = conversation.message(messageId);
  return message ? referencesOf(message) : [];
}
