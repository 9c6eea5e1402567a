// Which file a block of code names: behind its fence, in its first line, or in the text right before it.
import { type Block, languageOf } from "./blocks.ts";

export interface Named {
  /** As it is written; where it leads is for others to decide. */
  readonly name: string;
  readonly by: "info" | "firstLine" | "before";
}

/** The surest first; none twice. */
export function namesOf(block: Block): readonly Named[] {
  const found: Named[] = [];
  const add = (name: string | undefined, by: Named["by"]): void => {
    if (name && !found.some((one) => one.name === name)) found.push({ name, by });
  };
  add(fromInfo(block.info), "info");
  add(pathInComment(firstLine(block.text)), "firstLine");
  for (const line of block.before.toReversed()) for (const name of pathsIn(line).toReversed()) add(name, "before");
  return found;
}

/** The code without a first line that only says which file it is; `base` is the file, which may begin with that line itself. */
export function withoutPathComment(text: string, base: string): string {
  const line = firstLine(text);
  if (pathInComment(line) === undefined || firstLine(base).trim() === line.trim()) return text;
  return text.slice(line.length + 1).replace(/^\n/, "");
}

const firstLine = (text: string): string => text.split("\n", 1)[0]!.replace(/\r$/, "");

function fromInfo(info: string): string | undefined {
  const attribute =
    /(?:^|[\s{,])(?:title|path|file|file_?name|filepath|src)\s*[=:]\s*(?:"([^"]+)"|'([^']+)'|([^\s,}]+))/i.exec(info);
  if (attribute) return attribute[1] ?? attribute[2] ?? attribute[3];
  // "12:20:src/a.ts", as some editors ask for it.
  const numbered = /^\d+:\d+:(\S+)$/.exec(info.trim());
  if (numbered) return numbered[1];
  const rest = info
    .trim()
    .slice(languageOf(info).length)
    .replace(/^[{.:\s]+|[}\s]+$/g, "");
  if (isPath(rest)) return rest;
  return isPath(info.trim()) ? info.trim() : undefined;
}

/** `// src/a.ts`, `# file: a.py`, `<!-- a.html -->`. */
function pathInComment(line: string): string | undefined {
  const comment = /^\s*(?:\/\/+|#+|--|;+|%|\/\*+|<!--|\{\/\*|'|REM )\s*(.+?)\s*(?:\*\/\}?|-->)?\s*$/i.exec(line);
  const text = comment?.[1]
    ?.replace(/^(?:file(?:name| name)?|path|文件名?|路径)\s*[:：]\s*/i, "")
    .replace(/\s*[(（][^)）]*[)）]$/, "")
    .replace(/^[`"']|[`"']$/g, "");
  return text !== undefined && isPath(text) ? text : undefined;
}

/** Between backticks or asterisks, or a bare word that can be nothing else. */
function pathsIn(line: string): readonly string[] {
  const quoted = [...line.matchAll(/`([^`\s]+)`|\*\*([^*\s]+?)[:：]?\*\*/g)].map((match) => match[1] ?? match[2] ?? "");
  const marked = quoted.map(trimmed).filter(isPath);
  if (marked.length > 0) return marked;
  const words = line.replace(/[`*_]*(?:https?|file):\/\/\S+/g, " ").split(/[\s`*"'()（）[\]，。：；、<>]+/);
  return words.map(trimmed).filter((word) => isPath(word) && (word.includes("/") || knownEndings.test(word)));
}

const trimmed = (word: string): string => word.replace(/[:：,，.。;；]+$/, "").replace(/:\d+(?:-\d+)?$/, "");

const knownEndings =
  /\.(?:[cm]?[jt]sx?|py|pyi|java|kt|go|rs|rb|php|cs|cpp|cc|c|h|hpp|swift|scala|lua|sh|ps1|sql|html?|css|scss|less|vue|svelte|json|ya?ml|toml|ini|xml|md|txt|proto|gradle|dart|ex|exs|r|m)$/i;
const bareNames =
  /(?:^|[\\/])(?:Dockerfile|Makefile|Gemfile|Rakefile|Procfile|LICENSE|CMakeLists\.txt|\.[a-z][\w.-]*)$/;

/** One word that ends like a file: versions ("1.2.3"), calls ("a.b()") and domains are not meant. */
function isPath(text: string): boolean {
  if (text.length < 3 || text.length > 260 || /[\s()<>"'|?*{};,=]/.test(text) || /:\/\//.test(text)) return false;
  if (bareNames.test(text)) return true;
  return /[^\s./\\]\.[a-z][a-z0-9]{0,9}$/i.test(text) && (/[\\/]/.test(text) || knownEndings.test(text));
}
