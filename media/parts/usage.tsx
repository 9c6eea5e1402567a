// What an answer took: tokens, what the cache had of them and for how long it has it, and money where it can be estimated.
import type { JSX } from "preact";
import type { UsageView } from "../../src/protocol.ts";
import { fill, useWords, type Words } from "../words.ts";
import { CacheClock } from "./cacheClock.tsx";

export function Usage({
  usage,
  model,
  hasSearched,
}: {
  readonly usage?: UsageView | undefined;
  readonly model?: string | undefined;
  readonly hasSearched?: boolean | undefined;
}): JSX.Element {
  const words = useWords();
  const { labels, number } = words;
  const pieces: string[] = [];
  if (usage?.input !== undefined || usage?.output !== undefined) {
    pieces.push(fill(labels.usage, count(usage.input, number), count(usage.output, number)));
  } else {
    pieces.push(labels.usageUnknown);
  }
  if (usage?.cached) pieces.push(cached(usage.cached, usage, words));
  if (usage?.cacheWritten) pieces.push(fill(labels.usageCacheWritten, words.compact(usage.cacheWritten)));
  if (usage?.thinking) pieces.push(fill(labels.usageThinking, number(usage.thinking)));
  if (hasSearched) pieces.push(labels.usageSearch);
  if (usage?.money !== undefined) pieces.push(fill(labels.estimate, usage.money));
  if (model !== undefined) pieces.unshift(model);
  return (
    <ul class="usage">
      {pieces.map((piece) => (
        <li key={piece}>{piece}</li>
      ))}
      {usage?.cacheUntil !== undefined && <CacheClock until={usage.cacheUntil} />}
    </ul>
  );
}

function cached(tokens: number, { input, saved }: UsageView, { labels, number, compact }: Words): string {
  if (input === undefined) return fill(labels.usageCached, number(tokens));
  return saved === undefined
    ? fill(labels.usageCachedOf, compact(tokens), compact(input))
    : fill(labels.usageCachedSaved, compact(tokens), compact(input), saved);
}

const count = (value: number | undefined, number: (value: number) => string): string =>
  value === undefined ? "?" : number(value);
