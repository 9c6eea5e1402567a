// Shows TeX as code until the page's maths renderer is there, then as maths. A failure leaves the code.
import { element } from "./context.ts";
import type { DrawMaths, MarkdownOptions } from "./options.ts";

export interface MathsDrawer {
  draw(tex: string, host: HTMLElement, isDisplay: boolean): void;
}

/** One loading for the whole page: all answers wait for the same. */
let ready: DrawMaths | undefined;
let loading: Promise<DrawMaths> | undefined;

export function mathsDrawer(options: MarkdownOptions): MathsDrawer {
  return {
    draw(tex, host, isDisplay) {
      const code = element("code");
      code.textContent = tex;
      host.appendChild(code);
      if (!options.loadMaths) return;
      if (ready) {
        replace(ready, tex, host, isDisplay);
        return;
      }
      loading ??= options.loadMaths();
      loading.then(
        (drawMaths) => {
          ready = drawMaths;
          replace(drawMaths, tex, host, isDisplay);
        },
        // Without the renderer the source stays readable, which is all that can be done.
        () => {},
      );
    },
  };
}

function replace(drawMaths: DrawMaths, tex: string, host: HTMLElement, isDisplay: boolean): void {
  const drawing = element("span");
  try {
    drawMaths(tex, drawing, isDisplay);
    host.replaceChildren(drawing);
  } catch {
    // TeX that the renderer refuses is shown as it was written.
  }
}
