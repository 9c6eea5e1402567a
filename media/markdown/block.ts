// The views of blocks: which one draws a token, and a row of them inside a container.
import type { Token, Tokens } from "marked";
import { CodeView } from "./code.ts";
import { type Context, element } from "./context.ts";
import { InlineView } from "./inline.ts";
import { ListView } from "./list.ts";
import { word } from "./options.ts";
import type { Outline } from "./outline.ts";
import { reachableWhileScrolling } from "./overflow.ts";
import { TableView } from "./table.ts";
import { Tally } from "./tally.ts";

/** Source of maths that is waited for; longer one is shown as it comes. */
const LONGEST_MATHS = 2000;

/** One block on the screen. It is updated with newer tokens of the same block, then settled once. */
export interface BlockView {
  readonly host: HTMLElement;
  readonly tally?: Tally;
  /** Could this token be a newer state of the same block? */
  accepts(token: Token): boolean;
  update(token: Token, isForced: boolean): void;
  /** The block will not change any more. */
  settle(): void;
}

export function makeBlock(context: Context, token: Token): BlockView {
  switch (token.type) {
    case "list":
      return new ListView(context, token as Tokens.List);
    case "table":
      return new TableView(context, token as Tokens.Table);
    case "code":
      return new CodeView(context, token as Tokens.Code);
    case "blockquote":
      return new QuoteView(context, token as Tokens.Blockquote);
    case "paragraph":
    case "text":
    case "heading":
      return new TextView(context, token as Tokens.Paragraph | Tokens.Text | Tokens.Heading);
    case "maths":
      return new MathsView(context, token as Tokens.Generic);
    default:
      return new PlainView(token);
  }
}

/** Blocks in order inside one element. */
export class Blocks {
  readonly #context: Context;
  readonly #place: (view: BlockView) => void;
  readonly #remove: (view: BlockView) => void;
  readonly views: BlockView[] = [];
  readonly #raws: string[] = [];

  constructor(
    context: Context,
    place: (view: BlockView) => void,
    remove: (view: BlockView) => void = (view) => view.host.remove(),
  ) {
    this.#context = context;
    this.#place = place;
    this.#remove = remove;
  }

  update(tokens: readonly Token[], isForced: boolean): void {
    let index = 0;
    for (const token of tokens) {
      if (isInvisible(token)) continue;
      const old = this.views[index];
      if (old?.accepts(token)) {
        // Marked may read the same lines of a paragraph differently when it sees what follows them.
        if (isForced || this.#raws[index] !== token.raw || token.type === "paragraph") old.update(token, isForced);
      } else {
        this.#cut(index);
        const made = makeBlock(this.#context, token);
        this.views.push(made);
        this.#place(made);
      }
      this.#raws[index++] = token.raw;
    }
    this.#cut(index);
  }

  /** Settles the first `count` blocks and forgets them; they stay on the screen. */
  settle(count: number): void {
    for (const view of this.views.splice(0, count)) view.settle();
    this.#raws.splice(0, count);
  }

  #cut(length: number): void {
    for (let index = this.views.length - 1; index >= length; index--) {
      this.#remove(this.views[index]!);
      this.views[index]!.tally?.forget();
    }
    this.views.length = length;
    this.#raws.length = length;
  }
}

/** Maths that is still open becomes a formula or text, with another size than its source: it waits for that. */
export const isInvisible = (token: Token): boolean =>
  token.type === "space" || token.type === "def" || (token.type === "openMaths" && token.raw.length < LONGEST_MATHS);

/** A paragraph, a heading, or the text of a list item. */
class TextView implements BlockView {
  readonly host: HTMLElement;
  readonly #type: string;
  readonly #depth: number;
  readonly #isUnderlined: boolean;
  readonly #outline: Outline;
  readonly #inline: InlineView;
  readonly tally: Tally;
  #source = "";

  constructor(context: Context, token: Tokens.Paragraph | Tokens.Text | Tokens.Heading) {
    this.#type = token.type;
    this.#depth = token.type === "heading" ? token.depth : 0;
    this.#outline = context.outline;
    this.#isUnderlined = isUnderlined(token);
    const name = this.#isUnderlined ? "underlined" : `heading-${this.#depth}`;
    this.host = this.#depth > 0 ? element("h3", name) : element("p");
    if (this.#depth > 0) this.#setLevel(this.#outline.levelOf(this.#depth));
    this.#inline = new InlineView(context, this.host);
    this.tally = this.#inline.tally;
    this.update(token, false);
  }

  accepts(token: Token): boolean {
    return (
      isText(token) === isText({ type: this.#type }) &&
      (token.type === "heading" ? token.depth : 0) === this.#depth &&
      isUnderlined(token) === this.#isUnderlined
    );
  }

  update(token: Token, isForced: boolean): void {
    this.#source = "text" in token ? (token.text ?? "") : "";
    this.#inline.update(("tokens" in token && token.tokens) || [], isForced);
  }

  settle(): void {
    this.#inline.settle(this.#source);
    if (this.#depth > 0) this.#setLevel(this.#outline.settle(this.#depth));
  }

  #setLevel(level: number): void {
    this.host.setAttribute("aria-level", String(level));
  }
}

const isUnderlined = (token: Token): boolean => token.type === "heading" && !/^ {0,3}#/.test(token.raw);

/** Marked calls the same line a text or a paragraph, depending on blank lines elsewhere in its list. */
const isText = (token: { readonly type: string }): boolean =>
  token.type === "paragraph" || token.type === "text" || token.type === "heading";

class QuoteView implements BlockView {
  readonly host = element("blockquote");
  readonly tally: Tally;
  readonly #blocks: Blocks;

  constructor(context: Context, token: Tokens.Blockquote) {
    this.tally = new Tally(context.tally, this.host, "direction");
    this.#blocks = new Blocks({ ...context, tally: this.tally }, (view) => this.host.appendChild(view.host));
    this.update(token, false);
  }

  accepts(token: Token): boolean {
    return token.type === "blockquote";
  }

  update(token: Token, isForced: boolean): void {
    this.#blocks.update((token as Tokens.Blockquote).tokens, isForced);
  }

  settle(): void {
    this.#blocks.settle(this.#blocks.views.length);
    this.tally.settle();
  }
}

class MathsView implements BlockView {
  readonly host = element("div", "maths maths-display");
  readonly #context: Context;
  #text = "";

  constructor(context: Context, token: Tokens.Generic) {
    this.#context = context;
    if (!context.options.isBare) reachableWhileScrolling(this.host, word(context.options, "formula"));
    this.update(token);
  }

  accepts(token: Token): boolean {
    return token.type === "maths";
  }

  update(token: Token): void {
    const text = (token as Tokens.Generic)["text"] as string;
    if (text === this.#text) return;
    this.#text = text;
    this.host.replaceChildren();
    this.#context.maths.draw(text, this.host, true);
  }

  settle(): void {}
}

/** A rule, or text that is shown as it was written: raw HTML, maths that is not closed yet, nesting beyond the limit. */
class PlainView implements BlockView {
  readonly host: HTMLElement;
  readonly #type: string;
  readonly #text = document.createTextNode("");

  constructor(token: Token) {
    this.#type = token.type;
    this.host =
      token.type === "hr" ? element("hr") : element("p", token.type === "openMaths" ? "source code" : "source");
    if (token.type !== "hr") {
      this.host.dir = "ltr";
      this.host.appendChild(this.#text);
    }
    this.update(token);
  }

  accepts(token: Token): boolean {
    return token.type === this.#type;
  }

  update(token: Token): void {
    const text = token.raw.replace(/\n+$/, "");
    const shown = this.#text.data;
    if (text.startsWith(shown)) this.#text.appendData(text.slice(shown.length));
    else this.#text.data = text;
  }

  settle(): void {}
}
