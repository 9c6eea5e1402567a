// What can be done with a block of code, by its language: which buttons it has, and what is in its menu.

export type CodeAction = "copy" | "insert" | "replace" | "apply" | "create" | "run" | "diagram";

export interface CodeActions {
  /** As buttons, the likeliest first. */
  readonly shown: readonly CodeAction[];
  readonly more: readonly CodeAction[];
}

const shells = new Set(
  "bash sh shell zsh fish ksh dash powershell pwsh ps1 cmd bat batch console shell-session shellsession terminal".split(
    " ",
  ),
);
/** What a program said, a tree of folders: nothing that goes into a file. */
const plain = new Set(["", "text", "txt", "plaintext", "output", "log", "none"]);

export function actionsFor(language: string): CodeActions {
  const name = language.toLowerCase();
  if (shells.has(name)) return { shown: ["run", "copy", "insert"], more: ["replace", "apply", "create"] };
  if (name === "mermaid") return { shown: ["diagram", "copy", "insert"], more: ["replace", "apply", "create"] };
  if (name === "diff" || name === "patch") return { shown: ["apply", "copy"], more: ["insert", "replace", "create"] };
  if (plain.has(name)) return { shown: ["copy", "insert"], more: ["apply", "replace", "create"] };
  return { shown: ["apply", "copy", "insert"], more: ["replace", "create"] };
}
