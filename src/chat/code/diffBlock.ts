// Unified diffs as models write them: line numbers are often wrong, the space before a context line is often missing.

export interface Hunk {
  /** Where it says that it is, counted from 0; undefined when it does not say. */
  readonly at: number | undefined;
  readonly lines: readonly { readonly kind: " " | "-" | "+"; readonly text: string }[];
}

export interface FileDiff {
  /** Of the file as it is to be; undefined when the diff names none. */
  readonly path: string | undefined;
  readonly isNew: boolean;
  readonly hunks: readonly Hunk[];
}

/** Undefined when the text is no diff. */
export function parseDiff(text: string, language: string): readonly FileDiff[] | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  if (!isDiff(lines, language)) return undefined;
  const files: {
    path: string | undefined;
    isNew: boolean;
    hunks: { at: number | undefined; lines: Hunk["lines"][number][] }[];
  }[] = [];
  const file = () => files.at(-1) ?? add();
  const add = () => files[files.push({ path: undefined, isNew: false, hunks: [] }) - 1]!;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const next = lines[at + 1] ?? "";
    if (/^diff --git /.test(line)) {
      add().path = /^diff --git (?:a\/)?\S+ (?:b\/)?(\S+)/.exec(line)?.[1];
    } else if (/^--- /.test(line) && /^\+\+\+ /.test(next)) {
      const current = files.length === 0 || file().hunks.length > 0 ? add() : file();
      const [before, after] = [pathOf(line), pathOf(next)];
      current.isNew = before === undefined;
      current.path = after ?? before ?? current.path;
      at++;
    } else if (/^@@/.test(line)) {
      const start = /^@@+ -(\d+)/.exec(line)?.[1];
      file().hunks.push({ at: start === undefined ? undefined : Math.max(0, Number(start) - 1), lines: [] });
    } else if (file().hunks.length === 0 && isPreamble.test(line)) {
      if (/^new file mode/.test(line)) file().isNew = true;
    } else if (!line.startsWith("\\")) {
      const { hunks } = file();
      // A diff without any @@ is one hunk.
      if (hunks.length === 0) hunks.push({ at: undefined, lines: [] });
      hunks.at(-1)!.lines.push(lineOf(line));
    }
  }
  return files.map(({ path, isNew, hunks }) => ({ path, isNew, hunks: hunks.map(trimmed).filter(changesSomething) }));
}

const isPreamble = /^(?:index |new file mode|deleted file mode|old mode|new mode|similarity |rename |---|\+\+\+|\s*$)/;

function isDiff(lines: readonly string[], language: string): boolean {
  if (lines.some((line, index) => /^--- /.test(line) && /^\+\+\+ /.test(lines[index + 1] ?? ""))) return true;
  if (lines.some((line) => /^@@ -\d/.test(line))) return true;
  return /^(?:diff|patch|udiff)$/.test(language) && lines.some((line) => /^[+-]/.test(line));
}

function lineOf(line: string): Hunk["lines"][number] {
  const kind = line[0];
  if (kind === "+" || kind === "-") return { kind, text: line.slice(1) };
  return { kind: " ", text: kind === " " ? line.slice(1) : line };
}

/** Blank lines at the ends are those between the parts of a diff, not of the file. */
function trimmed(hunk: Hunk): Hunk {
  const isBlank = (line: Hunk["lines"][number] | undefined): boolean => line?.kind === " " && line.text.trim() === "";
  const lines = [...hunk.lines];
  while (isBlank(lines.at(-1))) lines.pop();
  return { at: hunk.at, lines };
}

const changesSomething = ({ lines }: Hunk): boolean => lines.some(({ kind }) => kind !== " ");

function pathOf(header: string): string | undefined {
  const path = header.slice(4).split("\t")[0]!.trim().replace(/^"|"$/g, "");
  return path === "/dev/null" || path === "" ? undefined : path.replace(/^[ab]\//, "");
}
