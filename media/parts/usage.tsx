// What an answer took: tokens, and money where it can be estimated.
import type { JSX } from "preact";
import type { UsageView } from "../../src/protocol.ts";
import { fill, useWords } from "../words.ts";

export function Usage({
  usage,
  model,
}: {
  readonly usage?: UsageView | undefined;
  readonly model?: string | undefined;
}): JSX.Element {
  const { labels, number } = useWords();
  const pieces: string[] = [];
  if (usage?.input !== undefined || usage?.output !== undefined) {
    pieces.push(fill(labels.usage, count(usage.input, number), count(usage.output, number)));
  } else {
    pieces.push(labels.usageUnknown);
  }
  if (usage?.cached) pieces.push(fill(labels.usageCached, number(usage.cached)));
  if (usage?.thinking) pieces.push(fill(labels.usageThinking, number(usage.thinking)));
  if (usage?.money !== undefined) pieces.push(fill(labels.estimate, usage.money));
  if (model !== undefined) pieces.unshift(model);
  return (
    <ul class="usage">
      {pieces.map((piece) => (
        <li key={piece}>{piece}</li>
      ))}
    </ul>
  );
}

const count = (value: number | undefined, number: (value: number) => string): string =>
  value === undefined ? "?" : number(value);
