// Which symbol is meant, and which ones it stands in.
import type { Lines, Span } from "./excerpt.ts";

export interface CodeSymbol {
  readonly name: string;
  /** VS Code's `SymbolKind` by name, in lower case: "function", "method", "class". */
  readonly kind: string;
  readonly span: Span;
  /** The line with the symbol's name, counted from 0. */
  readonly nameLine: number;
}

/** What is worth explaining as a whole. A variable inside a function is a symbol too, but the function is meant. */
const callable = new Set(["function", "method", "constructor", "operator"]);

/** The innermost function around a line, or else the innermost symbol of any kind. */
export function symbolAt(symbols: readonly CodeSymbol[], line: number): CodeSymbol | undefined {
  const around = symbols.filter(({ span }) => span.start.line <= line && line <= span.end.line).sort(bySize);
  return around.find(({ kind }) => callable.has(kind)) ?? around[0];
}

const maxHeaders = 6;
const maxHeader = 200;

/** Header lines of the symbols around lines `first` to `last`, outermost first. Headers that are in there are left out. */
export function enclosingHeaders(
  symbols: readonly CodeSymbol[],
  first: number,
  last: number,
  lines: Lines,
): readonly string[] {
  const headers = symbols
    .filter(({ span, nameLine }) => span.start.line <= first && last <= span.end.line && nameLine < first)
    .sort(bySize)
    .slice(0, maxHeaders)
    .reverse()
    .map(({ nameLine }) => nameLine)
    .filter((line, index, all) => all.indexOf(line) === index && line < lines.lineCount);
  return headers.map((line) => lines.line(line).trimEnd().slice(0, maxHeader));
}

/** Smallest first; of two equal ones that which begins later. */
function bySize(a: CodeSymbol, b: CodeSymbol): number {
  const size = ({ span }: CodeSymbol) => span.end.line - span.start.line;
  return size(a) - size(b) || b.span.start.line - a.span.start.line || b.span.start.character - a.span.start.character;
}
