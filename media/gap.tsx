// Stands for messages that are not drawn, between others that are.
import type { JSX } from "preact";
import type { MessageView } from "../src/protocol.ts";
import type { Gap } from "./drawn.ts";

/** One turn at a time: the reader is on the way, and each step is a task. */
const STEP = 2;

export function GapView({ gap: { at, messages } }: { readonly gap: Gap<MessageView> }): JSX.Element {
  const lines = messages.reduce((sum, message) => sum + linesOf(message), 0);
  return <div class="gap" data-at={at} data-count={messages.length} style={{ height: `${lines}lh` }} />;
}

/** Only for the length of the scroll bar: of the lines that are longer than the panel nobody knows. */
const linesOf = ({ role, parts }: MessageView): number => {
  const length = parts.reduce((sum, part) => sum + (part.type === "text" ? part.text.length : 0), 0);
  const lines = 3 + Math.ceil(length / 40);
  return role === "user" ? Math.min(lines, 20) : lines;
};

/** The messages to draw next, of the gap that is nearest to what is seen; undefined when none is within two screens. */
export function nearGap(area: HTMLElement): { readonly from: number; readonly to: number } | undefined {
  const { top, bottom, height } = area.getBoundingClientRect();
  let nearest = height * 2;
  let found: { readonly from: number; readonly to: number } | undefined;
  for (const element of area.querySelectorAll<HTMLElement>(".gap")) {
    const rect = element.getBoundingClientRect();
    const distance = Math.max(0, rect.top - bottom, top - rect.bottom);
    if (distance >= nearest) continue;
    nearest = distance;
    const [at, count] = [Number(element.dataset["at"]), Number(element.dataset["count"])];
    // Of a gap that is above, its end; of one that is below, its beginning; of one that is all that is seen, what stands there.
    const part = Math.floor(((top - rect.top) / Math.max(1, rect.height)) * count);
    const from = at + Math.max(0, Math.min(part, count - STEP));
    found = { from, to: Math.min(at + count, from + STEP) };
  }
  return found;
}
