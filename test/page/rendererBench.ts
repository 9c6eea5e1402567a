// Runs in a browser: one answer, drawn in frames by the renderer or by the floor, which shows it as plain lines.

import { limits as highlightLimits, loadHighlighter } from "../../media/markdown/highlight.ts";
import { limits, StreamedMarkdown } from "../../media/markdown/stream.ts";
import { labels } from "../unit/markdown/labels.ts";

interface Drawer {
  append(text: string): void;
  flush(): void;
  end(): void;
}

/** The least that showing this much text can cost: one element a line, in boxes that are laid out only when seen. */
function floor(root: HTMLElement): Drawer {
  let waiting = "";
  let lines = 0;
  let last = document.createTextNode("");
  const addLine = (): void => {
    if (lines++ % 64 === 0) {
      const box = document.createElement("div");
      box.className = "floor-box";
      root.appendChild(box);
    }
    const line = document.createElement("div");
    line.className = "floor-line";
    last = document.createTextNode("");
    line.appendChild(last);
    root.lastElementChild!.appendChild(line);
  };
  addLine();
  const flush = (): void => {
    for (const [index, line] of waiting.split("\n").entries()) {
      if (index > 0) addLine();
      if (line) last.appendData(line);
    }
    waiting = "";
  };
  return { append: (text) => (waiting += text), flush, end: flush };
}

const drawers: Readonly<Record<string, (root: HTMLElement) => Drawer>> = {
  floor,
  ours: (root) => new StreamedMarkdown(root, { labels, onCode: () => {}, onLink: () => {} }),
};

/**
 * A frame of the screen. In frames that no screen shows, a box with `content-visibility: auto` that has just been made is laid out only
 * now and then: the floor, which has nothing else, would seem to cost a quarter of what it does.
 */
const nextFrame = (): Promise<unknown> => new Promise(requestAnimationFrame);

// On a busy machine the renderer skips frames and colours; the figure is to be that of all its work.
highlightLimits.milliseconds = limits.milliseconds = Number.POSITIVE_INFINITY;

Object.assign(globalThis, {
  bench: {
    ready: loadHighlighter,
    /** `perFrame` pieces are drawn at once; the view stays at its end, which forces the layout of each frame. */
    async draw(name: string, pieces: readonly string[], perFrame: number): Promise<number> {
      const scroll = document.getElementById("scroll")!;
      const root = document.createElement("div");
      scroll.replaceChildren(root);
      const drawer = drawers[name]!(root);
      for (let from = 0; from < pieces.length; from += perFrame) {
        for (const piece of pieces.slice(from, from + perFrame)) drawer.append(piece);
        drawer.flush();
        scroll.scrollTop = scroll.scrollHeight;
        await nextFrame();
      }
      drawer.end();
      scroll.scrollTop = scroll.scrollHeight;
      return root.querySelectorAll("*").length;
    },
  },
});
