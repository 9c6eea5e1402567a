// What goes with a question beside its text: code, other text that the editor can offer, an image; and how the model reads it.

export type Reference = CodeReference | TextReference | ImageReference;

interface Base {
  readonly type: "reference";
  readonly id: string;
  /** Short name on the chip: "client.ts:10-24". */
  readonly label: string;
}

export interface CodeReference extends Base {
  readonly kind: "code";
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
  /** Characters left out of a single line that was larger than that. */
  readonly omittedCharacters?: number;
}

/** What a text was gathered from. */
export const textSources = ["folder", "problems", "terminal", "changes", "commit", "instructions", "summary"] as const;
export type TextSource = (typeof textSources)[number];

export interface TextReference extends Base {
  readonly kind: "text";
  readonly of: TextSource;
  /** What it is, for the model and for the chip's tooltip: "src/chat", "staged changes", "AGENTS.md". Never an absolute path. */
  readonly title: string;
  /** Where it can be opened; empty if nowhere. */
  readonly uri: string;
  /** For the fence around it: "diff", "markdown", "". */
  readonly language: string;
  readonly text: string;
  /** Characters at its end that were left out because it was larger than the limit. */
  readonly omitted?: number;
}

export const imageTypes = ["image/png", "image/jpeg", "image/webp"] as const;

export interface ImageReference extends Base {
  readonly kind: "image";
  readonly mediaType: (typeof imageTypes)[number];
  /** Pixels of what is sent. */
  readonly width: number;
  readonly height: number;
  /** SHA-256 of its bytes, in hex: under which they are kept. */
  readonly hash: string;
}

/**
 * The text that stands for a reference in the prompt: a heading that says what it is, then the text in a fence that it can not
 * close. An image goes beside the text; only its name is here.
 */
export function referenceText(reference: Reference): string {
  switch (reference.kind) {
    case "code":
      return codeText(reference);
    case "text": {
      const omitted = reference.omitted ? `\n(${reference.omitted} more characters are left out.)` : "";
      return `${heading(reference)}:\n${fenced(reference.text, reference.language)}${omitted}`;
    }
    case "image":
      return `Image ${oneLine(reference.label)}`;
    default:
      return reference satisfies never;
  }
}

function codeText(reference: CodeReference): string {
  const place = `${oneLine(reference.path)}, lines ${reference.startLine}-${reference.endLine}`;
  const fence = fenceFor(reference.code);
  const inside = reference.enclosing.length ? `\nInside:\n${fence}\n${reference.enclosing.join("\n")}\n${fence}` : "";
  const { omittedCharacters, omittedLines } = reference;
  const characters = omittedCharacters ? `\n(${omittedCharacters} more characters of this line are left out.)` : "";
  const omitted = omittedLines ? `\n(${omittedLines} more lines of the selection are left out.)` : "";
  return `From ${place}:${inside}\n${fenced(reference.code, reference.language)}${characters}${omitted}`;
}

function heading({ of, title }: TextReference): string {
  const name = oneLine(title);
  switch (of) {
    case "folder":
      return `Files of the folder ${name}`;
    case "problems":
      return `Problems that the editor shows (${name})`;
    case "terminal":
      return `Output of the terminal (${name})`;
    case "changes":
      return `Changes in git (${name})`;
    case "commit":
      return `Commit ${name}`;
    case "instructions":
      return `Instructions of the project (${name})`;
    case "summary":
      return `Summary of ${name}`;
    default:
      return of satisfies never;
  }
}

function fenceFor(text: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((run) => run.length));
  return "`".repeat(longest + 1);
}

function fenced(text: string, language: string): string {
  const fence = fenceFor(text);
  return `${fence}${oneLine(language)}\n${text}\n${fence}`;
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, " ");
