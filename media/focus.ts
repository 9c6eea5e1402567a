// When the page may put the focus somewhere by itself: never while the reader is elsewhere in VS Code.

/** The focus is in this page, but what had it is gone. While the reader writes elsewhere, `hasFocus` is false. */
export const isFocusLost = (): boolean => document.hasFocus() && document.activeElement === document.body;
