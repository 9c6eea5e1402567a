// What .gitignore and .qwenignore of a workspace folder leave out: the rules of every folder on the way down, the lowest last.
import ignore, { type Ignore } from "ignore";

export interface IgnoreFile {
  /** The folder it lies in, relative to the workspace folder, "" for that one itself; no slash at the end. */
  readonly folder: string;
  readonly text: string;
}

/**
 * A repository may try to keep the editor busy with its rules (H14). What is beyond these limits is no real project's, and never lets a
 * file through: too many rules, one that is too long, and a file that lies too deep leave out more, not less.
 */
const limits = { rules: 2000, length: 1000, stars: 20, depth: 40 };

/** `path` is relative to the workspace folder, with slashes. */
export function ignoreRules(files: readonly IgnoreFile[]): (path: string) => boolean {
  const rules = files
    .map(({ folder, text }) => ({ folder, matcher: matcherOf(text) }))
    .sort((a, b) => a.folder.length - b.folder.length);
  return (path) => {
    if (rules.length > 0 && path.split("/").length > limits.depth) return true;
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
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const matcher = ignore({ allowRelativePaths: false });
  matcher.add(lines.length > limits.rules ? "*" : lines.flatMap(bounded));
  matcher.test("compiled/now"); // Not at the first file that somebody asks about.
  return matcher;
}

/** The rule, or one that is quick to match and leaves out all that it does. */
function bounded(line: string): readonly string[] {
  // "**/**/" says no more than "**/", but takes time for each.
  const rule = line.replace(/(?:\*\*\/){2,}/g, "**/").replace(/\*{3,}/g, "**");
  const isHard = (rule.match(/\/\*\*(?=\/)/g)?.length ?? 0) > 2;
  const isLong = rule.length > limits.length || (rule.match(/\*+/g)?.length ?? 0) > limits.stars;
  if (!isHard && !isLong) return [rule];
  if (rule.startsWith("!")) return [];
  return [isLong ? "*" : rule.replace(/\/\*\*\/.*\/\*\*\//, "/**/")];
}
