// Draws Markdown while it arrives, and ends with the same DOM as if it had come at once.
//
// Text goes through three states. What was appended waits for the next frame. The tail is lexed at each frame, but it is
// only the last block or two: whatever can not change any more is settled, cut from the tail, and its DOM never touched
// again. A fence that is open needs no lexer: its lines go straight into its code block.
import type { Links, Token, Tokens } from "marked";
import { Blocks, type BlockView, isInvisible } from "./block.ts";
import { CodeView } from "./code.ts";
import { type Context, element } from "./context.ts";
import { learnDefinitions, relink } from "./definitions.ts";
import { openingFence } from "./fence.ts";
import { isFull, setFull } from "./fullBoxes.ts";
import { heldBack, heldCell } from "./holdBack.ts";
import { lexBlocks } from "./lex.ts";
import { ListView } from "./list.ts";
import { mathsDrawer } from "./mathsDrawer.ts";
import { OpenFence } from "./openFence.ts";
import type { MarkdownOptions } from "./options.ts";
import { Outline } from "./outline.ts";
import { firmItems, firmRows, firstOpen, type Placed, place } from "./settle.ts";
import { TableView } from "./table.ts";
import { Tally } from "./tally.ts";

/** Blocks in one box. Boxes that are not on the screen are not laid out. */
const BOX = 24;

/** A frame that took longer makes the next ones wait. */
export const limits = { milliseconds: 4 };

export class StreamedMarkdown {
  readonly #root: HTMLElement;
  readonly #context: Context;
  readonly #blocks: Blocks;
  #count = 0;
  #incoming = "";
  #tail = "";
  /** The short head of the table whose open rows are the tail. */
  #head = "";
  #nextHead = "";
  /** Some definition in the tail was not settled when it was last lexed. */
  #hadOpenLinks = false;
  /** What was drawn last has something closed that was not: it must be looked at again. */
  #wasHopeful = false;
  #fence: OpenFence | undefined;
  /** Lexing a long open block again and again may take a quarter of the time, no more. */
  #notBefore = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWaiting = false;
  #hasEnded = false;

  constructor(root: HTMLElement, options: MarkdownOptions) {
    this.#root = root;
    root.classList.add("markdown");
    this.#context = {
      options,
      links: Object.create(null) as Links,
      references: [],
      maths: mathsDrawer(options),
      outline: new Outline(),
      tally: new Tally(undefined, root, "answer"),
    };
    this.#blocks = new Blocks(
      this.#context,
      (view) => this.#place(view),
      (view) => this.#remove(view),
    );
  }

  append(text: string): void {
    this.#incoming += text;
  }

  /** Draws what was appended. */
  flush(): void {
    if (!this.#incoming || this.#timer || this.#isWaiting) return;
    const { loading } = this.#context.maths;
    if (loading) {
      // Maths that is drawn late has another height than its source: nothing may stand below it yet.
      this.#isWaiting = true;
      void loading.then(() => {
        this.#isWaiting = false;
        if (!this.#hasEnded) this.flush();
      });
      return;
    }
    const now = performance.now();
    if (!this.#fence && now < this.#notBefore) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.flush();
      }, this.#notBefore - now);
      return;
    }
    this.#draw(this.#takeIncoming(false), false);
    const spent = performance.now() - now;
    this.#notBefore = spent > limits.milliseconds && !this.#context.options.isBare ? now + 4 * spent : 0;
  }

  /** No more text comes. */
  end(): void {
    clearTimeout(this.#timer);
    this.#hasEnded = true;
    // What is drawn at once has never been on the screen; of what grew there each box waits until it is out of sight.
    const isDrawnAtOnce = this.#count === 0;
    this.#draw(this.#takeIncoming(true), true);
    this.#blocks.settle(this.#blocks.views.length);
    if (isDrawnAtOnce) for (const box of [...this.#root.children].slice(0, -1)) setFull(box, true);
  }

  /** Line ends become "\n"; half a line end and half a character wait for their other half. */
  #takeIncoming(isEnd: boolean): string {
    const text = this.#incoming;
    const keep = !isEnd && /[\r\ud800-\udbff]$/.test(text) ? 1 : 0;
    this.#incoming = keep ? text.slice(-1) : "";
    return (keep ? text.slice(0, -1) : text).replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd");
  }

  #draw(text: string, isEnd: boolean): void {
    let rest: string | undefined = text;
    while (rest !== undefined) {
      if (this.#fence) {
        rest = this.#fence.feed(rest, isEnd);
        if (rest === undefined) return;
        this.#fence = undefined;
        this.#blocks.settle(1);
      }
      this.#tail += rest;
      rest = this.#tail || isEnd ? this.#drawTail(isEnd) : undefined;
    }
  }

  /** Lexes and draws the tail. Returns the lines of a fence that it opened. */
  #drawTail(isEnd: boolean): string | undefined {
    const held = isEnd ? 0 : this.#held();
    const shown = this.#head + (held ? this.#tail.slice(0, -held) : this.#tail);
    const { tokens, links, isHopeful } = lexBlocks(shown, this.#context.links, !isEnd);
    const hasOpenLinks = Object.keys(links).length > Object.keys(this.#context.links).length;
    this.#blocks.update(tokens, hasOpenLinks || this.#hadOpenLinks || this.#wasHopeful);
    this.#wasHopeful = isHopeful;
    this.#hadOpenLinks = hasOpenLinks;

    const placed = place(tokens, shown);
    if (!placed && !isEnd) return undefined;
    const open = !placed || isEnd ? tokens.length : firstOpen(placed, shown);
    this.#settle(tokens.slice(0, open), isEnd, () => this.#blocks.settle(countBlocks(tokens.slice(0, open))));
    if (!placed || isEnd) {
      this.#tail = this.#head = "";
      return undefined;
    }
    this.#nextHead = "";
    const next = placed[open];
    const cut = next ? this.#settleInside(next, shown) : shown.lastIndexOf("\n") + 1;
    if (cut >= this.#head.length) {
      this.#tail = shown.slice(cut) + (held ? this.#tail.slice(-held) : "");
      this.#head = this.#nextHead;
    }
    return next ? this.#openFence(next.token, held) : undefined;
  }

  #held(): number {
    const view = this.#blocks.views[0];
    return this.#head && view instanceof TableView ? heldCell(this.#tail, view.align) : heldBack(this.#tail);
  }

  /** Settles what is final inside the first open block; returns where the tail begins. */
  #settleInside({ token, at }: Placed, shown: string): number {
    const view = this.#blocks.views[0];
    this.#nextHead = "";
    if (view instanceof ListView && token.type === "list") {
      const list = token as Tokens.List;
      const count = firmItems(list, at, shown);
      let length = 0;
      this.#settle(list.items.slice(0, count), false, () => (length = view.settleItems(count)));
      return at + length;
    }
    if (view instanceof TableView && token.type === "table") {
      const count = firmRows(token as Tokens.Table, at, shown);
      if (count === 0 && !view.hasSettledRows) return at;
      this.#nextHead = view.shortHead;
      let length = 0;
      this.#settle([], false, () => (length = view.settleRows(count)));
      return Math.min(at + length, shown.length);
    }
    return at;
  }

  /**
   * Settles views; then what they and earlier text refer to is drawn anew where it became known. While a definition is
   * open, links to it are drawn on trust, so what settles meanwhile is drawn anew too. At the end all are known.
   */
  #settle(tokens: readonly Token[], isEnd: boolean, settleViews: () => void): void {
    const { references, links } = this.#context;
    const known = references.length;
    settleViews();
    const names = learnDefinitions(tokens, links);
    relink(references.slice(0, known), names);
    if (this.#hadOpenLinks && !isEnd) for (const run of references.slice(known)) run.relink();
  }

  /** If the open block is a fence, its lines are fed to it from now on. Returns those that are not shown yet. */
  #openFence(token: Token, held: number): string | undefined {
    const view = this.#blocks.views[0];
    const shown = this.#tail.slice(0, this.#tail.length - held);
    const line = shown.indexOf("\n");
    if (token.type !== "code" || !(view instanceof CodeView) || line < 0) return undefined;
    const rules = openingFence(shown.slice(0, line));
    const body = shown.slice(line + 1);
    if (!rules || body.split("\n").some((text) => rules.isClosedBy(text))) return undefined;
    const rest = this.#tail.slice(shown.length);
    this.#tail = "";
    this.#fence = new OpenFence(rules, view, body);
    return rest;
  }

  #place(view: BlockView): void {
    if (this.#count++ % BOX === 0) {
      if (this.#root.lastElementChild) isFull(this.#root.lastElementChild);
      this.#root.appendChild(element("div", "markdown-box"));
    }
    this.#root.lastElementChild!.appendChild(view.host);
  }

  #remove(view: BlockView): void {
    view.host.remove();
    if (--this.#count % BOX !== 0) return;
    this.#root.lastElementChild!.remove();
    if (this.#root.lastElementChild) setFull(this.#root.lastElementChild, false);
  }
}

/** Draws a whole text at once. */
export function renderOnce(root: HTMLElement, text: string, options: MarkdownOptions): void {
  const stream = new StreamedMarkdown(root, options);
  stream.append(text);
  stream.end();
}

/** How many of the tokens are on the screen. */
const countBlocks = (tokens: readonly Token[]): number => tokens.filter((token) => !isInvisible(token)).length;
