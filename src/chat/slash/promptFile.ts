// A prompt file (`NAME.prompt.md`) as VS Code has them: what of it is used, and its variables.

export interface PromptFile {
  readonly name: string;
  readonly description: string;
  readonly argumentHint: string;
  /** The names of models in the order of preference; which of them are ours is for others to say. */
  readonly models: readonly string[];
  readonly body: string;
}

const SUFFIX = /\.prompt\.md$/i;

export const isPromptFile = (fileName: string): boolean => SUFFIX.test(fileName);

/** Lenient: what is not understood is left alone, and a file without front matter is all prompt. */
export function parsePromptFile(fileName: string, text: string): PromptFile {
  const whole = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const match = /^---[ \t]*\n((?:.*\n)*?)---[ \t]*(?:\n|$)/.exec(whole);
  const fields = fieldsOf(match?.[1] ?? "");
  const given = fields.get("name") ?? "";
  return {
    name: /^[^\s/]{1,60}$/.test(given) ? given : fileName.replace(SUFFIX, "").replace(/[\s/]+/g, "-"),
    description: fields.get("description") ?? "",
    argumentHint: fields.get("argument-hint") ?? "",
    models: listOf(fields.get("model") ?? ""),
    body: whole.slice(match?.[0].length ?? 0).trim(),
  };
}

/** Only `name: value` on a line of its own; lists over several lines and what else YAML can do is not needed here. */
function fieldsOf(frontMatter: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of frontMatter.split("\n")) {
    const match = /^([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)$/.exec(line);
    if (match) fields.set(match[1]!.toLowerCase(), unquoted(match[2]!.trim()).slice(0, 300));
  }
  return fields;
}

const listOf = (value: string): readonly string[] =>
  value
    .replace(/^\[|\]$/g, "")
    .split(",")
    .map((one) => unquoted(one.trim()))
    .filter(Boolean);

const unquoted = (text: string): string => /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;

/** What the variables of a prompt stand for; a variable that is undefined here stays as it is written. */
export interface Variables {
  /** The words that stand for what is selected. */
  readonly selection?: string | undefined;
  /** The active file, relative to the workspace: a path of this machine names its user. */
  readonly file?: string | undefined;
  readonly workspaceFolderBasename?: string | undefined;
}

export const wantsSelection = (body: string): boolean => /\$\{(selection|selectedText)\}/.test(body);

/**
 * The prompt with its variables filled, and what of the argument is in none of them behind it. An input is given by its name
 * (`name=value`); where there is only one and nothing is named, it is the whole argument.
 */
export function filledPrompt(body: string, argument: string, known: Variables): string {
  const names = new Set([...body.matchAll(input)].map(([, name]) => name!));
  const { values, rest } = inputsOf(argument, names);
  const file = known.file;
  const base = file?.slice(file.lastIndexOf("/") + 1);
  const others: Readonly<Record<string, string | undefined>> = {
    selection: known.selection,
    selectedText: known.selection,
    file,
    relativeFile: file,
    fileBasename: base,
    fileBasenameNoExtension: base?.replace(/(?<=.)\.[^.]*$/, ""),
    fileDirname: file === undefined ? undefined : file.slice(0, Math.max(0, file.lastIndexOf("/"))) || ".",
    workspaceFolder: known.workspaceFolderBasename === undefined ? undefined : ".",
    workspaceFolderBasename: known.workspaceFolderBasename,
  };
  const filled = body
    .replace(/\$\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(others, name) ? others[name] : undefined) ?? whole)
    // Last, so that nothing in an input is taken for a variable.
    .replace(input, (whole, name: string) => values.get(name) ?? whole);
  return rest === "" ? filled : `${filled}\n\n${rest}`;
}

const input = /\$\{input:([^}:]+)(?::[^}]*)?\}/g;

function inputsOf(
  argument: string,
  names: ReadonlySet<string>,
): { readonly values: ReadonlyMap<string, string>; readonly rest: string } {
  const values = new Map<string, string>();
  const rest = argument.replace(/(?<!\S)([^\s=]+)=(?:"([^"]*)"|(\S+))/g, (whole, name: string, quoted, plain) => {
    if (!names.has(name)) return whole;
    values.set(name, String(quoted ?? plain));
    return "";
  });
  const [only] = names;
  if (values.size === 0 && names.size === 1 && only !== undefined && argument !== "") {
    return { values: new Map([[only, argument]]), rest: "" };
  }
  return { values, rest: rest.trim() };
}
