// Colours for code: highlight.js's tokens as runs of text with one class each, without HTML on the way.
import type { HLJSApi } from "highlight.js";

/** A stretch of code and the class that colours it. */
export interface Run {
  readonly text: string;
  readonly className: string;
}

/** A block longer than this, or one that took longer than this, stays plain from there on; so does a longer line. */
export const limits = { characters: 100 * 1024, milliseconds: 50, line: 2000 };

let engine: HLJSApi | undefined;
let loading: Promise<void> | undefined;

/** Loads the grammars; they are a file of their own, for code is not the first thing on the screen. */
export function loadHighlighter(): Promise<void> {
  loading ??= import("./languages.ts").then((languages) => {
    engine = languages.highlighter;
    engine.configure({ __emitter: RunEmitter } as object);
  });
  return loading;
}

/** Languages whose grammar is ready: highlight.js compiles it at its first use. */
const compiled = new Set<string>();

/** In a task of its own, so that the frame in which a block of code begins is not longer than others. */
function compileSoon(language: string, then: () => void): void {
  setTimeout(() => {
    if (!compiled.has(language) && engine?.getLanguage(language)) {
      engine.highlight("", { language });
      compiled.add(language);
    }
    then();
  });
}

/** The colouring of one block of code. */
export class Colouring {
  readonly #language: string;
  #length = 0;
  #milliseconds = 0;
  #isPlain = false;

  /** `whenReady` is called if the grammar is not there yet. */
  constructor(language: string, whenReady: () => void) {
    this.#language = language.toLowerCase();
    this.restart();
    if (!language || this.isReady) return;
    loadHighlighter().then(
      () => compileSoon(this.#language, whenReady),
      () => {
        this.#isPlain = true;
        whenReady();
      },
    );
  }

  /** False while the grammar is being loaded or made ready. */
  get isReady(): boolean {
    return this.isPlain || compiled.has(this.#language);
  }

  /** Can it be made ready at once? That may take longer than a frame has time for. */
  get isAtHand(): boolean {
    return this.isPlain || engine !== undefined;
  }

  /** Nothing of what follows gets a colour. */
  get isPlain(): boolean {
    return this.#isPlain || !this.#language || (engine !== undefined && !engine.getLanguage(this.#language));
  }

  restart(): void {
    this.#length = this.#milliseconds = 0;
    this.#isPlain = false;
  }

  /**
   * The runs of some lines, or undefined when the grammar wants to see more of them first (a comment goes on, say).
   * `isAll`: there are no more.
   */
  colour(code: string, isAll: boolean): readonly Run[] | undefined {
    if (this.isPlain || !engine) return plain(code);
    if (this.#length + code.length > limits.characters || this.#milliseconds > limits.milliseconds) {
      this.#isPlain = true;
      return plain(code);
    }
    if (code.length > limits.line && code.split("\n").some((line) => line.length > limits.line)) {
      this.#length += code.length;
      return plain(code);
    }
    const before = performance.now();
    const result = engine.highlight(code, { language: this.#language, ignoreIllegals: true }) as unknown as Highlighted;
    this.#milliseconds += performance.now() - before;
    compiled.add(this.#language);
    if (result._top?.parent && !isAll && this.#milliseconds <= limits.milliseconds) return undefined;
    this.#length += code.length;
    return result._emitter.runs;
  }
}

/** What highlight.js returns beside its documented fields: what was emitted, and where its grammar stands. */
interface Highlighted {
  readonly _emitter: RunEmitter;
  readonly _top?: { readonly parent?: unknown };
}

const isBlank = /^\s+$/;

const plain = (code: string): readonly Run[] => [{ text: code, className: "" }];

/** Takes the place of highlight.js's own emitter, which would build a tree and write HTML that nobody reads. */
class RunEmitter {
  readonly runs: { text: string; className: string }[] = [];
  readonly #scopes: string[] = [];

  addText(text: string): void {
    if (!text) return;
    const className = this.#scopes.at(-1) ?? "";
    const last = this.runs.at(-1);
    // White space has no colour: it joins what is before it, which saves every third node.
    if (last && (last.className === className || isBlank.test(text))) last.text += text;
    else this.runs.push({ text, className });
  }

  startScope(scope: string): void {
    this.#scopes.push(classOf(scope) ?? this.#scopes.at(-1) ?? "");
  }

  endScope(): void {
    this.#scopes.pop();
  }

  openNode(scope: string): void {
    this.startScope(scope);
  }

  closeNode(): void {
    this.endScope();
  }

  __addSublanguage(emitter: RunEmitter): void {
    for (const { text, className } of emitter.runs) {
      this.startScope("");
      this.#scopes[this.#scopes.length - 1] = className || (this.#scopes.at(-2) ?? "");
      this.addText(text);
      this.endScope();
    }
  }

  closeAllNodes(): void {}
  finalize(): void {}
  toHTML(): string {
    return "";
  }
}

/** Few classes, so that a theme's few variables colour all of them. A scope without one looks like what it is in. */
const classes: Readonly<Record<string, string>> = {
  keyword: "hl-keyword",
  built_in: "hl-type",
  type: "hl-type",
  literal: "hl-constant",
  number: "hl-number",
  regexp: "hl-string",
  string: "hl-string",
  char: "hl-constant",
  subst: "hl-variable",
  symbol: "hl-constant",
  variable: "hl-variable",
  property: "hl-property",
  title: "hl-function",
  "title.class": "hl-type",
  class: "hl-type",
  function: "hl-function",
  comment: "hl-comment",
  quote: "hl-comment",
  doctag: "hl-keyword",
  meta: "hl-meta",
  section: "hl-heading",
  tag: "hl-tag",
  name: "hl-tag",
  attr: "hl-property",
  attribute: "hl-property",
  bullet: "hl-keyword",
  code: "hl-string",
  link: "hl-string",
  "selector-tag": "hl-tag",
  "selector-id": "hl-constant",
  "selector-class": "hl-type",
  "selector-attr": "hl-property",
  "selector-pseudo": "hl-keyword",
  "template-tag": "hl-keyword",
  "template-variable": "hl-variable",
  addition: "hl-added",
  deletion: "hl-deleted",
};

function classOf(scope: string): string | undefined {
  if (scope.startsWith("title.class")) return classes["title.class"];
  return classes[scope.split(".", 1)[0]!];
}
