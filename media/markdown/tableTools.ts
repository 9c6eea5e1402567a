// The button of a table, and the table as text for a spreadsheet or for Markdown.
import { element } from "./context.ts";
import { textIn, withinCell } from "./copied.ts";
import { copyPath, drawIcon } from "./icon.ts";
import { menuButton } from "./menu.ts";
import { type MarkdownOptions, word } from "./options.ts";

/** Lies over the upper edge of the table, so that nothing moves for it. `prepare` draws what is not drawn yet. */
export function tableTools(options: MarkdownOptions, table: HTMLElement, prepare: () => void): HTMLElement | undefined {
  const { onCopy } = options;
  if (!onCopy || options.isBare) return undefined;
  const tools = element("div", "table-tools");
  const button = document.createElement("button");
  button.type = "button";
  const label = word(options, "copyTable");
  button.title = label;
  button.setAttribute("aria-label", label);
  button.append(drawIcon(copyPath));
  const copy = (write: (rows: Rows) => string) => () => {
    prepare();
    onCopy(write(rowsOf(table)));
  };
  menuButton(button, () => [
    { label: word(options, "copyAsCsv"), run: copy(toCsv) },
    { label: word(options, "copyAsMarkdown"), run: copy((rows) => toMarkdown(rows, alignmentOf(table))) },
  ]);
  tools.append(button);
  return tools;
}

type Rows = readonly (readonly Cell[])[];

interface Cell {
  readonly text: string;
  readonly markdown: string;
}

function rowsOf(table: HTMLElement): Rows {
  return [...table.querySelectorAll("tr")].map((row) =>
    [...row.children].map((cell) => ({ text: textIn(cell, "text"), markdown: textIn(cell, "markdown") })),
  );
}

/** RFC 4180: quotes where they are needed. What a spreadsheet would take for a formula begins with an apostrophe. */
export function toCsv(rows: Rows): string {
  const write = ({ text }: Cell): string => {
    const safe = /^[=+@\t\r]|^-(?![\d.]+%?$)/.test(text) ? `'${text}` : text;
    return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return rows.map((row) => `${row.map(write).join(",")}\r\n`).join("");
}

export function toMarkdown(rows: Rows, alignments: readonly string[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  const write = ({ markdown }: Cell): string => withinCell(markdown).replace(/\n/g, "<br>");
  const [head = [], ...body] = rows.map((row) => row.map(write));
  const rules = head.map(
    (_, column) => ({ left: ":---", center: ":---:", right: "---:" })[alignments[column] ?? ""] ?? "---",
  );
  return [head, rules, ...body].map(line).join("");
}

const alignmentOf = (table: HTMLElement): readonly string[] =>
  [...table.querySelectorAll("th")].map((cell) => /\balign-(\w+)/.exec(cell.className)?.[1] ?? "");
