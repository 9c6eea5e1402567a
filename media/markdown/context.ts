// What the views of one answer share.
import type { Links } from "marked";
import type { InlineView } from "./inline.ts";
import type { MathsDrawer } from "./mathsDrawer.ts";
import type { MarkdownOptions } from "./options.ts";

export interface Context {
  readonly options: MarkdownOptions;
  /** Definitions that can not change any more: those of settled text. */
  readonly links: Links;
  /** Settled text with brackets in it: a definition that comes later may make links of them. */
  readonly references: InlineView[];
  readonly maths: MathsDrawer;
}

export function element(name: keyof HTMLElementTagNameMap, className?: string): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  return made;
}
