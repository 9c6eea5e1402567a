// Which match is the first, or the last, that the reader has before their eyes.
import { unfold } from "../markdown/foldCode.ts";
import type { Direction } from "./positions.ts";
import { rectOf } from "./units.ts";

/** The messages that are on the screen, from the first to the last. */
export function visibleMessages(area: HTMLElement): HTMLElement[] {
  const { top, bottom } = area.getBoundingClientRect();
  const isVisible = (element: Element): boolean => {
    const rect = element.getBoundingClientRect();
    return rect.top < bottom && rect.bottom > top;
  };
  // Asking for the place of a message that is far away would lay out its box.
  const boxes = [...area.querySelectorAll(".message-box")].filter(isVisible);
  return boxes.flatMap((box) => [...box.querySelectorAll<HTMLElement>(".message")].filter(isVisible));
}

/** The index among a part's matches, which go down the screen; undefined when none is on it. */
export function visibleMatch(
  area: HTMLElement,
  ranges: readonly StaticRange[],
  direction: Direction,
): number | undefined {
  const { top, bottom } = area.getBoundingClientRect();
  const isNext = direction === "next";
  let [low, high] = [0, ranges.length];
  // Halving: an answer may have ten thousand matches, and each look at one costs a layout of it.
  while (low < high) {
    const middle = (low + high) >> 1;
    const rect = rectOf(ranges[middle]!);
    const isBefore = rect !== undefined && (isNext ? rect.bottom <= top : rect.top < bottom);
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  const index = isNext ? low : low - 1;
  const rect = ranges[index] && rectOf(ranges[index]);
  return rect && rect.bottom > top && rect.top < bottom ? index : undefined;
}

/** Code and tables that are wider than the panel scroll by themselves. */
export function scrollSideways(match: StaticRange): void {
  const box = match.startContainer.parentElement?.closest("pre, .table");
  const rect = rectOf(match);
  // A folded block is opened: the match would be there, but out of sight.
  const folded = box?.closest(".code-block.folded");
  if (folded) unfold(folded);
  if (!box || !rect) return;
  const { left, right } = box.getBoundingClientRect();
  if (rect.left < left || rect.right > right) box.scrollLeft += (rect.left + rect.right - left - right) / 2;
}
