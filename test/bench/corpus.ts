// Answers of a given size, always the same ones: prose, lists, tables, code, Chinese and Japanese, links, maths.
import { one, type Random, random, upTo } from "../random.ts";

const words =
  "the request returns a promise that settles when its answer is complete so await it before you read the state if nothing is cached the client asks the service and keeps what came for a short time which makes the next call fast without showing stale data two writers may still race so compare the version first then write and try again when it changed a scheduler groups small jobs which costs a little latency and saves much work memory grows with open handles since each one owns a buffer module export generic lifetime iterator channel mutex thread parser token".split(
    " ",
  );
const names = "readConfig mergeState retryAfter openHandle windowSize userName pendingJobs tokenCount cacheKey".split(
  " ",
);
const sentences = [
  "这个函数返回一个承诺，读取状态之前应当等待它完成。",
  "如果缓存里没有，客户端会向服务请求，并把结果保留一小段时间。",
  "**注意：**并发写入时请先比较版本，再写入。",
  "非同期に実行されるため、結果を待ってから状態を読み取ります。",
  "「キャッシュ」がない場合は、**ネットワーク**から取得します。",
];

const phrase = (next: Random, count: number): string => Array.from({ length: count }, () => one(next, words)).join(" ");

function sentence(next: Random, length: number): string {
  const parts = Array.from({ length }, () => {
    const kind = next();
    if (kind < 0.03) return `**${phrase(next, 2)}**`;
    if (kind < 0.05) return `*${one(next, words)}*`;
    if (kind < 0.1) return `\`${one(next, names)}\``;
    if (kind < 0.115) return `[${phrase(next, 2)}](https://docs.example/${one(next, words)}?page=${upTo(next, 90)})`;
    return one(next, words);
  });
  return `${parts.join(" ")}.`;
}

const paragraph = (next: Random): string =>
  `${Array.from({ length: 1 + upTo(next, 4) }, () => sentence(next, 8 + upTo(next, 14))).join(" ")}\n\n`;

function list(next: Random, indent = ""): string {
  const isOrdered = next() < 0.35;
  let text = "";
  for (let index = 1; index < 3 + upTo(next, 4); index++) {
    const bullet = isOrdered ? `${index}. ` : "- ";
    text += `${indent}${bullet}${sentence(next, 5 + upTo(next, 10))}\n`;
    if (indent.length < 5 && next() < 0.3) text += list(next, indent + " ".repeat(bullet.length));
  }
  return indent ? text : `${text}\n`;
}

function table(next: Random): string {
  const columns = 3 + upTo(next, 3);
  const row = (cell: () => string): string => `| ${Array.from({ length: columns }, cell).join(" | ")} |\n`;
  let text = row(() => one(next, words)) + row(() => one(next, ["---", ":-:", "--:"]));
  for (let index = 0; index < 3 + upTo(next, 6); index++) {
    text += row(() => (next() < 0.3 ? `\`${one(next, names)}\`` : phrase(next, 1 + upTo(next, 3))));
  }
  return `${text}\n`;
}

/** A piece of code in each language, repeated until it is long enough. */
const code: Readonly<Record<string, (next: Random) => string>> = {
  typescript: (next) =>
    `/** ${phrase(next, 7)} */\nexport async function ${one(next, names)}${upTo(next, 99)}<T>(id: string, limit = ${upTo(next, 90)}): Promise<T | undefined> {\n  const answer = await fetch(\`https://api.example/v1/\${id}?limit=\${limit}\`);\n  if (!answer.ok && answer.status >= 500) throw new Error("failed: " + answer.status); // ${phrase(next, 4)}\n  return (await answer.json()) as T;\n}\n\n`,
  python: (next) =>
    `class ${one(next, names)}${upTo(next, 99)}:\n    """${phrase(next, 8)}"""\n    limit: int = ${upTo(next, 99)}\n\n    async def run(self, items: list[int]) -> dict[str, int]:\n        return {f"{item:04d}": item ** 2 for item in items if item > self.limit}  # ${phrase(next, 4)}\n\n`,
  rust: (next) =>
    `/// ${phrase(next, 7)}\npub fn ${one(next, names)}${upTo(next, 99)}<'a>(map: &'a HashMap<String, u64>, key: &str) -> Result<&'a u64, String> {\n    match map.get(key) {\n        Some(value) if *value > ${upTo(next, 99)} => Ok(value),\n        _ => Err(format!("missing: {key:?}")),\n    }\n}\n\n`,
  sql: (next) =>
    `-- ${phrase(next, 6)}\nSELECT u.id, COUNT(*) AS orders FROM users u LEFT JOIN orders o ON o.user_id = u.id\nWHERE o.total > ${upTo(next, 900)} AND u.name LIKE '%${one(next, words)}%' GROUP BY u.id LIMIT ${upTo(next, 90)};\n\n`,
  bash: (next) =>
    `# ${phrase(next, 5)}\nfor file in $(find ./src -name "*.ts" -mtime -${upTo(next, 30)}); do\n  grep -q "${one(next, names)}" "$file" && echo "found \${file##*/}" | tee /tmp/log\ndone\n\n`,
  json: (next) =>
    `${JSON.stringify({ id: upTo(next, 9999), name: one(next, names), tags: [one(next, words)], on: next() < 0.5 }, null, 2)}\n`,
  css: (next) =>
    `.panel-${upTo(next, 99)} > .row:not(:last-child)::before {\n  color: var(--color, #${upTo(next, 899) + 100});\n  padding: ${upTo(next, 20)}px calc(100% - 4px); /* ${phrase(next, 3)} */\n}\n\n`,
  java: (next) =>
    `/** ${phrase(next, 6)} */\npublic final class Handler${upTo(next, 99)} {\n    private static final long LIMIT = ${upTo(next, 9999)}L;\n    public List<String> names(Map<String, Integer> in) {\n        return in.keySet().stream().filter(key -> key.length() > LIMIT).toList();\n    }\n}\n\n`,
};

function codeBlock(next: Random, index: number, size: number): string {
  const languages = Object.keys(code);
  const language = languages[index % languages.length]!;
  let text = "";
  while (text.length < size) text += code[language]!(next);
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n\n`;
}

const chinese = (next: Random): string =>
  `${Array.from({ length: 2 + upTo(next, 3) }, () => one(next, sentences)).join("")}\n\n`;
const maths = (next: Random): string => `The cost is $O(n \\log n)$ for $n > ${upTo(next, 99)}$.\n\n`;

/** An answer of at least so many bytes. */
export function answer(bytes: number, seed = 1): string {
  const next = random(seed);
  let text = `# ${phrase(next, 4)}\n\n`;
  let blocks = 0;
  for (let size = 0; size < bytes; ) {
    const kind = next();
    let block: string;
    if (kind < 0.36) block = paragraph(next);
    else if (kind < 0.48) block = list(next);
    else if (kind < 0.55) block = table(next);
    else if (kind < 0.59) block = maths(next);
    else if (kind < 0.63) block = `> ${sentence(next, 12)}\n\n`;
    else if (kind < 0.74) block = `## ${phrase(next, 4)}\n\n`;
    else if (kind < 0.82) block = chinese(next);
    else block = codeBlock(next, blocks++, (bytes < 20_000 ? 250 : 350) + upTo(next, bytes < 20_000 ? 500 : 1800));
    text += block;
    size += Buffer.byteLength(block);
  }
  return text;
}

/** The answer in pieces of some 4 to 20 characters, as a model sends it. */
export function pieces(text: string, seed = 2): string[] {
  const next = random(seed);
  const parts: string[] = [];
  for (let from = 0; from < text.length; ) {
    const to = from + 4 + upTo(next, 17);
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}
