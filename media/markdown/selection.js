// Keeps the reader's selection while text moves from one node to others.
/** Asking for the selection forces a layout, so it is asked for only while there is one. */
let isSelecting = false;
if (typeof document !== "undefined") {
    document.addEventListener("selectionchange", () => {
        isSelecting = document.getSelection()?.isCollapsed === false;
    });
}
/**
 * Runs `move`, which takes the first `length` characters out of `node` and puts them elsewhere, then sets the selection
 * back. `find` tells where a character that was moved is now.
 */
export function keepingSelection(node, length, move, find) {
    const selection = isSelecting ? document.getSelection() : null;
    const anchor = selection?.anchorNode === node ? selection.anchorOffset : -1;
    const focus = selection?.focusNode === node ? selection.focusOffset : -1;
    if (!selection || (anchor < 0 && focus < 0)) {
        move();
        return;
    }
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
    move();
    const now = (offset) => (offset < length ? find(offset) : [node, offset - length]);
    const [from, fromOffset] = anchor < 0 ? [anchorNode, anchorOffset] : now(anchor);
    const [to, toOffset] = focus < 0 ? [focusNode, focusOffset] : now(focus);
    if (from && to)
        selection.setBaseAndExtent(from, fromOffset, to, toOffset);
}
