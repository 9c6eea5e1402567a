// A box that is full is laid out only near the screen. It gets there with the height that it has: a guess would move
// everything below it, which is what the reader sees grow.

/** The box is full. It is left alone until it is a screen away. */
export function isFull(box: Element): void {
  observer?.observe(box);
}

/** The box was full, or nothing comes any more: near the screen it makes no difference. */
export function setFull(box: Element, full: boolean): void {
  observer?.unobserve(box);
  box.classList.toggle("full", full);
}

const observer =
  typeof IntersectionObserver === "undefined"
    ? undefined
    : new IntersectionObserver(
        (entries) => {
          for (const { target, isIntersecting, boundingClientRect } of entries) {
            // Without a height it is not on the page, or in something that is folded.
            if (isIntersecting || boundingClientRect.height === 0) continue;
            (target as HTMLElement).style.setProperty("contain-intrinsic-size", `auto ${boundingClientRect.height}px`);
            setFull(target, true);
          }
        },
        { rootMargin: "100%" },
      );
