// A menu under a button. It lies over everything, so no box around an answer can cut it off.
import { element } from "./context.ts";

export interface MenuItem {
  readonly label: string;
  /** Of something that is on or off. */
  readonly isOn?: boolean;
  run(): void;
}

/** Makes the button open a menu of what `items` says at that moment. */
export function menuButton(button: HTMLButtonElement, items: () => readonly MenuItem[]): HTMLButtonElement {
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  let close: (() => void) | undefined;
  const toggle = (): void => {
    if (close) return close();
    const closed = (): void => {
      close = undefined;
      button.setAttribute("aria-expanded", "false");
    };
    close = openMenu(button, items(), closed);
    button.setAttribute("aria-expanded", "true");
  };
  button.addEventListener("click", toggle);
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || close) return;
    event.preventDefault();
    toggle();
  });
  return button;
}

function openMenu(button: HTMLElement, items: readonly MenuItem[], closed: () => void): () => void {
  const menu = element("div", "menu");
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", button.getAttribute("aria-label") ?? "");
  menu.setAttribute("popover", "manual");
  const listening = new AbortController();
  const { signal } = listening;
  const close = (): void => {
    if (signal.aborted) return;
    listening.abort();
    menu.remove();
    closed();
  };
  const buttons = items.map((item) => {
    const made = document.createElement("button");
    made.type = "button";
    made.tabIndex = -1;
    made.textContent = item.label;
    made.setAttribute("role", item.isOn === undefined ? "menuitem" : "menuitemcheckbox");
    if (item.isOn !== undefined) made.setAttribute("aria-checked", String(item.isOn));
    made.addEventListener("click", () => {
      button.focus({ preventScroll: true });
      close();
      item.run();
    });
    return made;
  });
  menu.append(...buttons);
  // Beside the button, so that it stands in the same message for whoever asks where the focus is.
  button.closest(".code-header, .table-tools")?.append(menu);
  menu.showPopover?.();
  place(menu, button);
  buttons[0]?.focus({ preventScroll: true });

  menu.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === "ArrowDown") buttons[(at + 1) % buttons.length]?.focus();
    else if (event.key === "ArrowUp") buttons.at(at < 1 ? -1 : at - 1)?.focus();
    else if (event.key === "Home") buttons[0]?.focus();
    else if (event.key === "End") buttons.at(-1)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") {
      button.focus({ preventScroll: true });
      close();
      // The Tab key goes on from the button.
      if (event.key === "Tab") return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && (menu.contains(relatedTarget) || relatedTarget === button))) close();
  });
  addEventListener("scroll", () => place(menu, button), { capture: true, passive: true, signal });
  addEventListener("resize", close, { signal });
  addEventListener("blur", close, { signal });
  return close;
}

/** Below the button, or above it where there is more room; never out of the page. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = menu;
  const isBelow = at.bottom + offsetHeight <= innerHeight || at.top < innerHeight / 2;
  const left = Math.max(4, Math.min(at.right - offsetWidth, innerWidth - offsetWidth - 4));
  menu.style.setProperty("left", `${left}px`);
  menu.style.setProperty("top", `${Math.max(0, isBelow ? at.bottom + 2 : at.top - offsetHeight - 2)}px`);
}
