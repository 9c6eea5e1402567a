// A document for the renderer's tests in Node, and the DOM written out for comparing.
import { Window } from "happy-dom";
import type { MarkdownOptions } from "../../../media/markdown/options.ts";

const window = new Window({ url: "http://127.0.0.1/" });
Object.assign(globalThis, { document: window.document, Text: window.Text });

export const labels: MarkdownOptions["labels"] = {
  copyCode: "Copy",
  insertAtCursor: "Insert",
  wrapLines: "Wrap",
  copied: "Copied",
  imageNotLoaded: "Image: {0}, not loaded",
  linkTo: "Opens {0}",
  hiddenCharacters: "{0} hidden characters",
  copyAnyway: "Copy anyway",
  showAll: "Show all {0}",
  taskDone: "done",
  taskOpen: "open",
  codeBlock: "Code {0}",
};

export function newRoot(): HTMLElement {
  return document.createElement("div");
}

/** The DOM as text; neighbouring text nodes count as one. */
export function written(node: Node): string {
  let text = "";
  for (const child of node.childNodes) {
    if (child.nodeType === 3) text += child.nodeValue?.replaceAll("&", "&amp;").replaceAll("<", "&lt;") ?? "";
    else {
      const element = child as Element;
      const attributes = [...element.attributes].map(({ name, value }) => ` ${name}="${value}"`).join("");
      text += `<${element.localName}${attributes}>${written(element)}</${element.localName}>`;
    }
  }
  return text;
}
