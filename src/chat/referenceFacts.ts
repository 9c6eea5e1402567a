// What the user should know of an attachment before it is sent: its size, and what in it may be a secret or can not be seen.
// Found out once: a reference never changes, and the page is told with each state.
import { estimateTokens, imageTokens } from "../qwen/tokens.ts";
import { type Reference, referenceText } from "../reference.ts";
import { countHiddenCharacters } from "../util/hiddenCharacters.ts";
import { secretLines } from "../util/secrets.ts";

export interface ReferenceFacts {
  /** An estimate. */
  readonly tokens: number;
  /** Lines that look like they hold a key or a password, as the file counts them; the first ones. */
  readonly secretLines: readonly number[];
  /** Characters that a reader does not see and a model does (H13). */
  readonly hidden: number;
}

const known = new WeakMap<Reference, ReferenceFacts>();

export function factsOf(reference: Reference): ReferenceFacts {
  const before = known.get(reference);
  if (before) return before;
  const facts = look(reference);
  known.set(reference, facts);
  return facts;
}

function look(reference: Reference): ReferenceFacts {
  const tokens = estimateTokens(referenceText(reference));
  if (reference.kind === "image") {
    return { tokens: tokens + imageTokens(reference.width, reference.height), secretLines: [], hidden: 0 };
  }
  const text = reference.kind === "code" ? reference.code : reference.text;
  const first = reference.kind === "code" ? reference.startLine : 1;
  const counts = new Map<string, number>();
  countHiddenCharacters(text, counts);
  return {
    tokens,
    secretLines: secretLines(text)
      .slice(0, MOST_LINES)
      .map((line) => line + first),
    hidden: [...counts.values()].reduce((sum, count) => sum + count, 0),
  };
}

const MOST_LINES = 20;
