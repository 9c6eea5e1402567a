// A block of code: a header with its language and buttons, and the code in segments of some lines.
//
// Complete lines are highlighted once, as soon as the grammar is back at its top level, and never touched again. What
// follows them is one plain text node that grows. Where lines are cut into pieces depends on the text alone, never on how
// it arrived, so the colours are the same however it was streamed.
import type { Token, Tokens } from "marked";
import type { BlockView } from "./block.ts";
import { codeHeader } from "./codeHeader.ts";
import { type Context, element } from "./context.ts";
import { codeIn } from "./copied.ts";
import { codeOf, languageOf } from "./fence.ts";
import { folding } from "./foldCode.ts";
import { appendVisibly, blotOut, hasHidden, standsFor } from "./hidden.ts";
import { Colouring, type Run } from "./highlight.ts";
import type { MarkdownOptions } from "./options.ts";
import { lookAgain } from "./overflow.ts";
import { keepingSelection } from "./selection.ts";
import { Tally } from "./tally.ts";

/** Told to each block when the reader wants to see code in another way. */
export const lookEvent = "codelook";

/** Lines in one segment: a browser lays out a whole segment again when it grows. */
const SEGMENT = 24;
/** Lines that are coloured together: calling the grammar for each line would take longer than its work. */
const LINES = 4;

export class CodeView implements BlockView {
  readonly host = element("div", "code-block");
  readonly #pre = element("pre");
  readonly #code = element("code");
  readonly #colouring: Colouring;
  readonly #language: string;
  readonly #isFenced: boolean;
  readonly #tally: Tally;
  #text = "";
  /** The end of the text that is not coloured yet, and the node that shows it: in a block of its own, so that only that is laid out. */
  #pending = "";
  readonly #live = document.createTextNode("");
  #end = element("span", "segment");
  readonly #batch = document.createDocumentFragment();
  readonly #options: MarkdownOptions;
  /** Each line is an element of its own, with its number; and the one that is not at its end yet. */
  #isNumbered = false;
  #number = 0;
  #line: HTMLElement | undefined;
  #segment: HTMLElement;
  #lines = 0;
  /** How many lines are given to the grammar next: more each time it is not back at its top level. */
  #attempt = LINES;
  #isSettled = false;

  constructor(context: Context, token: Tokens.Code) {
    this.#isFenced = token.codeBlockStyle !== "indented";
    this.#language = this.#isFenced ? languageOf(token.lang ?? "") : "";
    const pre = this.#pre;
    this.host.dir = "ltr";
    this.#tally = new Tally(undefined, pre, "code");
    pre.addEventListener("copy", copySelection);
    standsFor(this.#live, () => this.#pending);
    this.#end.appendChild(this.#live);
    this.#code.appendChild(this.#end);
    this.#segment = this.#addSegment();
    pre.appendChild(this.#code);
    this.#options = context.options;
    const header = codeHeader(context.options, {
      host: this.host,
      pre,
      language: this.#language,
      text: () => this.#text,
      fold: folding(context.options, this.host, () => this.#text.split("\n").length),
    });
    this.host.append(header, pre);
    this.#look();
    this.host.addEventListener(lookEvent, () => this.#look());
    this.#colouring = new Colouring(context.options.isBare ? "" : this.#language, () => this.#advance());
    this.update(token);
  }

  accepts(token: Token): boolean {
    if (token.type !== "code") return false;
    const code = token as Tokens.Code;
    const isFenced = code.codeBlockStyle !== "indented";
    return isFenced === this.#isFenced && (!isFenced || languageOf(code.lang ?? "") === this.#language);
  }

  update(token: Token): void {
    const code = token as Tokens.Code;
    const text = this.#isFenced ? codeOf(code.raw) : code.text.replace(/\n+$/, "");
    if (text === this.#text) return;
    if (!text.startsWith(this.#text)) this.clear();
    this.append(text.slice(this.#text.length));
  }

  append(text: string): void {
    this.#text += text;
    this.#pending += text;
    this.#tally.add(text);
    this.#tally.show();
    this.#advance();
  }

  clear(): void {
    this.#tally.remove(this.#text);
    this.#text = this.#pending = "";
    this.#lines = this.#number = 0;
    this.#line = undefined;
    this.#attempt = LINES;
    this.#live.data = "";
    this.#code.replaceChildren(this.#end);
    this.#segment = this.#addSegment();
    this.#colouring.restart();
  }

  settle(): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#advance();
    lookAgain(this.#pre);
  }

  /** Colours what can be coloured, and shows the rest in the live node. */
  #advance(): void {
    const runs: Run[] = [];
    const canColour = this.#isSettled ? this.#colouring.isAtHand : this.#colouring.isReady;
    const length = canColour ? this.#take(runs) : 0;
    const placed: Text[] = [];
    const move = (): void => {
      for (const run of runs) this.#place(run, placed);
      this.#segment.appendChild(this.#batch);
      this.#pending = this.#pending.slice(length);
      if (length > 0) this.#replaceEnd();
      else this.#live.appendData(blotOut(this.#pending.slice(this.#live.length)));
      if (this.#pending === "" && this.#isSettled) this.#end.remove();
    };
    keepingSelection(this.#live, length, move, (offset) => locate(placed, offset, this.#live));
  }

  /** What is left stays where it is on the screen. In the same element it would count as moved down by the lines above it. */
  #replaceEnd(): void {
    this.#live.data = blotOut(this.#pending);
    const end = element("span", "segment");
    end.appendChild(this.#live);
    this.#end.replaceWith(end);
    this.#end = end;
  }

  /** Moves runs of pending text into `runs`; returns the length of that text. */
  #take(runs: Run[]): number {
    const pending = this.#pending;
    let taken = 0;
    if (this.#colouring.isPlain) {
      taken = this.#isSettled ? pending.length : pending.lastIndexOf("\n") + 1;
      if (taken > 0) runs.push({ text: pending.slice(0, taken), className: "" });
      return taken;
    }
    for (;;) {
      let end = taken;
      for (let line = 0; line < this.#attempt && end >= 0; line++) end = pending.indexOf("\n", end) + 1 || -1;
      if (end < 0) break;
      const coloured = this.#colouring.colour(pending.slice(taken, end), false);
      if (coloured) {
        runs.push(...coloured);
        taken = end;
        this.#attempt = LINES;
      } else this.#attempt += Math.max(1, this.#attempt >> 1);
    }
    if (this.#isSettled && taken < pending.length) {
      runs.push(...(this.#colouring.colour(pending.slice(taken), true) ?? []));
      taken = pending.length;
    }
    return taken;
  }

  /** Appends a run, in as many segments as it has lines for. */
  #place({ text, className }: Run, placed: Text[]): void {
    for (let from = 0; from < text.length; ) {
      if (this.#lines >= SEGMENT) this.#segment = this.#addSegment();
      let end = from;
      while (this.#lines < SEGMENT && end < text.length) {
        const newline = text.indexOf("\n", end);
        if (newline < 0) {
          end = text.length;
          break;
        }
        this.#lines++;
        end = newline + 1;
      }
      this.#put(text.slice(from, end), className, placed);
      from = end;
    }
  }

  #put(text: string, className: string, placed: Text[]): void {
    if (!this.#isNumbered) return putRun(this.#batch, text, className, placed);
    for (const piece of text.match(/[^\n]*\n|[^\n]+/g) ?? []) {
      if (!this.#line) {
        this.#line = element("span", "line");
        this.#line.dataset["line"] = String(++this.#number);
        this.#batch.appendChild(this.#line);
      }
      putRun(this.#line, piece, className, placed);
      if (piece.endsWith("\n")) this.#line = undefined;
    }
  }

  /** As the reader wants to see code; numbers make other elements, so it is drawn anew. */
  #look(): void {
    const look = this.#options.codeLook?.now();
    if (!look) return;
    this.#pre.classList.toggle("wrapped", look.isWrapped);
    if (look.isNumbered !== this.#isNumbered) {
      this.#isNumbered = look.isNumbered;
      this.#pre.classList.toggle("numbered", look.isNumbered);
      const text = this.#text;
      if (text !== "") {
        this.clear();
        this.append(text);
      }
    }
    lookAgain(this.#pre);
  }

  #addSegment(): HTMLElement {
    this.#lines = 0;
    if (this.#batch.firstChild) this.#segment.appendChild(this.#batch);
    const segment = element("span", "segment");
    this.#end.before(segment);
    return segment;
  }
}

function putRun(parent: Node, text: string, className: string, placed: Text[]): void {
  if (hasHidden(text)) {
    const run = className ? element("span", className) : document.createDocumentFragment();
    appendVisibly(run, text);
    for (const child of run.childNodes) if (child.nodeType === Node.TEXT_NODE) placed.push(child as Text);
    parent.appendChild(run);
    return;
  }
  const node = document.createTextNode(text);
  placed.push(node);
  if (!className) {
    parent.appendChild(node);
    return;
  }
  const span = element("span", className);
  span.appendChild(node);
  parent.appendChild(span);
}

/** Segments are blocks, between which a browser puts a line end of its own when it copies. */
function copySelection(event: ClipboardEvent): void {
  const range = document.getSelection()?.getRangeAt(0);
  const { currentTarget: pre, clipboardData } = event;
  if (!range || !(pre instanceof Node) || !pre.contains(range.commonAncestorContainer) || !clipboardData) return;
  clipboardData.setData("text/plain", codeIn(pre, range));
  event.preventDefault();
}

/** The node that shows the character at `offset` of the text that was just placed, counted from its end. */
function locate(placed: readonly Text[], offset: number, live: Text): readonly [Node, number] {
  let rest = offset;
  for (const node of placed) {
    if (rest <= node.length) return [node, rest];
    rest -= node.length;
  }
  return [live, 0];
}
