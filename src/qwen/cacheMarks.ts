// Where `cache_control` marks pay in a conversation.
import { estimateTokens } from "./tokens.ts";
import type { Message } from "./types.ts";

/** Milliseconds that a marked part is kept after it was last read. */
export const cacheLifetime = 5 * 60_000;

/** The service takes no more in a request. */
const MOST = 4;
/** It keeps nothing shorter than 1,024 tokens; we only estimate, and little is saved on little. */
const LONG = 2048;
const LEAST = 1024;

/**
 * The service caches by itself, but a hit is not promised, and is paid with 20 % of the input. What ends at a mark is kept for
 * five minutes from its last use, for certain: it costs 125 % once and 10 % each time it is read. A request has one kind of
 * cache or the other, so what stands behind the last mark is paid in full.
 *
 * So a mark pays where much is asked about more than once. The first one goes to the first question that brings a long context
 * along: whoever attaches that mostly has more than one question about it. Short conversations stay with the automatic cache.
 * The next ones follow whenever an eighth as much has gathered behind the last: from there on, paying it in full at each
 * turn costs more than the marks save. All this looks only at what stands before the mark: it is found again in the same
 * place at each turn, and the bytes in front of it do not change. (Of a fifth mark's request the first one is taken out; the
 * service reads the same text.)
 */
export function cacheMarks(messages: readonly Message[]): ReadonlySet<Message> {
  const marks: Message[] = [];
  let kept = 0;
  let since = 0;
  for (const message of messages) {
    const tokens = tokensOf(message);
    since += tokens;
    if (message.role !== "user") continue;
    const isWorthIt = marks.length === 0 ? tokens >= LONG : since >= Math.max(LEAST, kept / 8);
    if (!isWorthIt) continue;
    marks.push(message);
    kept += since;
    since = 0;
  }
  return new Set(marks.slice(-MOST));
}

/** Images are left out: what they take depends on their size, and the text decides well enough. */
function tokensOf({ content }: Message): number {
  if (typeof content === "string") return estimateTokens(content);
  return content.reduce((sum, part) => sum + (part.type === "text" ? estimateTokens(part.text) : 0), 0);
}
