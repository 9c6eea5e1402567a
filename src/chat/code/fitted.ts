// Code as it is inserted: as far in, and indented with the same, as the place it goes to.
import { restyle, styleOf, widthOf } from "./indentation.ts";

/** `before` is what stands on the line before the place; `around` are lines of the file, for its style. */
export function fitted(text: string, before: string, around: readonly string[]): string {
  const lines = text.split("\n");
  // In the middle of a line there is nothing to be in line with.
  if (before.trim() || lines.length === 1) return before.trim() ? text : text.trimStart();
  const style = styleOf(around);
  const [first = "", ...rest] = restyle(lines, styleOf(lines), style);
  const own = widthOf(first);
  const unit = style?.unit === "\t" || (!style && before.includes("\t")) ? "\t" : " ";
  const moved = rest.map((line) => {
    if (!line.trim()) return "";
    const width = widthOf(line) - own;
    if (width < 0) return before.slice(0, Math.max(0, before.length + width)) + line.trimStart();
    const more = unit === "\t" ? "\t".repeat(width >> 2) + " ".repeat(width & 3) : " ".repeat(width);
    return before + more + line.trimStart();
  });
  return [first.trimStart(), ...moved].join("\n");
}
