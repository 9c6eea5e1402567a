// How code is shown on this page, kept with it: lines wrapped or not, with numbers or without.
import { keep, kept } from "./host.ts";
import { lookEvent } from "./markdown/code.ts";
import type { MarkdownOptions } from "./markdown/options.ts";

/** Milliseconds in a row; the blocks that are left come after a pause. */
const SLICE = 8;

export const codeLook: NonNullable<MarkdownOptions["codeLook"]> = {
  now: () => kept().codeLook ?? { isWrapped: false, isNumbered: false },
  change(look, block) {
    keep({ codeLook: look });
    const before = block.getBoundingClientRect().top;
    const all = [...document.querySelectorAll(".code-block")];
    const isNear = (one: Element): boolean => {
      const { top, bottom } = one.getBoundingClientRect();
      return bottom > -innerHeight && top < innerHeight * 2;
    };
    const near = all.filter(isNear);
    tell(near, Number.POSITIVE_INFINITY);
    // The block stays where it was on the screen.
    const area = block.closest(".thread");
    if (area) area.scrollTop += block.getBoundingClientRect().top - before;
    later(all.filter((one) => !near.includes(one)));
  },
};

function later(blocks: readonly Element[]): void {
  if (blocks.length > 0) setTimeout(() => later(tell(blocks, SLICE)));
}

/** Returns those that there was no time for. */
function tell(blocks: readonly Element[], milliseconds: number): readonly Element[] {
  const start = performance.now();
  let done = 0;
  while (done < blocks.length && performance.now() - start < milliseconds)
    blocks[done++]!.dispatchEvent(new Event(lookEvent));
  return blocks.slice(done);
}
