// Shows TeX as code until the page's maths renderer is there, then as maths. A failure leaves the code.
import { element } from "./context.ts";
/** One loading for the whole page: all answers wait for the same. */
let ready;
let loading;
export function mathsDrawer(options) {
    return {
        draw(tex, host, isDisplay) {
            const code = element("code");
            code.textContent = tex;
            host.appendChild(code);
            if (!options.loadMaths)
                return;
            if (ready) {
                replace(ready, tex, host, isDisplay);
                return;
            }
            loading ??= options.loadMaths();
            loading.then((drawMaths) => {
                ready = drawMaths;
                replace(drawMaths, tex, host, isDisplay);
            }, 
            // Without the renderer the source stays readable, which is all that can be done.
            () => { });
        },
    };
}
function replace(drawMaths, tex, host, isDisplay) {
    const drawing = element("span");
    try {
        drawMaths(tex, drawing, isDisplay);
        host.replaceChildren(drawing);
    }
    catch {
        // TeX that the renderer refuses is shown as it was written.
    }
}
