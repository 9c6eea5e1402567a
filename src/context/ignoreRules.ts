// What .gitignore and .qwenignore of a workspace folder leave out: the rules of every folder on the way down, the lowest last.
import ignore, { type Ignore } from "ignore";

export interface IgnoreFile {
  /** The folder it lies in, relative to the workspace folder, "" for that one itself; no slash at the end. */
  readonly folder: string;
  readonly text: string;
}

/** A repository may try to keep the editor busy with its patterns; what is beyond holds for nobody's real project (H14). */
const limits = { lines: 500, lineLength: 200, stars: 6 };

/** `path` is relative to the workspace folder, with slashes. */
export function ignoreRules(files: readonly IgnoreFile[]): (path: string) => boolean {
  const rules = files
    .map(({ folder, text }) => ({ folder, matcher: matcherOf(text) }))
    .sort((a, b) => a.folder.length - b.folder.length);
  return (path) => {
    let isIgnored = false;
    for (const { folder, matcher } of rules) {
      if (folder !== "" && !path.startsWith(`${folder}/`)) continue;
      const inside = folder === "" ? path : path.slice(folder.length + 1);
      if (inside === "" || !ignore.isPathValid(inside)) continue;
      const { ignored, unignored } = matcher.test(inside);
      if (ignored) isIgnored = true;
      else if (unignored) isIgnored = false;
    }
    return isIgnored;
  };
}

function matcherOf(text: string): Ignore {
  const lines = text
    .slice(0, limits.lines * limits.lineLength)
    .split(/\r?\n/, limits.lines)
    // "**/**/" says no more than "**/", but takes time for each.
    .map((line) => line.replace(/(?:\*\*\/){2,}/g, "**/").replace(/\*{3,}/g, "**"))
    .filter((line) => line.length <= limits.lineLength && (line.match(/\*+/g)?.length ?? 0) <= limits.stars);
  const matcher = ignore({ allowRelativePaths: false }).add(lines);
  matcher.test("compiled/now"); // Not at the first file that somebody asks about.
  return matcher;
}
