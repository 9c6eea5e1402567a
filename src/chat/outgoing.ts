// How much goes along with the next message of a conversation, before anything is typed.
import type { Money } from "../qwen/price.ts";
import { estimateTokens } from "../qwen/tokens.ts";
import type { Outgoing } from "../state.ts";
import type { Conversation } from "./conversation.ts";
import type { Expansion } from "./expanding.ts";
import { partsOf, type StoredMessage } from "./message.ts";
import { systemText } from "./prompt.ts";
import { factsOf } from "./referenceFacts.ts";
import { isSummary } from "./summary.ts";

export interface OutgoingDeps {
  /** Tokens that the chosen model takes, if known. */
  readonly window: number | undefined;
  /** What that many tokens of input cost with the chosen model. */
  inputPrice(tokens: number): Money | undefined;
}

/** Messages since the last answer that was counted: of a conversation where none was, these are the last ones only. */
const MOST_ESTIMATED = 50;

export function outgoingOf(conversation: Counted, { window, inputPrice }: OutgoingDeps): Outgoing {
  const { tokens: before, isMeasured } = countBefore(conversation);
  const price = inputPrice(Math.max(1, before));
  return {
    before,
    isMeasured,
    ...(window !== undefined && { window }),
    ...(price && { price: { perToken: price.amount / Math.max(1, before), currency: price.currency } }),
  };
}

type Counted = Pick<Conversation, "branch" | "message"> & { readonly unsent: Pick<Conversation["unsent"], "draft"> };

function countBefore(conversation: Counted): Pick<Outgoing, "isMeasured"> & {
  readonly tokens: number;
} {
  // The summary that waits in the draft goes in place of all that was said.
  const branch = conversation.unsent.draft.references.some(isSummary) ? [] : conversation.branch();
  let tokens = 0;
  for (const id of branch.slice(-MOST_ESTIMATED).reverse()) {
    const message = conversation.message(id);
    const counted = message && countedBy(message);
    if (counted !== undefined) return { tokens: tokens + counted, isMeasured: true };
    if (message) tokens += estimateOf(message);
  }
  return { tokens: tokens + estimateTokens(systemText(undefined)), isMeasured: false };
}

/** An answer's usage counts all that stood before it, and itself; what was thought does not go back. */
function countedBy({ usage, status }: StoredMessage): number | undefined {
  if (status !== "done" || usage?.input === undefined || usage.output === undefined) return undefined;
  return usage.input + usage.output - (usage.thinking ?? 0);
}

function estimateOf({ parts }: StoredMessage): number {
  return parts.reduce((sum, part) => {
    if (part.type === "thinking") return sum;
    return (
      sum +
      (part.type === "reference"
        ? factsOf(part).tokens
        : estimateTokens((part.type === "text" && part.sent) || part.text))
    );
  }, 0);
}

/** The open branch as it would be with the draft sent. */
export function draftedBranch(
  conversation: Pick<Conversation, "branch" | "message" | "unsent">,
  { references = [], ...meaning }: Expansion = {},
): readonly StoredMessage[] {
  const { draft } = conversation.unsent;
  const parts = partsOf({ ...draft, ...meaning, references: [...draft.references, ...references] });
  const branch = conversation.branch().flatMap((id) => conversation.message(id) ?? []);
  if (parts.length === 0) return branch;
  return [...branch, { id: "draft", role: "user", parts, status: "done", createdAt: 0 }];
}
