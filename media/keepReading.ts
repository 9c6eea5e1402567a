// Changes how the conversation is set, and leaves before the reader what they are reading.
import type { Place } from "./followingView.ts";
import { settle } from "./settle.ts";

/** What a reader's eye is on: the smallest of these at the upper edge. */
const blocks = "p, li, tr, pre, .segment, h1, h2, h3, h4, h5, h6, summary, .message";

/** Returns a function that lets go of the place. At the end of the conversation the view follows by itself. */
export function keepReading(area: HTMLElement, goTo: (place: Place) => void, change: () => void): () => void {
  const block = area.scrollHeight - area.clientHeight - area.scrollTop > 8 ? blockAtEdge(area) : undefined;
  const message = block?.closest<HTMLElement>(".message");
  if (!block || !message) {
    change();
    return () => {};
  }
  const edge = area.getBoundingClientRect().top;
  const { top, height } = block.getBoundingClientRect();
  // Of a long paragraph, the same part stays at the edge; what begins below the edge keeps its distance.
  const part = top < edge && height > 0 ? (edge - top) / height : 0;
  const below = Math.max(0, top - edge);
  change();
  return settle({
    area,
    message,
    goTo,
    drift: () => {
      if (!block.isConnected) return undefined;
      const now = block.getBoundingClientRect();
      return now.top + part * now.height - below - area.getBoundingClientRect().top;
    },
  });
}

function blockAtEdge(area: HTMLElement): Element | undefined {
  const { left, top, width, bottom } = area.getBoundingClientRect();
  // Between two messages there is nothing; one step below there is.
  for (let y = top + 4; y < bottom; y += 16) {
    for (const element of document.elementsFromPoint(left + width / 2, y)) {
      const block = area.contains(element) ? element.closest(blocks) : null;
      if (block && area.contains(block)) return block;
    }
  }
  return undefined;
}
