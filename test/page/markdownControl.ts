// The control: the same payloads as HTML in a page without a policy, to show that they would do harm.
import { marked } from "marked";

let executed = 0;
const count = (): void => {
  executed++;
};
Object.assign(globalThis, { pwned: count, alert: count });

Object.assign(globalThis, {
  markdownTest: {
    ready: () => {},
    executed: () => executed,
    async attack(texts: readonly string[]): Promise<void> {
      const root = document.getElementById("root")!;
      for (const text of texts) {
        const box = document.createElement("div");
        box.innerHTML = marked.parse(text, { async: false });
        root.appendChild(box);
        for (const element of box.querySelectorAll<HTMLElement>("[onclick], [tabindex]")) {
          if (!element.closest("a, form")) element.click();
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 1000));
    },
  },
});
