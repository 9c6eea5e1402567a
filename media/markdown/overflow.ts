// What is wider than the panel scrolls by itself and must then be within reach of the keys that scroll; what is not would
// only be one more stop of the Tab key.

/** Makes the element a stop of the Tab key, with a name, while it has something to scroll. */
export function reachableWhileScrolling(element: HTMLElement, label: string): void {
  labels.set(element, label);
  observer?.observe(element);
}

/** Looks again: the content grew, the element did not. */
export function lookAgain(element: HTMLElement): void {
  if (!observer || !labels.has(element)) return;
  observer.unobserve(element);
  observer.observe(element);
}

const labels = new WeakMap<Element, string>();

/** One for all: after layout, when reading sizes costs nothing. */
const observer =
  typeof ResizeObserver === "undefined"
    ? undefined
    : new ResizeObserver((entries) => {
        for (const { target } of entries) update(target as HTMLElement);
      });

function update(element: HTMLElement): void {
  const isScrolling = element.scrollWidth > element.clientWidth + 1;
  if (isScrolling === (element.tabIndex === 0)) return;
  if (isScrolling) {
    element.tabIndex = 0;
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", labels.get(element) ?? "");
  } else if (document.activeElement !== element) {
    for (const name of ["tabindex", "role", "aria-label"]) element.removeAttribute(name);
  }
}
