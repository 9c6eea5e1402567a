// A row of buttons that is one stop of the Tab key; the arrow keys, Home and End go from button to button.
import { element } from "./context.ts";

export function toolbar(className: string, label: string, buttons: readonly HTMLButtonElement[]): HTMLElement {
  const made = element("div", className);
  made.setAttribute("role", "toolbar");
  made.setAttribute("aria-label", label);
  made.append(...buttons);
  for (const [index, button] of buttons.entries()) button.tabIndex = index === 0 ? 0 : -1;
  const goTo = (index: number): void => buttons[(index + buttons.length) % buttons.length]?.focus();
  made.addEventListener("focusin", (event) => {
    for (const button of buttons) button.tabIndex = button === event.target ? 0 : -1;
  });
  made.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    if (event.key === "ArrowRight") goTo(at + 1);
    else if (event.key === "ArrowLeft") goTo(at - 1);
    else if (event.key === "Home") goTo(0);
    else if (event.key === "End") goTo(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return made;
}
