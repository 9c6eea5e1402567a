// Size, line and density of the conversation, from the settings, as variables for the style sheet.
import type { Look } from "../src/protocol.ts";

/** From the edge of the thread to its text, on both sides. */
const SIDES = 24;

/** Whatever is set makes the browser compute all styles again, so only what changed is. */
export function applyLook(root: HTMLElement, { fontSize, lineWidth, density }: Look): void {
  set(root, "--own-size", fontSize > 0 ? `${fontSize}px` : "");
  set(root, "--line-width", lineWidth > 0 ? `calc(${lineWidth}ch + ${SIDES}px)` : "");
  if (root.dataset["density"] !== density) root.dataset["density"] = density;
}

function set(root: HTMLElement, name: string, value: string): void {
  if (root.style.getPropertyValue(name) === value) return;
  if (value === "") root.style.removeProperty(name);
  else root.style.setProperty(name, value);
}
