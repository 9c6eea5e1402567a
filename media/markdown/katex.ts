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

/** Those of most formulas. */
const fonts = ["1em KaTeX_Main", "italic 1em KaTeX_Math", "1em KaTeX_Size1", "1em KaTeX_Size2", "1em KaTeX_AMS"];

export async function loadKatex(): Promise<DrawMaths> {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = import.meta.resolve("./katex.css");
  const styled = new Promise((done) => {
    style.addEventListener("load", done);
    style.addEventListener("error", done);
  });
  document.head.appendChild(style);
  const [{ default: katex }] = await Promise.all([import("katex"), styled]);
  // Formulas drawn before their fonts are there would get other sizes a moment later. Without fonts they are still maths.
  await Promise.allSettled(fonts.map((font) => document.fonts.load(font)));
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
