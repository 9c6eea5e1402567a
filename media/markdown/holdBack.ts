// What is not shown yet: the few last characters whose meaning the next ones decide. Without it a list begins as a dash
// in a paragraph, a table as a line of bars, a link as its address. Nothing is held back for good: the end shows all.
import { openMaths } from "./maths.ts";

/** A line that so far has only characters that may begin a list, heading, rule, quote, fence, table or maths. */
const undecided =
  /^[ \t]*(?:>[ \t]*)*(?:[-*+=_#>|`~$:\\[\]][-*+=_#>|`~$: \t\\[\]]*|\d{1,9}[.)]?[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]?\]?|[-*+#>|`~]+|\d{1,9}[.)]?)[ \t]*)$/;
/** The name of a fence's language decides its header and colours. */
const openingFence = /^[ \t]*(?:>[ \t]*)*(?:`{3,}|~{3,})[^`\n]*$/;
const tableRow = /^[ \t]*(?:>[ \t]*)*\|/;
/** A link or image whose address is not complete, an opened delimiter run, a character reference, half a line break. */
const undecidedEnd =
  /(?:!?\[[^[\]\n]{0,200}(?:\](?:\([^()\s]{0,2000}(?:\([^()\s]*\)?[^()\s]*)?(?:[ \t]+"[^"\n]{0,200}"?)?)?)?|!|&[#\w]{0,10}|[*_~`$]+|\\|<(?:[a-zA-Z/!][^<>\n]{0,200})?)$/;

/** How many characters at the end of `text` are better not shown yet. */
export function heldBack(text: string): number {
  const lineStart = text.lastIndexOf("\n") + 1;
  const line = text.slice(lineStart);
  const table = heldTable(text, lineStart, line);
  if (table > 0) return table;
  if (line === "") return 0;
  // Nothing is undecided about a long line, and trying the patterns on it takes long.
  if (line.length < 200 && (undecided.test(line) || openingFence.test(line))) return line.length;
  const end = undecidedEnd.exec(line.slice(-2400))?.[0].length ?? 0;
  // What is held back may be what closes a formula,
  const held = Math.max(end + openMaths(line.slice(0, line.length - end)), openMaths(line));
  // and what is left of the line could be the one under a heading.
  return held > 0 && line.length < 2400 && undecided.test(line.slice(0, -held)) ? line.length : held;
}

/** How much of the end of a table's row is not shown: a cell that is centred or at the right would move while it grows. */
export function heldCell(text: string, align: readonly (string | null)[]): number {
  const row = text.slice(text.lastIndexOf("\n") + 1);
  const start = Math.max(0, /(?<!\\)\|(?:\\.|[^|\\])*\\?$/.exec(row)?.index ?? 0);
  const before = row.slice(0, start).match(/(?<!\\)\|/g)?.length ?? 0;
  const column = tableRow.test(row) ? before : before + 1;
  const isMoving = align[column] === "center" || align[column] === "right";
  return isMoving ? row.length - start : 0;
}

/** The head of a table waits for the row under it that makes it one, and for the first row, which gives its columns their widths. */
function heldTable(text: string, lineStart: number, line: string): number {
  if (line !== "" && !tableRow.test(line)) return 0;
  let start = lineStart;
  let rows = 0;
  while (start > 0 && rows < 3) {
    const previous = text.lastIndexOf("\n", start - 2) + 1;
    if (!tableRow.test(text.slice(previous, start - 1))) break;
    start = previous;
    rows++;
  }
  if (rows >= 3 || (rows === 2 && line === "" && text.endsWith("\n\n"))) return 0;
  return rows > 0 || line !== "" ? text.length - start : 0;
}
