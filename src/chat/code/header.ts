// The first line of a function, a class and the like, in any language: its name, told from how the line begins.

const word = "[\\p{L}_$][\\p{L}\\p{N}_$]*";
const modifiers =
  "(?:(?:export|default|declare|public|private|protected|internal|static|abstract|final|override|virtual|async|sealed|partial|readonly|open|suspend|inline|unsafe|extern|pub(?:\\([^)]*\\))?|const|local|native|synchronized)\\s+)*";
const statements =
  "if|for|while|switch|catch|return|else|do|try|with|await|new|throw|case|elif|foreach|using|lock|raise|yield|del|assert|import|from|delete|echo|print|when|unless|until";
const headers: readonly [kind: string, pattern: RegExp][] = [
  [
    "type",
    new RegExp(
      `^\\s*${modifiers}(?:class|interface|enum|struct|trait|record|namespace|module|object|protocol|type)\\s+(${word})`,
      "u",
    ),
  ],
  ["type", /^\s*impl(?:<[^>]*>)?\s+([^{]+?)\s*\{?\s*$/u],
  [
    "function",
    new RegExp(
      `^\\s*${modifiers}(?:function\\s*\\*?|def|func|fn|fun|sub)\\s+(?:\\([^)]*\\)\\s*)?((?:self\\.|${word}[.:])?${word}[?!]?)`,
      "u",
    ),
  ],
  [
    "function",
    new RegExp(
      `^\\s*${modifiers}(?:let|var|val|const)?\\s*(${word})\\s*(?::[^=]+)?=\\s*(?:async\\s+)?(?:function\\b|(?:\\([^)]*\\)|${word})\\s*(?::[^=]+)?=>|\\($)`,
      "u",
    ),
  ],
  [
    "function",
    new RegExp(
      `^\\s+${modifiers}(?:get\\s+|set\\s+|\\*\\s*)?(#?${word})\\s*(?:<[^>]*>)?\\((?:[^()]|\\([^()]*\\))*\\)\\s*(?::\\s*[^={]+)?\\s*\\{`,
      "u",
    ),
  ],
  // A type and a name: only with a body, which `definitionsOf` looks for.
  [
    "call",
    new RegExp(
      `^\\s*(?!(?:${statements})\\b)${modifiers}(?:[\\p{L}_][\\p{L}\\p{N}_<>,.:\\[\\]*&? ]*[\\s*&])(${word}(?:::~?${word})?)\\s*\\([^;=]*\\)?[^;=]*\\{?\\s*$`,
      "u",
    ),
  ],
  // A method whose first line stands at the edge of a block.
  [
    "function",
    new RegExp(`^${modifiers}(#?${word})\\((?:[^()]|\\([^()]*\\))*\\)\\s*(?::\\s*[^={]+)?\\s*\\{\\s*$`, "u"),
  ],
];
const notNames = new RegExp(`^(?:${statements}|typeof|in|of)$`);

/** What a line begins to define: its kind and its name. */
function match(line: string): readonly [kind: string, name: string] | undefined {
  if (line.length > 400 || /^\s*(?:\/\/|#|\*|--|return\b|else\b|throw\b|await\b|new\b|\}|case\b)/.test(line))
    return undefined;
  for (const [kind, pattern] of headers) {
    const name = pattern.exec(line)?.[1];
    if (name !== undefined && !notNames.test(name)) return [kind, name];
  }
  return undefined;
}

export const nameOf = (line: string): string | undefined => match(line)?.[1];
export const kindOf = (line: string): string | undefined => match(line)?.[0];
