// When the page may put the focus somewhere by itself: never while the reader is elsewhere in VS Code.

/** The focus is in this page, but what had it is gone. While the reader writes elsewhere, `hasFocus` is false. */
export const isFocusLost = (): boolean => document.hasFocus() && document.activeElement === document.body;

/** For what is done a while after the reader asked for it. */
export function focusHere(element: HTMLElement | null | undefined): void {
  if (document.hasFocus()) element?.focus();
}

/**
 * VS Code gives the page the focus, by its icon or by a key, but nothing in it has it: then the cursor is where one writes.
 * A click into the page says itself where it goes, and what is selected stays selected.
 */
export function focusOnArrival(box: () => HTMLElement | null): void {
  let isPressed = false;
  addEventListener("pointerdown", () => (isPressed = true), true);
  for (const type of ["pointerup", "pointercancel", "blur"]) addEventListener(type, () => (isPressed = false), true);
  const arrive = (): void => {
    if (!isPressed && isFocusLost() && getSelection()?.isCollapsed !== false) box()?.focus();
  };
  addEventListener("focus", arrive);
  arrive();
}

/** Milliseconds between what VS Code does and what the extension host asks for, on a slow machine. */
const SOON = 1000;

/** For the extension host's wish to have the cursor here: VS Code gives the page the focus just before or just after it. A reader who went elsewhere meanwhile is left alone. */
export function whenFocused(take: () => void): void {
  if (document.hasFocus()) take();
  else addEventListener("focus", take, { once: true, signal: AbortSignal.timeout(SOON) });
}
