// A document for the renderer's tests in Node.
import { Window } from "happy-dom";

const window = new Window({ url: "http://127.0.0.1/" });
Object.assign(globalThis, {
  document: window.document,
  Text: window.Text,
  Node: window.Node,
  Element: window.Element,
  HTMLElement: window.HTMLElement,
  HTMLOListElement: window.HTMLOListElement,
  Event: window.Event,
  KeyboardEvent: window.KeyboardEvent,
});

export function newRoot(): HTMLElement {
  return document.createElement("div");
}

export { labels } from "./labels.ts";
export { written } from "./written.ts";
