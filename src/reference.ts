// A piece of code that goes with a question: what is known of it, and how the model reads it.

export interface CodeReference {
  readonly type: "reference";
  readonly id: string;
  /** Short name on the chip: "client.ts:10-24". */
  readonly label: string;
  /** Path relative to the workspace, with the folder's name in front when there are several; or the editor's title. */
  readonly path: string;
  readonly uri: string;
  /** Lines counted from 1, both inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  /** VS Code's language id. */
  readonly language: string;
  /** Header lines of the symbols around it, outermost first: "class Client {", "  send(text) {". */
  readonly enclosing: readonly string[];
  readonly code: string;
  /** Lines left out because the selection was larger than the limit. */
  readonly omittedLines?: number;
}

/** The text that stands for a reference in the prompt: a heading with the place, then the code in a fence it can not close. */
export function referenceText(reference: CodeReference): string {
  const longest = Math.max(2, ...(reference.code.match(/`{3,}/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const place = `${oneLine(reference.path)}, lines ${reference.startLine}-${reference.endLine}`;
  const inside = reference.enclosing.length ? `\nInside:\n${fence}\n${reference.enclosing.join("\n")}\n${fence}` : "";
  const omitted = reference.omittedLines
    ? `\n(${reference.omittedLines} more lines of the selection are left out.)`
    : "";
  return `From ${place}:${inside}\n${fence}${reference.language}\n${reference.code}\n${fence}${omitted}`;
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, " ");
