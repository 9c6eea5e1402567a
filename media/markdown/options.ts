// What the renderer needs from the page around it: words, and somebody to tell when the reader clicks.

/** The words the renderer shows; a part of `Labels` in src/protocol.ts. `{0}` stands for a value. */
export type Word =
  | "copyCode"
  | "insertAtCursor"
  | "wrapLines"
  | "copied"
  | "imageNotLoaded"
  | "linkTo"
  | "hiddenCharacters"
  | "copyAnyway"
  | "showAll"
  | "taskDone"
  | "taskOpen"
  | "codeBlock";

/** Draws TeX into an element. */
export type DrawMaths = (tex: string, element: HTMLElement, isDisplay: boolean) => void;

export interface MarkdownOptions {
  readonly labels: Readonly<Record<Word, string>>;
  /** A link was clicked. `href` is http, https or mailto; the host decides what to do with it. */
  readonly onLink?: (href: string) => void;
  /** Copy or insert was pressed on a code block. Without it, code blocks have no buttons for it. */
  readonly onCode?: (action: "copy" | "insert", text: string, button: HTMLButtonElement) => void;
  /** Called when maths first occurs. Without it, and until it resolves, TeX is shown as code. */
  readonly loadMaths?: () => Promise<DrawMaths>;
}

/** The word with its `{0}` filled in. */
export function word(options: MarkdownOptions, name: Word, value = ""): string {
  return options.labels[name].replace("{0}", () => value);
}
