// The commands that are always there, and what the model reads for each. Not translated: it is the model's, not the reader's.

/** code: what is selected, or the symbol around the cursor. changes: those of git. selection: what is selected, if anything. */
export type Takes = "code" | "changes" | "selection";

export interface BuiltIn {
  readonly prompt: string;
  /** What goes along when nothing is attached. */
  readonly takes: Takes;
  /** The answer is for a reader, and so in the reader's language. */
  readonly isRead: boolean;
}

const code = (prompt: string): BuiltIn => ({ prompt, takes: "code", isRead: true });

export const builtIn = {
  explain: code(
    "Explain what this code does and how, for a programmer who sees it for the first time. Point out what is surprising in it or easily misread.",
  ),
  fix: code(
    "Find what is wrong with this code and correct it. Say in a sentence or two what was wrong, then give the corrected code.",
  ),
  tests: code(
    "Write tests for this code with the test framework that it suggests. Cover the usual case, the edges and the failures.",
  ),
  docs: code(
    "Write documentation comments for this code, in the form that is customary in its language. Change nothing else of it.",
  ),
  review: code(
    "Review this code: errors, security, speed, readability. Put the gravest first, say for each where it is and what to do instead. If there is nothing to find, say so.",
  ),
  commit: {
    prompt:
      "Write a commit message for these changes: a subject line of at most 72 characters in the imperative and, only if it is needed, an empty line and a few lines that say why. Answer with the message alone, in a code block.",
    takes: "changes",
    isRead: false,
  },
  translate: {
    prompt:
      "Translate this between English and Chinese: what is Chinese into English, anything else into Simplified Chinese. Keep code, identifiers and formatting as they are. Answer with the translation alone.",
    takes: "selection",
    isRead: false,
  },
} as const satisfies Readonly<Record<string, BuiltIn>>;

export type BuiltInName = keyof typeof builtIn;

export const isBuiltIn = (name: string): name is BuiltInName => Object.hasOwn(builtIn, name);

/** `editorLanguage`: the name of the language that the answer is wanted in, unless the argument is in another one. */
export function builtInText(name: BuiltInName, argument: string, editorLanguage: string | undefined): string {
  const { prompt, isRead }: BuiltIn = builtIn[name];
  // The prompt is English, which says nothing about its reader.
  const language = /\p{Script=Han}/u.test(argument) ? "Chinese" : argument === "" ? editorLanguage : undefined;
  const said = isRead && language !== undefined ? `${prompt} Answer in ${language}.` : prompt;
  return argument === "" ? said : `${said}\n\n${argument}`;
}

export interface Typed {
  readonly name: string;
  readonly argument: string;
}

/** A slash and a word at the very beginning; undefined for anything else. Whether the word is a command is for others to say. */
export function typedCommand(text: string): Typed | undefined {
  const match = /^\/([^\s/]+)(?:\s+([\s\S]*))?$/.exec(text);
  return match ? { name: match[1]!, argument: (match[2] ?? "").trim() } : undefined;
}
