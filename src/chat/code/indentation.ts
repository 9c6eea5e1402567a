// Indentation: what a text is indented with, and lines put into the style and the depth of another text.

export interface Style {
  /** One step: a tab or so many spaces. */
  readonly unit: string;
}

export const widthOf = (line: string): number => {
  let width = 0;
  for (const character of line) {
    if (character === " ") width++;
    else if (character === "\t") width += 4 - (width % 4);
    else break;
  }
  return width;
};

/** By the steps between lines that follow each other; undefined when nothing is indented. */
export function styleOf(lines: readonly string[]): Style | undefined {
  const votes = new Map<string, number>();
  let last = "";
  for (const line of lines) {
    if (!line.trim()) continue;
    const indent = /^[ \t]*/.exec(line)![0];
    if (indent.length > last.length && indent.startsWith(last)) {
      const step = indent.slice(last.length);
      if (/^(?:\t| {1,8})$/.test(step)) votes.set(step, (votes.get(step) ?? 0) + 1);
    }
    last = indent;
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1]);
  if (best) return { unit: best[0] };
  return lines.some((line) => line.startsWith("\t")) ? { unit: "\t" } : undefined;
}

/** In another style, at the same depth. What is not a whole number of steps (an alignment) keeps its rest as spaces. */
export function restyle(lines: readonly string[], from: Style | undefined, to: Style | undefined): readonly string[] {
  if (!from || !to || from.unit === to.unit) return lines;
  const step = from.unit === "\t" ? 4 : from.unit.length;
  return lines.map((line) => {
    const indent = /^[ \t]*/.exec(line)![0];
    const width = widthOf(indent);
    return to.unit.repeat(Math.floor(width / step)) + " ".repeat(width % step) + line.slice(indent.length);
  });
}

/** Each line moved by so many columns, with what `to` is indented with; blank lines stay blank. */
export function shift(lines: readonly string[], columns: number, to: Style | undefined): readonly string[] {
  if (columns === 0) return lines;
  const isTabs = to?.unit === "\t";
  return lines.map((line) => {
    if (!line.trim()) return line;
    const width = Math.max(0, widthOf(line) + columns);
    const indent = isTabs ? "\t".repeat(Math.floor(width / 4)) + " ".repeat(width % 4) : " ".repeat(width);
    return indent + line.trimStart();
  });
}
