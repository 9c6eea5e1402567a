// Shows TeX as code until the page's maths renderer is there, then as maths. A failure leaves the code.
import { element } from "./context.ts";
import type { DrawMaths, MarkdownOptions } from "./options.ts";

/** Text is not held up longer than this for the renderer that draws maths. */
const PATIENCE = 1000;

export interface MathsDrawer {
  /** While the renderer is on its way; never rejects. */
  readonly loading: Promise<void> | undefined;
  draw(tex: string, host: HTMLElement, isDisplay: boolean): void;
}

/** One loading for the whole page: all answers wait for the same. */
let ready: DrawMaths | undefined;
let loading: Promise<DrawMaths> | undefined;
let waiting: Promise<void> | undefined;

export function mathsDrawer(options: MarkdownOptions): MathsDrawer {
  return {
    get loading() {
      return waiting;
    },
    draw(tex, host, isDisplay) {
      const code = element("code");
      code.textContent = tex;
      host.appendChild(code);
      if (!options.loadMaths) return;
      if (ready) {
        replace(ready, tex, host, isDisplay);
        return;
      }
      if (!loading) {
        loading = options.loadMaths();
        const arrived = loading.then(
          () => {},
          () => {},
        );
        waiting = Promise.race([arrived, new Promise<void>((late) => setTimeout(late, PATIENCE))]).then(() => {
          waiting = undefined;
        });
      }
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
