// What is copied of an answer: its text, clean, without our buttons; or the Markdown that would draw it.
import { writtenIn } from "./hidden.ts";
import { hrefOf } from "./links.ts";

export type Form = "text" | "markdown";

/** All of an element, or what a selection has of it. */
export function textIn(root: Node, form: Form, range?: Range): string {
  const copy: Copy = { form, range };
  return blocksIn(root, copy)
    .filter((block) => block !== "")
    .join("\n\n");
}

/** What a selection has of code, as it was written, with the line end that may be its last character. */
export const codeIn = (root: Node, range: Range): string => rawIn(root, { form: "text", range });

interface Copy {
  readonly form: Form;
  readonly range: Range | undefined;
}

const apart =
  "button, .code-header, .table-tools, .message-foot, .prompt-actions, .actions, .unseen, summary, svg, .menu";

const isCopied = (node: Node, { range }: Copy): boolean =>
  (!range || range.intersectsNode(node)) && !(node instanceof Element && node.matches(apart));

function blocksIn(parent: Node, copy: Copy): string[] {
  const blocks: string[] = [];
  let line = "";
  const endLine = (): void => {
    if (line.trim()) blocks.push(line.trim());
    line = "";
  };
  for (const node of parent.childNodes) {
    if (!isCopied(node, copy)) continue;
    if (node instanceof Element && !isInline(node)) {
      endLine();
      blocks.push(...blockOf(node, copy));
    } else line += inlineOf(node, copy);
  }
  endLine();
  return blocks;
}

const inlineNames = new Set(["a", "code", "del", "em", "span", "strong", "br", "mark"]);
const isInline = (element: Element): boolean =>
  inlineNames.has(element.localName) && !element.matches(".maths-display, .segment, .line");

function blockOf(element: Element, copy: Copy): string[] {
  const isMarkdown = copy.form === "markdown";
  if (element.matches(".code-block")) return [codeOf(element, copy)];
  if (element.matches(".table")) return [tableOf(element, copy)];
  if (element.matches(".maths")) return [mathsOf(element, copy)];
  switch (element.localName) {
    case "h3": {
      const level = Number(/heading-(\d)/.exec(element.className)?.[1] ?? 3);
      return blocksIn(element, copy).map((text) => (isMarkdown ? `${"#".repeat(level)} ${text}` : text));
    }
    case "ul":
    case "ol":
      return [listOf(element, copy)];
    case "hr":
      return isMarkdown ? ["---"] : [];
    case "blockquote": {
      const text = blocksIn(element, copy).join("\n\n");
      return [isMarkdown ? text.replace(/^/gm, "> ").replace(/^> $/gm, ">") : text];
    }
    case "div": {
      // A long list is a row of lists that look like one.
      const all = blocksIn(element, copy);
      return element.matches(".list") ? [all.join("\n")] : all;
    }
    default:
      return blocksIn(element, copy);
  }
}

function inlineOf(node: Node, copy: Copy): string {
  const isMarkdown = copy.form === "markdown";
  if (node instanceof Text) {
    const text = within(node, copy);
    // `\[` would open maths, so it is the other bracket that is kept from making a link.
    return isMarkdown ? text.replace(/[\\`*<]|\](?=[([]|$)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&") : text;
  }
  if (!(node instanceof Element) || !isCopied(node, copy)) return "";
  if (node.matches(".task")) return "";
  if (node.matches(".maths")) return mathsOf(node, copy);
  if (node.localName === "br") return "\n";
  if (node.localName === "code") {
    const text = rawIn(node, copy);
    if (!isMarkdown || text === "") return text;
    const ticks = "`".repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length)) + 1);
    const space = /^`|`$/.test(text) ? " " : "";
    return ticks + space + text + space + ticks;
  }
  const text = [...node.childNodes].map((child) => inlineOf(child, copy)).join("");
  const mark = { strong: "**", em: "*", del: "~~" }[node.localName];
  if (!isMarkdown || text.trim() === "") return text;
  const href = hrefOf(node);
  if (href !== undefined) return `[${text}](<${href}>)`.replace(/\(<([^\s()<>]+)>\)$/, "($1)");
  return mark ? mark + text + mark : text;
}

function codeOf(element: Element, copy: Copy): string {
  const text = rawIn(element.querySelector("pre") ?? element, copy).replace(/\n$/, "");
  if (copy.form === "text") return text;
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${element.querySelector(".code-language")?.textContent ?? ""}\n${text}\n${fence}`;
}

function tableOf(element: Element, copy: Copy): string {
  const rows = [...element.querySelectorAll("tr")].filter((row) => isCopied(row, copy));
  const cells = rows.map((row) =>
    [...row.children]
      .filter((cell) => isCopied(cell, copy))
      .map((cell) =>
        blocksIn(cell, copy)
          .join(" ")
          .replace(/\s*\n\s*/g, " "),
      ),
  );
  if (copy.form === "text") return cells.map((row) => row.join("\t")).join("\n");
  const lines = cells.map((row) => `| ${row.map(withinCell).join(" | ")} |`);
  const rule = `|${" --- |".repeat(cells[0]?.length ?? 0)}`;
  return [lines[0] ?? "", rule, ...lines.slice(1)].join("\n");
}

/** Markdown that does not end its cell: a pipe is escaped unless it is, which takes an odd number of backslashes. */
export const withinCell = (markdown: string): string => markdown.replace(/(?<!\\)((?:\\\\)*)\|/g, "$1\\|");

function listOf(list: Element, copy: Copy): string {
  let number = list instanceof HTMLOListElement ? list.start : 0;
  return [...list.children]
    .map((item) => {
      const task = item.querySelector(":scope > .task");
      const box = task ? (task.matches(".task-done") ? "[x] " : "[ ] ") : "";
      const mark = list.localName === "ol" ? `${number++}. ` : "- ";
      if (!isCopied(item, copy)) return undefined;
      const text = blocksIn(item, copy)
        .reduce((all, block) => all + (all === "" ? "" : /^(?:- |\d+\. )/.test(block) ? "\n" : "\n\n") + block, "")
        .replace(/\n(?=.)/g, `\n${" ".repeat(mark.length)}`);
      return mark + box + text;
    })
    .filter((text) => text !== undefined)
    .join("\n");
}

/** TeX, as it was written. KaTeX keeps it beside what it draws. */
function mathsOf(element: Element, { form }: Copy): string {
  const tex = (element.querySelector("annotation") ?? element.querySelector("code"))?.textContent ?? "";
  if (form === "text") return tex;
  return element.matches("div") ? `$$\n${tex}\n$$` : `$${tex}$`;
}

function rawIn(root: Node, copy: Copy): string {
  if (root instanceof Text) return within(root, copy);
  // What can not be seen is shown as its number, and copied as what it is.
  if (root instanceof HTMLElement && root.matches(".hidden-character")) {
    const isSelected = [...root.childNodes].some((text) => text instanceof Text && within(text, copy) !== "");
    return isSelected ? String.fromCodePoint(Number.parseInt((root.textContent ?? "").slice(2), 16) || 0) : "";
  }
  return [...root.childNodes].map((child) => (isCopied(child, copy) ? rawIn(child, copy) : "")).join("");
}

/** The part of a text that is selected. */
function within(text: Text, { range }: Copy): string {
  if (!range?.intersectsNode(text)) return range ? "" : writtenIn(text);
  const start = range.startContainer === text ? range.startOffset : 0;
  const end = range.endContainer === text ? range.endOffset : text.length;
  return writtenIn(text).slice(start, end);
}
