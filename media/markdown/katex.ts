// KaTeX, loaded when an answer first has maths: a script, a style sheet and fonts beside the page's own files.
import type { KatexOptions } from "katex";
import type { DrawMaths } from "./options.ts";

const settings: KatexOptions = {
  // What KaTeX can not read is shown as it was written, not as an error.
  throwOnError: true,
  trust: false,
  strict: false,
  maxSize: 20,
  maxExpand: 500,
  output: "htmlAndMathml",
};

export async function loadKatex(): Promise<DrawMaths> {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("katex.css", import.meta.url).href;
  document.head.appendChild(style);
  const { default: katex } = await import("katex");
  // `render` would do, but for `style` attributes on a few MathML elements, which the page's policy forbids and reports.
  const { __renderToDomTree: toTree } = katex as unknown as Internal;
  return (tex, element, isDisplay) => {
    const tree = toTree(tex, { ...settings, displayMode: isDisplay });
    dropStyles(tree);
    element.appendChild(tree.toNode());
  };
}

/** KaTeX's own tree, which it makes DOM nodes of. */
interface Tree {
  readonly attributes?: Record<string, string>;
  readonly children?: readonly Tree[];
  toNode(): Node;
}

interface Internal {
  __renderToDomTree(tex: string, options: KatexOptions): Tree;
}

function dropStyles(tree: Tree): void {
  if (tree.attributes) delete tree.attributes["style"];
  for (const child of tree.children ?? []) dropStyles(child);
}
