// What the renderer needs from the page around it: words, and somebody to tell when the reader clicks.

import type { CodeAction } from "./codeActions.ts";

/** The words the renderer shows; a part of `Labels` in src/protocol.ts. `{0}` stands for a value. */
export type Word =
  | "copyCode"
  | "insertAtCursor"
  | "replaceSelection"
  | "applyToFile"
  | "createFile"
  | "runInTerminal"
  | "openDiagram"
  | "moreActions"
  | "wrapLines"
  | "lineNumbers"
  | "foldCode"
  | "expandCode"
  | "showAllLines"
  | "copyAsCsv"
  | "copyAsMarkdown"
  | "copyTable"
  | "copied"
  | "imageNotLoaded"
  | "linkTo"
  | "showAll"
  | "taskDone"
  | "taskOpen"
  | "codeBlock"
  | "table"
  | "formula";

export interface CodeLook {
  readonly isWrapped: boolean;
  readonly isNumbered: boolean;
}

/** Draws TeX into an element. */
export type DrawMaths = (tex: string, element: HTMLElement, isDisplay: boolean) => void;

export interface MarkdownOptions {
  readonly labels: Readonly<Record<Word, string>>;
  /** A link was clicked. `href` is http, https or mailto; the host decides what to do with it. */
  readonly onLink?: (href: string) => void;
  /** Sources that the text may cite as "[1]", by number, with what is said about them. */
  readonly sources?: ReadonlyMap<number, string> | undefined;
  readonly onSource?: (number: number) => void;
  /** A button of a code block was pressed. Without it, code blocks have none of them. */
  readonly onCode?: (action: CodeAction, text: string, block: HTMLElement) => void;
  /** A table is to be copied. Without it, tables have no button for it. */
  readonly onCopy?: (text: string) => void;
  /** How code is shown, and what changes it, seen from one block. */
  readonly codeLook?: {
    now(): CodeLook;
    change(look: CodeLook, block: HTMLElement): void;
  };
  /** Called when maths first occurs. Without it, and until it resolves, TeX is shown as code. */
  readonly loadMaths?: () => Promise<DrawMaths>;
  /** Only the text counts: code gets no colours and no buttons, nothing is held back, nobody sees it grow. */
  readonly isBare?: boolean;
}

/** The word with its `{0}` filled in. */
export function word(options: MarkdownOptions, name: Word, value = ""): string {
  return options.labels[name].replace("{0}", () => value);
}
