// A long block folded to its first lines by its reader, and opened again. Never by itself: what is read must not move.
import type { MenuItem } from "./menu.ts";
import { type MarkdownOptions, word } from "./options.ts";

/** Lines that a folded block shows; one that is hardly longer is not worth folding. */
const SHOWN = 10;
const FOLDABLE = 16;

export function folding(options: MarkdownOptions, host: HTMLElement, lines: () => number): () => MenuItem | undefined {
  return () => {
    if (host.classList.contains("folded")) return { label: word(options, "expandCode"), run: () => unfold(host) };
    if (lines() < FOLDABLE) return undefined;
    return { label: word(options, "foldCode"), run: () => fold(options, host, lines()) };
  };
}

function fold(options: MarkdownOptions, host: HTMLElement, lines: number): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show-all code-unfold";
  button.setAttribute("aria-expanded", "false");
  button.textContent = word(options, "showAllLines", String(lines));
  button.addEventListener("click", () => {
    const header = host.querySelector<HTMLElement>(".code-header button");
    unfold(host);
    header?.focus({ preventScroll: true });
  });
  host.classList.add("folded");
  host.style.setProperty("--shown-lines", String(SHOWN));
  host.appendChild(button);
}

export function unfold(host: Element): void {
  host.classList.remove("folded");
  host.querySelector(":scope > .code-unfold")?.remove();
}
