// What the views of one answer share.
import type { Links } from "marked";
import type { InlineView } from "./inline.ts";
import type { MathsDrawer } from "./mathsDrawer.ts";
import type { MarkdownOptions } from "./options.ts";
import type { Outline } from "./outline.ts";
import type { Tally } from "./tally.ts";

export interface Context {
  readonly options: MarkdownOptions;
  /** Definitions that can not change any more: those of settled text. */
  readonly links: Links;
  /** Settled text with brackets in it: a definition that comes later may make links of them. */
  readonly references: InlineView[];
  readonly maths: MathsDrawer;
  readonly outline: Outline;
  /** Of what the next view stands in. */
  readonly tally: Tally | undefined;
}

export function element(name: keyof HTMLElementTagNameMap, className?: string): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  return made;
}
