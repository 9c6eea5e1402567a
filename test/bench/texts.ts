// Answers as a model gives them: prose, lists, tables, code and Chinese, the same at every call.

const words =
  "the function returns early when its input is empty so callers never see half a result while the cache keeps what was read before and drops it once the file changes on disk a second reader waits for the first one instead of asking again".split(
    " ",
  );

const code = `\`\`\`typescript
export async function readConfig(path: string): Promise<Config> {
  const text = await readFile(path, "utf8"); // throws when it is missing
  const parsed: unknown = JSON.parse(text);
  if (!isConfig(parsed)) throw new Error(\`Not a config: \${path}\`);
  return { ...defaults, ...parsed, retries: Math.max(0, parsed.retries ?? 3) };
}
\`\`\``;

const table = `| Setting | Default | Meaning |
|---|--:|---|
| \`retries\` | 3 | Tried again after a **lost** connection |
| \`timeout\` | 120 | Seconds until a request is given up |`;

const list = `1. Open the file and read its **first** line.
2. Compare it with \`defaults\`:
   - when it is older, migrate it
   - when it is newer, leave it alone
3. Save, and tell the [log](https://example.com/log).`;

const chinese =
  "这个函数先检查**参数是否为空**，然后读取配置文件；如果文件不存在，就返回默认值。`readConfig` 不会修改磁盘上的内容。";

/** Markdown of at least so many bytes, ended at a whole block. Another `seed` gives another text. */
export function answerText(bytes: number, seed: number): string {
  const blocks: string[] = [];
  const makers = [prose, () => code, prose, () => list, prose, () => chinese, prose, () => table];
  for (let size = 0, i = 0; size < bytes; i++) {
    if (i % makers.length === 0) blocks.push(`## Step ${i / makers.length + 1}`);
    const block = makers[i % makers.length]!(seed * 7 + i);
    blocks.push(block);
    size += Buffer.byteLength(block) + 2;
  }
  return blocks.join("\n\n");
}

function prose(seed: number): string {
  const sentences = Array.from({ length: 3 }, (_, i) => {
    const chosen = Array.from(
      { length: 12 },
      (_, j) => words[(seed * 31 + i * 17 + j * (1 + (seed % 5))) % words.length],
    );
    return `${chosen.slice(0, 6).join(" ")} **${chosen[6]}** ${chosen.slice(7, 11).join(" ")} \`${chosen[11]}\`.`;
  });
  return sentences.join(" ");
}
