// Runs in a browser, under the page's real policy: draws texts with the renderer and counts what they manage to do.

import { limits as highlightLimits, loadHighlighter } from "../../media/markdown/highlight.ts";
import { loadKatex } from "../../media/markdown/katex.ts";
import type { MarkdownOptions } from "../../media/markdown/options.ts";
import { limits, renderOnce, StreamedMarkdown } from "../../media/markdown/stream.ts";
import { labels } from "../unit/markdown/labels.ts";
import { written } from "../unit/markdown/written.ts";

const seen = {
  executed: 0,
  violations: [] as string[],
  opened: [] as string[],
  elements: new Set<string>(),
  attributes: new Set<string>(),
};

const count = (): void => {
  seen.executed++;
};
Object.assign(globalThis, { pwned: count, alert: count, confirm: count, prompt: count });
document.addEventListener("securitypolicyviolation", (event) => {
  seen.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});

const options: MarkdownOptions = {
  labels,
  onLink: (href) => seen.opened.push(href),
  onCode: () => {},
};

function newRoot(): HTMLElement {
  const root = document.createElement("div");
  document.getElementById("root")!.replaceChildren(root);
  return root;
}

function draw(root: HTMLElement, text: string, size: number, extra?: Partial<MarkdownOptions>): void {
  const stream = new StreamedMarkdown(root, { ...options, ...extra });
  for (let from = 0; from < text.length; from += size) {
    stream.append(text.slice(from, from + size));
    stream.flush();
  }
  stream.end();
}

const events = [
  "click",
  "dblclick",
  "auxclick",
  "pointerdown",
  "mouseover",
  "mouseenter",
  "focus",
  "input",
  "toggle",
  "load",
  "error",
  "animationstart",
  "submit",
];

/** The icons of our own buttons: nothing of them comes from an answer. */
const ownIcons = ":is(.code-buttons, .table-tools) > button > svg, :is(.code-buttons, .table-tools) > button > svg *";

export const markdownTest = {
  async ready(): Promise<void> {
    await loadHighlighter();
    highlightLimits.milliseconds = limits.milliseconds = Number.POSITIVE_INFINITY;
  },

  /** The names of those texts whose DOM depends on how they were cut. */
  unequal(texts: readonly { name: string; text: string }[], sizes: readonly number[]): string[] {
    const found: string[] = [];
    for (const { name, text } of texts) {
      const root = newRoot();
      renderOnce(root, text, options);
      const once = written(root);
      for (const element of root.querySelectorAll(`*:not(${ownIcons})`)) seen.elements.add(element.localName);
      for (const size of sizes) {
        const other = newRoot();
        draw(other, text, size);
        if (written(other) !== once) found.push(`${name}, ${size}`);
      }
    }
    return found;
  },

  /** Draws a text and touches every node of it, at the end and while it grows. */
  attack(text: string, size: number): void {
    const root = newRoot();
    draw(root, text, size);
    for (const element of root.querySelectorAll(`*:not(${ownIcons})`)) {
      seen.elements.add(element.localName);
      for (const { name } of element.attributes) seen.attributes.add(name);
    }
    for (const element of root.querySelectorAll<HTMLElement>("*")) {
      for (const name of events) element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
      element.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
      element.focus?.();
      element.click?.();
    }
  },

  async maths(text: string): Promise<string> {
    const root = newRoot();
    const loaded = loadKatex();
    renderOnce(root, text, { ...options, loadMaths: () => loaded });
    await loaded;
    await new Promise(requestAnimationFrame);
    await document.fonts.ready;
    const fonts = [...document.fonts].filter(({ status }) => status === "loaded").map(({ family }) => family);
    return JSON.stringify({
      drawn: root.querySelectorAll(".katex").length,
      fonts,
      left: root.querySelectorAll(".maths > code").length,
    });
  },

  /** Milliseconds to draw a text in chunks. */
  time(text: string, size: number): number {
    limits.milliseconds = 4;
    highlightLimits.milliseconds = 50;
    const before = performance.now();
    draw(newRoot(), text, size);
    document.body.getBoundingClientRect();
    return performance.now() - before;
  },

  /** Selects `from` to `to` of the text shown so far, then lets more come; returns what is selected then. */
  selectThenGrow(before: string, from: string, to: string, after: string): Promise<string> {
    const root = newRoot();
    const stream = new StreamedMarkdown(root, options);
    stream.append(before);
    stream.flush();
    const find = (text: string): [Text, number] => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
        const at = node.data.indexOf(text);
        if (at >= 0) return [node, at];
      }
      throw new Error(`not on the screen: ${text}`);
    };
    const [start, startAt] = find(from);
    const [end, endAt] = find(to);
    getSelection()!.setBaseAndExtent(start, startAt, end, endAt + to.length);
    return new Promise((resolve) => {
      // `selectionchange` is told in a task of its own.
      setTimeout(() => {
        for (const piece of after.match(/[\s\S]{1,5}/g) ?? []) {
          stream.append(piece);
          stream.flush();
        }
        stream.end();
        resolve(getSelection()!.getRangeAt(0).toString());
      }, 20);
    });
  },

  seen: () => ({ ...seen, elements: [...seen.elements], attributes: [...seen.attributes] }),
  show(text: string): void {
    renderOnce(newRoot(), text, options);
  },
};

Object.assign(globalThis, { markdownTest });
