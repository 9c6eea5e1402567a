// Text as it is, in pieces of a few lines, so that a long one stays cheap to grow and to lay out.

const LINES_IN_A_PIECE = 20;

export interface PlainText {
  show(text: string): void;
}

export function createPlainText(root: HTMLElement): PlainText {
  let shown = "";
  let last: Text | undefined;
  let lines = 0;

  return {
    show(text) {
      if (!text.startsWith(shown)) {
        root.replaceChildren();
        shown = "";
        last = undefined;
      }
      for (const line of text.slice(shown.length).split(/(?<=\n)/)) {
        if (!last || lines >= LINES_IN_A_PIECE) {
          const piece = document.createElement("div");
          piece.dir = "auto";
          last = document.createTextNode("");
          piece.append(last);
          root.append(piece);
          lines = 0;
        }
        last.appendData(line);
        if (line.endsWith("\n")) lines += 1;
      }
      shown = text;
    },
  };
}
