// A list. Its items settle one by one, so a list of any length costs only its open end.
import type { Token, Tokens } from "marked";
import { Blocks, type BlockView } from "./block.ts";
import { type Context, element } from "./context.ts";
import { word } from "./options.ts";
import { Tally } from "./tally.ts";

/** Items in one `ul` or `ol`: a growing list is laid out again only in its last box. */
const BOX = 40;
/** Items that are drawn without being asked for. */
const LIMIT = 2000;

export class ListView implements BlockView {
  readonly host = element("div", "list");
  readonly tally: Tally;
  readonly #context: Context;
  readonly #isOrdered: boolean;
  readonly #bullet: string;
  readonly #start: number;
  readonly #items: ItemView[] = [];
  readonly #boxes: HTMLElement[] = [];
  #token: Tokens.List;
  /** Items that are settled and no longer in the tokens. */
  #settled = 0;
  #isSettledLoose = false;
  #limit: number;
  /** Settled items beyond the limit. */
  #hidden: Tokens.ListItem[] = [];
  /** Items that may still change. */
  #open: readonly Tokens.ListItem[] = [];
  #showAll: HTMLButtonElement | undefined;

  constructor(context: Context, token: Tokens.List) {
    this.tally = new Tally(context.tally, this.host, "direction");
    this.#context = { ...context, tally: this.tally };
    this.#limit = context.options.isBare ? Number.POSITIVE_INFINITY : LIMIT;
    this.#isOrdered = token.ordered;
    this.#bullet = bulletOf(token);
    this.#start = Number(token.start) || 0;
    this.#token = token;
    this.update(token, false);
  }

  accepts(token: Token): boolean {
    return (
      token.type === "list" && token.ordered === this.#isOrdered && bulletOf(token as Tokens.List) === this.#bullet
    );
  }

  update(token: Token, isForced: boolean): void {
    const list = token as Tokens.List;
    this.#token = list;
    this.#open = list.items;
    this.#setLoose(this.#isSettledLoose || list.loose);
    const count = Math.min(this.#settled + list.items.length, this.#limit);
    for (let index = this.#settled; index < count; index++) {
      const item = list.items[index - this.#settled]!;
      const old = this.#items[index];
      if (old) old.update(item, isForced);
      else this.#add(new ItemView(this.#context, item));
    }
    while (this.#items.length > count && this.#items.length > this.#settled) this.#removeLast();
    this.#offerAll(this.#settled + list.items.length);
  }

  /** Settles the first `count` items of the last token; returns how many characters they take. */
  settleItems(count: number): number {
    let length = 0;
    for (const item of this.#token.items.slice(0, count)) {
      if (this.#settled < this.#items.length) this.#items[this.#settled]!.settle();
      else this.#hidden.push(item);
      this.#settled++;
      length += item.raw.length;
    }
    this.#open = this.#open.slice(count);
    if (count > 0) this.#isSettledLoose ||= this.#token.loose;
    return length;
  }

  settle(): void {
    this.settleItems(this.#token.items.length);
    this.tally.settle();
  }

  #setLoose(isLoose: boolean): void {
    const name = isLoose ? "loose" : "tight";
    for (const box of this.#boxes) if (box.className !== name) box.className = name;
  }

  #add(item: ItemView): void {
    if (this.#items.length % BOX === 0) {
      const box = element(this.#isOrdered ? "ol" : "ul", this.#isLoose() ? "loose" : "tight");
      const first = this.#start + this.#items.length;
      if (this.#isOrdered && first !== 1) (box as HTMLOListElement).start = first;
      if (this.#showAll) this.#showAll.before(box);
      else this.host.appendChild(box);
      this.#boxes.push(box);
    }
    this.#boxes.at(-1)!.appendChild(item.host);
    this.#items.push(item);
  }

  #removeLast(): void {
    const item = this.#items.pop()!;
    item.host.remove();
    item.tally.forget();
    if (this.#items.length % BOX === 0) this.#boxes.pop()!.remove();
  }

  #isLoose(): boolean {
    return this.#isSettledLoose || this.#token.loose;
  }

  #offerAll(count: number): void {
    if (count <= this.#limit) {
      this.#showAll?.remove();
      this.#showAll = undefined;
      return;
    }
    if (!this.#showAll) {
      this.#showAll = showAllButton(() => this.#drawAll());
      this.host.appendChild(this.#showAll);
    }
    this.#showAll.textContent = word(this.#context.options, "showAll", String(count));
  }

  #drawAll(): void {
    this.#limit = Number.POSITIVE_INFINITY;
    const known = this.#context.references.length;
    for (const item of this.#hidden) {
      this.#add(new ItemView(this.#context, item));
      this.#items.at(-1)!.settle();
    }
    for (const reference of this.#context.references.slice(known)) reference.relink();
    const drawn = this.#items.length - this.#settled;
    for (const item of this.#open.slice(Math.max(0, drawn))) this.#add(new ItemView(this.#context, item));
    this.#hidden = [];
    this.#offerAll(0);
  }
}

/** Shared with tables. */
export function showAllButton(show: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show-all";
  button.addEventListener("click", show);
  return button;
}

/** Another bullet starts another list. */
function bulletOf(list: Tokens.List): string {
  const raw = list.raw.trimStart();
  return list.ordered ? (/^\d+(.)/.exec(raw)?.[1] ?? "") : raw.charAt(0);
}

class ItemView {
  readonly host = element("li");
  readonly tally: Tally;
  readonly #context: Context;
  readonly #blocks: Blocks;
  #task: HTMLElement | undefined;
  #raw: string | undefined;

  constructor(context: Context, item: Tokens.ListItem) {
    this.#context = context;
    this.tally = new Tally(context.tally, this.host, "nothing");
    this.#blocks = new Blocks({ ...context, tally: this.tally }, (view) => this.host.appendChild(view.host));
    this.update(item, false);
  }

  update(item: Tokens.ListItem, isForced: boolean): void {
    if (this.#raw === item.raw && !isForced) return;
    this.#raw = item.raw;
    this.#setTask(item.task ? item.checked === true : undefined);
    this.#blocks.update(item.task ? item.tokens.filter(isNoCheckbox).map(withoutCheckbox) : item.tokens, isForced);
  }

  settle(): void {
    this.#blocks.settle(this.#blocks.views.length);
  }

  #setTask(isDone: boolean | undefined): void {
    if (isDone === undefined) {
      this.#task?.remove();
      this.#task = undefined;
      this.host.className = "";
      return;
    }
    if (!this.#task) {
      this.#task = element("span");
      this.#task.setAttribute("role", "img");
      this.host.prepend(this.#task);
    }
    this.host.className = "task-item";
    this.#task.className = isDone ? "task task-done" : "task";
    this.#task.setAttribute("aria-label", word(this.#context.options, isDone ? "taskDone" : "taskOpen"));
  }
}

const isNoCheckbox = (token: Token): boolean => token.type !== "checkbox";

/** Marked puts the box of a loose item into its first paragraph; here it always stands before the blocks. */
function withoutCheckbox(token: Token): Token {
  const first = "tokens" in token ? token.tokens?.[0] : undefined;
  if (first?.type !== "checkbox") return token;
  const paragraph = token as Tokens.Paragraph;
  return {
    ...paragraph,
    text: paragraph.text.slice(first.raw.length),
    tokens: paragraph.tokens.slice(1),
  };
}
