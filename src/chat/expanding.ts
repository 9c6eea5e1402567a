// A prompt that begins with a slash is looked up before it goes: what it means may have to be read first. Prompts keep their order.
import type { Reference } from "../reference.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import type { Meaning } from "./message.ts";

/** What a typed command means, and what it takes along. */
export interface Expansion extends Meaning {
  readonly references?: readonly Reference[];
}

export interface Asked {
  readonly text: string;
  readonly attached: readonly Reference[];
  /** Something has been said before, to which the command may refer. */
  readonly isBegun: boolean;
}

/** not: it can not go as it is, which the user has been told; `references` are what they should look at. */
export type Expanded =
  | ({ readonly type: "go" } & Expansion)
  | { readonly type: "not"; readonly references?: readonly Reference[] };

export type Expanding = (
  conversation: string,
  text: string,
  attached: (conversation: Conversation) => readonly Reference[],
  go: (conversation: Conversation, expansion: Expansion) => void,
  not?: (conversation: Conversation, references: readonly Reference[]) => void,
) => void;

export function createExpanding(
  conversations: Pick<Conversations, "within">,
  expand: (asked: Asked) => Promise<Expanded>,
): Expanding {
  let waiting: Promise<void> | undefined;
  return (id, text, attached, go, not = () => {}) => {
    if (!waiting && !text.startsWith("/")) return conversations.within(id, (one) => go(one, {}));
    const expanded = async (): Promise<void> => {
      let asked: Asked | undefined;
      conversations.within(id, (one) => {
        asked = { text, attached: attached(one), isBegun: !one.isEmpty };
      });
      const { type, ...expansion } = asked && text.startsWith("/") ? await expand(asked) : { type: "go" as const };
      conversations.within(id, (one) => (type === "go" ? go(one, expansion) : not(one, expansion.references ?? [])));
    };
    const mine: Promise<void> = (waiting ?? Promise.resolve())
      .catch(() => {})
      .then(expanded)
      .finally(() => {
        if (waiting === mine) waiting = undefined;
      });
    waiting = mine;
  };
}
