// A table. Its rows settle one by one; it scrolls by itself when it is wider than the panel.
import type { Token, Tokens } from "marked";
import type { BlockView } from "./block.ts";
import { type Context, element } from "./context.ts";
import { InlineView } from "./inline.ts";
import { showAllButton } from "./list.ts";
import { word } from "./options.ts";
import { lookAgain, reachableWhileScrolling } from "./overflow.ts";
import { tableTools } from "./tableTools.ts";
import { Tally } from "./tally.ts";

/** Rows that are drawn without being asked for; of a table with more columns than anybody reads, as many cells. */
const LIMIT = 2000;
const COLUMNS = 50;
const alignments = { left: "align-left", center: "align-center", right: "align-right" } as const;

export class TableView implements BlockView {
  readonly host = element("div", "table");
  readonly tally: Tally;
  readonly #context: Context;
  readonly #columns = element("colgroup");
  readonly #body = element("tbody");
  readonly align: Tokens.Table["align"];
  readonly #header: readonly InlineView[];
  readonly #headerTexts: readonly string[];
  readonly #rows: Row[] = [];
  #token: Tokens.Table;
  /** Rows that are settled and no longer in the tokens. */
  #settled = 0;
  #limit: number;
  /** Settled rows beyond the limit. */
  #hidden: Cells[] = [];
  /** Rows that may still change. */
  #open: readonly Cells[] = [];
  #showAll: HTMLButtonElement | undefined;

  constructor(context: Context, token: Tokens.Table) {
    this.tally = new Tally(context.tally, this.host, "direction");
    this.#context = { ...context, tally: this.tally };
    this.align = token.align;
    const columns = token.align.length;
    const limit = columns > COLUMNS ? Math.ceil(LIMIT / columns) : LIMIT;
    this.#limit = context.options.isBare ? Number.POSITIVE_INFINITY : limit;
    this.#headerTexts = token.header.map((cell) => cell.text);
    const table = element("table");
    const head = element("thead");
    const header = this.#makeRow(token.header, "th");
    this.#header = header.cells;
    head.appendChild(header.host);
    table.append(this.#columns, head, this.#body);
    if (!context.options.isBare) reachableWhileScrolling(this.host, word(context.options, "table"));
    const tools = tableTools(context.options, table, () => this.#drawAll());
    if (tools) this.host.appendChild(tools);
    this.host.appendChild(table);
    this.#token = token;
    this.update(token, false);
  }

  /** The head that stands for this table when only its open rows are lexed again: same columns, no content. */
  get shortHead(): string {
    const columns = this.align.length;
    return `${"|x".repeat(columns)}|\n${"|-".repeat(columns)}|\n`;
  }

  get hasSettledRows(): boolean {
    return this.#settled > 0;
  }

  accepts(token: Token): boolean {
    if (token.type !== "table") return false;
    const table = token as Tokens.Table;
    if (this.#settled > 0) return table.header.length === this.align.length;
    return (
      table.align.length === this.align.length &&
      table.align.every((align, index) => align === this.align[index]) &&
      table.header.every((cell, index) => cell.text === this.#headerTexts[index])
    );
  }

  update(token: Token, isForced: boolean): void {
    const table = token as Tokens.Table;
    this.#token = table;
    this.#open = table.rows;
    if (isForced && this.#settled === 0) updateRow(this.#header, table.header, true);
    if (this.#settled === 0) this.#setWidths(table);
    const count = Math.min(this.#settled + table.rows.length, this.#limit);
    for (let index = this.#settled; index < count; index++) {
      const cells = table.rows[index - this.#settled]!;
      const old = this.#rows[index];
      if (old) updateRow(old.cells, cells, isForced);
      else this.#add(cells);
    }
    while (this.#rows.length > count && this.#rows.length > this.#settled) this.#removeLast();
    this.#offerAll(this.#settled + table.rows.length);
  }

  /** Settles the first `count` rows of the last token; returns how many characters head and rows take in it. */
  settleRows(count: number): number {
    if (this.#settled === 0 && count > 0) this.#settleHeader();
    const lines = this.#token.raw.split("\n");
    let length = lines[0]!.length + lines[1]!.length + 2;
    for (let index = 0; index < count; index++) {
      const line = lines[index + 2]!;
      const cells = this.#token.rows[index]!;
      const row = this.#rows[this.#settled];
      if (row) settleRow(row, cells);
      else this.#hidden.push(cells);
      this.#settled++;
      length += line.length + 1;
    }
    this.#open = this.#open.slice(count);
    return length;
  }

  settle(): void {
    lookAgain(this.host);
    if (this.#settled === 0) this.#settleHeader();
    const { rows } = this.#token;
    if (rows.length > 0) this.settleRows(rows.length);
    this.tally.settle();
  }

  #settleHeader(): void {
    for (const [column, cell] of this.#header.entries()) cell.settle(this.#headerTexts[column] ?? "");
  }

  #add(cells: Cells): Row {
    const row = this.#makeRow(cells, "td");
    this.#rows.push(row);
    this.#body.appendChild(row.host);
    return row;
  }

  /** Widths are those of the head and the first row: columns that fit themselves to each new row would never stand still. */
  #setWidths(table: Tokens.Table): void {
    const first = table.rows[0];
    for (const [column, cell] of table.header.entries()) {
      const width = String(Math.max(widthOf(cell.text), widthOf(first?.[column]?.text ?? "")));
      const made = this.#columns.children[column] ?? this.#columns.appendChild(element("col"));
      if (made.getAttribute("width") !== width) made.setAttribute("width", width);
    }
  }

  #removeLast(): void {
    const row = this.#rows.pop()!;
    row.host.remove();
    for (const cell of row.cells) cell.tally.forget();
  }

  #makeRow(cells: Cells, name: "td" | "th"): Row {
    const host = element("tr");
    const views = cells.map((cell, column) => {
      const align = this.align[column];
      const box = element(name, align ? alignments[align] : undefined);
      host.appendChild(box);
      const view = new InlineView(this.#context, box);
      view.update(cell.tokens);
      return view;
    });
    return { host, cells: views };
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
    for (const cells of this.#hidden) settleRow(this.#add(cells), cells);
    for (const reference of this.#context.references.slice(known)) reference.relink();
    const drawn = this.#rows.length - this.#settled;
    for (const cells of this.#open.slice(Math.max(0, drawn))) this.#add(cells);
    this.#hidden = [];
    this.#offerAll(0);
  }
}

/** Of a column, in pixels, at least; what the panel has to spare is shared out in proportion. Enough for three in a narrow one. */
function widthOf(text: string): number {
  let units = 0;
  for (let index = 0; index < text.length && units < 16; index++) units += text.charCodeAt(index) < 0x2e80 ? 1 : 2;
  return Math.max(48, 18 + 7 * Math.min(units, 16));
}

type Cells = readonly Tokens.TableCell[];

interface Row {
  readonly host: HTMLElement;
  readonly cells: readonly InlineView[];
}

function updateRow(views: readonly InlineView[], cells: Cells, isForced: boolean): void {
  for (const [column, cell] of cells.entries()) views[column]?.update(cell.tokens, isForced);
}

function settleRow(row: Row, cells: Cells): void {
  for (const [column, cell] of row.cells.entries()) cell.settle(cells[column]?.text ?? "");
}
