import type { Lines, Span } from "../../../src/context/excerpt.ts";

export function linesOf(text: string): Lines {
  const lines = text.split("\n");
  return {
    lineCount: lines.length,
    line(index) {
      const line = lines[index];
      if (line === undefined) throw new RangeError(`There is no line ${index}`);
      return line;
    },
  };
}

export const span = (startLine: number, start: number, endLine: number, end: number): Span => ({
  start: { line: startLine, character: start },
  end: { line: endLine, character: end },
});
